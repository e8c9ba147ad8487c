import { type JobStatus, jobStatusLabels } from '../../contract/jobs.ts'
import classes from './StatusBadge.module.css'

/** Where a job is, in a word, a shape that fills on its way, and a colour. */
export function JobStatusBadge({ status }: { status: JobStatus }) {
  return (
    <span className={classes.badge} data-status={status}>
      <svg viewBox="0 0 10 10" width="8" height="8" aria-hidden="true" className={classes.shape}>
        <path d={shapes[status]} />
      </svg>
      {jobStatusLabels[status]}
    </span>
  )
}

const ring = 'M5 0a5 5 0 1 0 0 10A5 5 0 1 0 5 0Zm0 1.6a3.4 3.4 0 1 1 0 6.8 3.4 3.4 0 1 1 0-6.8Z'

/** In a box of 10: a ring, a quarter, a half, three quarters, a disc, a tick, a bar. */
const shapes: Record<JobStatus, string> = {
  new: ring,
  art: `${ring}M5 1.6A3.4 3.4 0 0 1 8.4 5H5Z`,
  ready: `${ring}M5 1.6a3.4 3.4 0 0 1 0 6.8Z`,
  in_production: `${ring}M5 1.6A3.4 3.4 0 1 1 1.6 5H5Z`,
  finishing: 'M5 0a5 5 0 1 0 0 10A5 5 0 1 0 5 0Z',
  completed: 'M3.9 8.9.4 5.4l1.4-1.4 2.1 2.1L8.3 1.5l1.4 1.4Z',
  cancelled: 'M0 4h10v2H0Z',
}
