import type { ReceivableRow } from '../../contract/import.ts'
import { type PaymentTerms, paymentTerms, paymentTermsDays } from '../../contract/payment-terms.ts'
import type { RefusalCode } from '../../contract/refusals.ts'
import { daysBetween } from '../calendar/calendar.ts'
import { type Cents, centsOf, fitsCurrency } from '../money/money.ts'

/** The customer of a row, matched or made. */
export interface ImportCustomer {
  id: string
  name: string
  currency: string
  /** The last day on which nothing can be posted for them. */
  closedThrough: string | null
}

export interface RowRefusal {
  code: RefusalCode
  reason: string
}

/** What an imported row says was paid: the amount given, or all of it on the day it was paid. */
export function paidCentsOf(row: ReceivableRow): Cents {
  if (row.paidAmount !== null) return centsOf(row.paidAmount)
  return row.paidDate === null ? 0 : centsOf(row.amount)
}

/** Judges a row by itself: dates in order and not in the future, amounts in the currency, money with its day. */
export function judgeRow(row: ReceivableRow, currency: string, today: string): RowRefusal | null {
  if (row.issueDate > today)
    return { code: 'date_in_future', reason: `issueDate ${row.issueDate} lies in the future` }
  if (row.dueDate < row.issueDate)
    return {
      code: 'due_before_issue',
      reason: `dueDate ${row.dueDate} lies before issueDate ${row.issueDate}`,
    }
  if (row.paidDate !== null && row.paidDate > today)
    return { code: 'date_in_future', reason: `paidDate ${row.paidDate} lies in the future` }
  if (centsOf(row.amount) === 0) return { code: 'invalid_input', reason: 'amount must be more than zero' }
  if (row.paidDate === null && paidCentsOf(row) > 0)
    return { code: 'invalid_input', reason: 'paidAmount needs a paidDate' }
  if (!fitsCurrency(centsOf(row.amount), currency) || !fitsCurrency(paidCentsOf(row), currency)) {
    return { code: 'amount_not_in_currency', reason: `an amount has more decimals than ${currency}` }
  }
  return null
}

/** An invoice that stands under the row's number already. */
export interface StandingInvoice {
  imported: boolean
  customerId: string
  totalCents: Cents
  amountPaidCents: Cents
  issueDate: string | null
  dueDate: string | null
}

/** Whether what stands is what the row says (nothing to do), or contradicts it. */
export function judgeStanding(
  row: ReceivableRow,
  customerId: string | undefined,
  standing: StandingInvoice,
): RowRefusal | null {
  const differs = [
    ...(standing.imported ? [] : ['it was made here, not imported']),
    ...(standing.customerId === customerId ? [] : ['it belongs to another customer']),
    ...(standing.totalCents === centsOf(row.amount) ? [] : ['its amount differs']),
    ...(standing.issueDate === row.issueDate ? [] : ['its issue date differs']),
    ...(standing.dueDate === row.dueDate ? [] : ['its due date differs']),
    ...(standing.amountPaidCents >= Math.min(paidCentsOf(row), centsOf(row.amount))
      ? []
      : ['less is paid on it here: record the payment in Platen']),
  ]
  if (differs.length === 0) return null
  return {
    code: 'import_row_conflict',
    reason: `invoice ${row.invoiceNumber} is here already and ${differs.join(', ')}`,
  }
}

/** The terms that lie between two dates, or due on receipt where no terms fit: the due date itself is kept. */
export function termsBetween(issueDate: string, dueDate: string): PaymentTerms {
  const days = daysBetween(issueDate, dueDate)
  return paymentTerms.find((terms) => paymentTermsDays[terms] === days) ?? 'due_on_receipt'
}
