import { counted } from '../../contract/words.ts'
import { formatDate } from '../calendar/calendar.ts'
import { formatMoney } from '../money/money.ts'
import { balanceDueCents, type InvoiceFacts, overdueDays, statusOf } from './invoice.ts'

/** What is known of an invoice on a day, besides the facts that its status is derived from. */
export interface StatusFacts extends InvoiceFacts {
  currency: string
  dueDate: string | null
  voidReason: string | null
}

/** Why the status of an invoice is what it is on a day, in the words and figures that it is derived from. */
export function whyStatus(facts: StatusFacts, day: string): string {
  const { totalCents, amountPaidCents, creditedTotalCents, currency } = facts
  const money = (cents: number) => formatMoney(cents, currency)
  const openCents = balanceDueCents(facts)
  const status = statusOf(facts)
  if (status === 'void') {
    const reason = facts.voidReason ? ` (${facts.voidReason.replace(/\.$/, '')})` : ''
    return `Void: it was voided${reason}, so nothing is owed on it.`
  }
  if (status === 'draft') return 'Draft: it was not sent yet, so nothing is owed on it.'
  if (totalCents === 0) return `Credited: its total is ${money(0)}, so there was nothing to pay.`
  const credited = creditedTotalCents > 0 ? `${money(creditedTotalCents)} was credited` : null
  const paid = amountPaidCents > 0 ? `${money(amountPaidCents)} of ${money(totalCents)} was paid` : null
  const moved = [paid, credited].filter((part) => part !== null).join(' and ')
  if (status === 'paid') return `${paid ? 'Paid' : 'Credited'}: ${moved}, nothing is open.`
  const overdue = overdueInWords(facts, status, day)
  if (status === 'partial') return `Partial: ${moved}, ${money(openCents)} is open${overdue}.`
  return `Sent: ${credited ? `${credited}, ` : ''}no payment was applied, ${money(openCents)} is open${overdue}.`
}

function overdueInWords({ dueDate }: StatusFacts, status: ReturnType<typeof statusOf>, day: string): string {
  if (dueDate === null) return ''
  const days = overdueDays(status, dueDate, day)
  return days === 0
    ? ` and due ${formatDate(dueDate)}`
    : ` and overdue: it was due ${formatDate(dueDate)}, ${counted(days, 'day')} before`
}
