import { addDays, endOfMonth, formatDate, startOfMonth } from '../../../../../invoicing/calendar/calendar.ts'

interface Period {
  periodStart: string
  periodEnd: string
}

/** "Oct 1, 2026 – Oct 31, 2026". */
export function statementPeriod({ periodStart, periodEnd }: Period): string {
  return `${formatDate(periodStart)} – ${formatDate(periodEnd)}`
}

/** The month before today's. */
export function lastMonth(today: string): Period {
  const periodEnd = endOfMonth(addDays(startOfMonth(today), -1))
  return { periodStart: startOfMonth(periodEnd), periodEnd }
}

/** What can be said of a period before asking the server, by field. */
export function periodProblems({ periodStart, periodEnd }: Period, today: string) {
  const problems: Partial<Record<string, string>> = {}
  if (!periodStart) problems.periodStart = 'Choose a date.'
  if (!periodEnd) problems.periodEnd = 'Choose a date.'
  else if (periodEnd >= today) problems.periodEnd = 'A statement covers days that are over.'
  else if (periodEnd < periodStart) problems.periodEnd = 'The period ends before it begins.'
  return problems
}
