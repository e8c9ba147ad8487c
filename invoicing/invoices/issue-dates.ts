import type { Invoice } from '../../contract/invoices.ts'
import { refuseField } from '../../contract/refusals.ts'
import { dueDateFor, formatDate, latest } from '../calendar/calendar.ts'

/**
 * The dates that a draft gets when it is issued: today or an earlier day, due after its terms unless set by hand. A
 * deposit is due on the issue date at the earliest (MISSION 12, 20).
 */
export function issueDates(
  draft: Pick<Invoice, 'dueDate' | 'paymentTerms' | 'depositRequested' | 'depositDueDate'>,
  given: { issueDate?: string | undefined; dueDate?: string | undefined },
  today: string,
): { issueDate: string; dueDate: string; depositDueDate: string | null } {
  const issueDate = given.issueDate ?? today
  if (issueDate > today) {
    throw refuseField(
      'date_in_future',
      'issueDate',
      `An invoice is issued today (${today}) or on an earlier day.`,
    )
  }
  const dueDate = given.dueDate ?? draft.dueDate ?? dueDateFor(issueDate, draft.paymentTerms)
  if (dueDate < issueDate) {
    throw refuseField(
      'due_before_issue',
      'dueDate',
      `The due date ${formatDate(dueDate)} lies before the issue date ${formatDate(issueDate)}. Choose a later one.`,
    )
  }
  const depositDueDate = draft.depositRequested ? latest(issueDate, draft.depositDueDate ?? issueDate) : null
  return { issueDate, dueDate, depositDueDate }
}
