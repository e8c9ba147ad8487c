import { addDays, daysBetween } from '../calendar/calendar.ts'

/** The one default cadence: days after the due date on which a customer is reminded; negative lies before it. */
export const reminderCadenceDays: readonly number[] = [-3, 1, 7, 14, 30]

export interface NextReminder {
  date: string
  daysAfterDue: number
}

/**
 * When an open invoice falls due for its next reminder: today for the last step of the cadence that was missed, as one
 * reminder makes up for all of them, or else the first step that is to come. A reminder sent by hand serves every step up
 * to its day. Null when all steps are served.
 */
export function nextReminder(dueDate: string, today: string, sentOn: readonly string[]): NextReminder | null {
  const lastSent = [...sentOn].sort().at(-1)
  const served = lastSent === undefined ? null : daysBetween(dueDate, lastSent)
  const left = reminderCadenceDays.filter((days) => {
    if (served !== null && days <= served) return false
    // A step before the due date is pointless once its day is past.
    return days > 0 || addDays(dueDate, days) >= today
  })
  const step = left.filter((days) => addDays(dueDate, days) <= today).at(-1) ?? left[0]
  if (step === undefined) return null
  const date = addDays(dueDate, step)
  return { date: date < today ? today : date, daysAfterDue: step }
}
