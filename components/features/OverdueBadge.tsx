import { counted } from '../../contract/words.ts'
import classes from './StatusBadge.module.css'

interface OverdueBadgeProps {
  daysOverdue: number
}

/** How many days an invoice is overdue. One that became overdue since yesterday pulses softly, twice. */
export function OverdueBadge({ daysOverdue }: OverdueBadgeProps) {
  const days = counted(daysOverdue, 'day')
  return (
    <span className={classes.badge} data-status="overdue" data-new={daysOverdue === 1 || undefined}>
      <svg viewBox="0 0 10 10" width="8" height="8" aria-hidden="true" className={classes.shape}>
        <path d="M5 .5 10 9.5H0ZM4.4 3.6v3h1.2v-3Zm0 3.7v1.2h1.2V7.3Z" />
      </svg>
      <span>
        Overdue<span className={classes.days}> {days}</span>
      </span>
    </span>
  )
}
