import { Anchor, NativeSelect } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMay } from '../../../../components/features/session.ts'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { type Job, jobStatuses, jobStatusLabels } from '../../../../contract/jobs.ts'
import classes from '../../invoices/_components/InvoiceCustomerPanel.module.css'
import { JobDue } from './JobDue.tsx'
import { useMoveJob } from './use-move-job.ts'

/** Where the job is, for whom, and until when. */
export function JobFactsPanel({ job }: { job: Job }) {
  const mayWrite = useMay('accounting.jobs.write')
  const move = useMoveJob()
  return (
    <Panel title="Job">
      <NativeSelect
        label="Status"
        disabled={!mayWrite}
        data={jobStatuses.map((status) => ({ value: status, label: jobStatusLabels[status] }))}
        value={job.status}
        onChange={(event) => {
          const next = jobStatuses.find((known) => known === event.currentTarget.value)
          if (next) move(job, next)
        }}
      />
      <dl className={classes.facts}>
        <Fact label="Due">
          <JobDue job={job} />
        </Fact>
        <Fact label="Customer">
          <Anchor
            fw={600}
            renderRoot={(props) => <Link to="/customers/$id" params={{ id: job.customerId }} {...props} />}
          >
            {job.customerName}
          </Anchor>
        </Fact>
        <Fact label="Pieces">{job.pieces > 0 ? job.pieces.toLocaleString('en-US') : '–'}</Fact>
      </dl>
    </Panel>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  )
}
