import paper from '../../../../components/features/Paper.module.css'
import { Paper } from '../../../../components/features/Paper.tsx'
import type { Job } from '../../../../contract/jobs.ts'
import { formatDate } from '../../../../invoicing/calendar/calendar.ts'
import { piecesWithoutSize } from '../../../../invoicing/jobs/job.ts'
import { ProductionSheet } from '../../invoices/_components/ProductionSheet.tsx'
import classes from './JobSheet.module.css'

/** The job as it hangs in the shop: what is made, in which sizes, what is printed where, until when; no prices. */
export function JobSheet({ job, shopName }: { job: Job; shopName: string }) {
  const unsized = job.garments
    .filter(({ sizes }) => sizes.length > 0)
    .filter((one) => piecesWithoutSize(one) > 0)
  return (
    <Paper
      label={`Job ${job.jobNumber}`}
      shop={{ name: shopName, letterhead: null }}
      title="Job"
      number={job.jobNumber}
    >
      <div className={paper.facts}>
        <section aria-label="For">
          <h3>For</h3>
          <strong dir="auto">{job.customerName}</strong>
          <span dir="auto">{job.title}</span>
        </section>
        <section aria-label="Due">
          <h3>Due</h3>
          <strong className={classes.due}>{job.dueDate ? formatDate(job.dueDate) : 'No date'}</strong>
        </section>
      </div>
      {job.garments.length > 0 ? (
        <ProductionSheet lines={job.garments.map(sheetLine)} />
      ) : (
        <p className={classes.none}>No garments yet: edit the job to add them.</p>
      )}
      {unsized.length > 0 && (
        <p className={classes.unsized}>
          {unsized.map((one) => `${piecesWithoutSize(one)} of ${one.description} without a size`).join('; ')}
        </p>
      )}
      {job.notes && (
        <p className={classes.notes} dir="auto">
          {job.notes}
        </p>
      )}
    </Paper>
  )
}

/** A garment as the sheet of an invoice shows its lines. */
function sheetLine({ description, quantity, sizes, imprints, furnished }: Job['garments'][number]) {
  return {
    kind: 'item' as const,
    description,
    quantity: String(quantity),
    sizes: sizes.map((one) => ({ size: one.size, quantity: String(one.quantity) })),
    imprints,
    furnished,
  }
}
