import { z } from 'zod'
import { reads, writes } from './operation.ts'

/** Every backfill that there is, in the order in which they are listed. */
export const backfillNames = [
  'customer-invoices',
  'customer-quotes',
  'customer-orders',
  'customer-totals',
  'credit-mirror',
] as const
export type BackfillName = (typeof backfillNames)[number]

export const backfillLabels: Record<BackfillName, { title: string; says: string }> = {
  'customer-invoices': {
    title: 'Invoices in the activity',
    says: 'Compares each customer’s activity with their invoices. What was edited by hand stays.',
  },
  'customer-quotes': {
    title: 'Quotes in the activity',
    says: 'Compares each customer’s activity with their quotes.',
  },
  'customer-orders': {
    title: 'Orders in the activity',
    says: 'Compares each customer’s activity with their jobs.',
  },
  'customer-totals': {
    title: 'What customers owe',
    says: 'Adds up each customer’s open invoices and unapplied credit again, from the ledger.',
  },
  'credit-mirror': {
    title: 'Credit limits',
    says: 'Lets the limit shown on each customer follow the one in force.',
  },
}

/** How the rows of a run or of one batch came out; each that was looked at counts once more. */
export const backfillCounts = z.object({
  scanned: z.number().meta({ description: 'Rows looked at: the sum of the four below' }),
  written: z.number().meta({ description: 'Added or repaired' }),
  removed: z.number().meta({ description: 'Taken away, because nothing stands behind them' }),
  kept: z.number().meta({ description: 'Edited by hand, and left so' }),
  unchanged: z.number().meta({ description: 'Right already' }),
})
export type BackfillCounts = z.infer<typeof backfillCounts>

export const backfillRun = backfillCounts.extend({
  runId: z.uuid().nullable().meta({ description: 'Null in a dry run, which keeps nothing' }),
  name: z.enum(backfillNames),
  batches: z.number(),
  cursor: z.string().nullable().meta({ description: 'Where the next batch begins; null when all is done' }),
  startedAt: z.string(),
  startedBy: z.string().nullable(),
  updatedAt: z.string(),
  finishedAt: z.string().nullable(),
})
export type BackfillRun = z.infer<typeof backfillRun>

const tags = ['Backfills']

export const backfillsContract = {
  list: reads('company.settings.read')
    .route({ method: 'GET', path: '/backfills', tags, summary: 'Backfills, and the last run of each' })
    .output(
      z.object({
        data: z.array(
          z.object({
            name: z.enum(backfillNames),
            title: z.string(),
            says: z.string(),
            lastRun: backfillRun.nullable(),
          }),
        ),
      }),
    ),
  run: writes('company.maintenance.run')
    .route({
      method: 'POST',
      path: '/backfills/{name}/runs',
      tags,
      summary: 'Run one batch of a backfill',
      description:
        'Begins a run, or goes on with one: a batch of customers at a time, each batch a transaction of its own. Repeat with the `runId` until `finishedAt` is set. A dry run keeps no run: repeat it with the `cursor` of the last answer until that is null, and add the counts up.',
    })
    .input(
      z.strictObject({
        name: z.enum(backfillNames).meta({ positional: true }),
        runId: z.uuid().optional().meta({ description: 'Goes on with this run, from where it stands' }),
        resume: z
          .boolean()
          .default(false)
          .meta({ description: 'Goes on with the last run, if that was cut off; else begins a new one' }),
        cursor: z.string().max(500).optional().meta({ description: 'Where a run that begins now begins' }),
        batchSize: z.number().int().min(1).max(1000).default(200).meta({ description: 'Customers a batch' }),
      }),
    )
    .output(backfillRun),
}
