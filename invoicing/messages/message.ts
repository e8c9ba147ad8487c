import { counted } from '../../contract/words.ts'
import { formatDate } from '../calendar/calendar.ts'
import { centsOf, formatMoney } from '../money/money.ts'

/** What a message to a customer says. */
export interface MessageText {
  subject: string
  body: string
}

interface InvoiceFacts {
  shopName: string
  customerName: string
  /** Null while it has none yet. */
  invoiceNumber: string | null
  currency: string
  dueDate: string
}

/** The message that goes with an invoice (C: U95). */
export function invoiceMessage(
  invoice: InvoiceFacts & { total: string; deposit: { amount: string; dueDate: string | null } | null },
): MessageText {
  const { shopName, customerName, dueDate, deposit, currency } = invoice
  const number = invoice.invoiceNumber ?? '(number follows)'
  const money = (amount: string) => formatMoney(centsOf(amount), currency)
  const depositDay = deposit?.dueDate ? ` on ${formatDate(deposit.dueDate)}` : ' now'
  return {
    subject: `Invoice ${number} from ${shopName}`,
    body: paragraphs(
      `Hello ${customerName},`,
      `here is invoice ${number} for ${money(invoice.total)}. It is due on ${formatDate(dueDate)}.`,
      ...(deposit ? [`A deposit of ${money(deposit.amount)} is due${depositDay}.`] : []),
      'Thank you for your business.',
      shopName,
    ),
  }
}

/** The reminder of an open invoice (C: U53): what is left on it, and since when. */
export function reminderMessage(
  invoice: InvoiceFacts & { invoiceNumber: string; balanceDue: string; daysOverdue: number },
): MessageText {
  const { shopName, customerName, invoiceNumber, dueDate, daysOverdue } = invoice
  const balance = formatMoney(centsOf(invoice.balanceDue), invoice.currency)
  const days = counted(daysOverdue, 'day')
  const isOverdue = daysOverdue > 0
  return {
    subject: isOverdue
      ? `Invoice ${invoiceNumber} is ${days} overdue`
      : `Invoice ${invoiceNumber} is due on ${formatDate(dueDate)}`,
    body: paragraphs(
      `Hello ${customerName},`,
      isOverdue
        ? `${balance} is open on invoice ${invoiceNumber}, which was due on ${formatDate(dueDate)}, ${days} ago.`
        : `${balance} is open on invoice ${invoiceNumber}, which is due on ${formatDate(dueDate)}.`,
      'If it has crossed with your payment, please disregard this note. Otherwise we would be glad to hear from you.',
      shopName,
    ),
  }
}

function paragraphs(...parts: string[]): string {
  return parts.join('\n\n')
}

/** Whom a message goes to: the chosen addresses, else the billing contact, else the customer's own. */
export function recipientsOf(
  chosen: readonly string[] | undefined,
  known: { billingEmail: string | null; customerEmail: string | null },
): string[] {
  if (chosen) return [...new Set(chosen)]
  const usual = known.billingEmail ?? known.customerEmail
  return usual === null ? [] : [usual]
}
