import { CloseButton } from '@mantine/core'
import { formatDate } from '../../../../invoicing/calendar/calendar.ts'
import classes from './DueDays.module.css'

interface DueDaysProps {
  from: string | undefined
  to: string | undefined
  onClear: () => void
}

/** Says that only what falls due on some days is listed, and takes that away. */
export function DueDays({ from, to, onClear }: DueDaysProps) {
  return (
    <p className={classes.days}>
      {daysText(from, to)}
      <CloseButton size="xs" aria-label="Show all due dates" onClick={onClear} />
    </p>
  )
}

function daysText(from: string | undefined, to: string | undefined): string {
  if (from && to) return `Due ${formatDate(from)} to ${formatDate(to)}`
  return from ? `Due ${formatDate(from)} or later` : `Due ${formatDate(to ?? '')} or earlier`
}
