import { useToday } from '../../../../components/features/session.ts'
import type { JobSummary } from '../../../../contract/jobs.ts'
import { daysBetween, formatDate } from '../../../../invoicing/calendar/calendar.ts'
import { isDone } from '../../../../invoicing/jobs/job.ts'
import classes from './JobDue.module.css'

interface JobDueProps {
  job: Pick<JobSummary, 'dueDate' | 'isLate' | 'status'>
}

/** When a job is due, as people say it; what is late stands out. The exact date on hover. */
export function JobDue({ job: { dueDate, isLate, status } }: JobDueProps) {
  const today = useToday()
  if (!dueDate) return <span title="No due date">–</span>
  return (
    <time
      dateTime={dueDate}
      title={formatDate(dueDate)}
      className={classes.due}
      data-late={isLate || undefined}
    >
      {isDone(status) ? formatDate(dueDate) : dueText(daysBetween(today, dueDate))}
    </time>
  )
}

function dueText(days: number): string {
  if (days === 0) return 'Due today'
  if (days === 1) return 'Due tomorrow'
  if (days > 1) return `Due in ${days} days`
  return days === -1 ? '1 day late' : `${-days} days late`
}
