import type { InvoiceStatus } from '../../contract/invoices.ts'
import { type RefusalCode, Refused, refuseField } from '../../contract/refusals.ts'
import { daysOverdue } from '../calendar/calendar.ts'
import { type Cents, formatMoney } from '../money/money.ts'

export const invoiceActions = [
  'edit',
  'send',
  'receivePayment',
  'remind',
  'credit',
  'writeOff',
  'void',
  'duplicate',
] as const
export type InvoiceAction = (typeof invoiceActions)[number]

/** Whether an action is open; a closed one says why in a sentence, so that its button can stay and say so. */
export type Permitted = { allowed: true } | { allowed: false; why: string }

const open: Permitted = { allowed: true }
const closed = (why: string): Permitted => ({ allowed: false, why })

const isVoid = closed('The invoice is void.')
const isIssued = closed('Only a draft can be edited. To correct it, void it and duplicate it.')
const isSent = closed('The invoice was sent already.')
const hasCreditMemo = closed('A credit memo stands on it. Void the memo first.')

const owed: Record<InvoiceAction, Permitted> = {
  edit: isIssued,
  send: isSent,
  receivePayment: open,
  remind: open,
  credit: open,
  writeOff: open,
  void: open,
  duplicate: open,
}

/** What each state permits (C: U20-U26). A sent invoice is never changed; a paid one is never voided. */
const permitted: Record<InvoiceStatus, Record<InvoiceAction, Permitted>> = {
  draft: {
    edit: open,
    send: open,
    receivePayment: closed('Send the invoice first: a draft takes no payment.'),
    remind: closed('Nothing is owed on a draft: send it first.'),
    credit: closed('Nothing is owed on a draft: change it instead.'),
    writeOff: closed('Nothing is owed on a draft: void it instead.'),
    void: open,
    duplicate: open,
  },
  sent: owed,
  partial: owed,
  paid: {
    edit: isIssued,
    send: isSent,
    receivePayment: closed('Nothing is left to pay.'),
    remind: closed('Nothing is left to remind of.'),
    credit: open,
    writeOff: closed('Nothing is left to write off.'),
    void: closed('A paid invoice cannot be voided.'),
    duplicate: open,
  },
  void: {
    edit: isVoid,
    send: isVoid,
    receivePayment: isVoid,
    remind: isVoid,
    credit: isVoid,
    writeOff: isVoid,
    void: isVoid,
    duplicate: open,
  },
}

/** The table of what an invoice permits now, asked by the screens and by the operations alike. */
export function invoiceCan(invoice: {
  status: InvoiceStatus
  creditMemoIds?: readonly string[]
}): Record<InvoiceAction, Permitted> {
  const can = permitted[invoice.status]
  return invoice.creditMemoIds?.length ? { ...can, void: hasCreditMemo } : can
}

/** What the status of an invoice is derived from; the database derives the same in a generated column. */
export interface InvoiceFacts {
  isIssued: boolean
  isVoid: boolean
  totalCents: Cents
  amountPaidCents: Cents
  creditedTotalCents: Cents
}

/** What is still to be paid: nothing on a void invoice, the whole total on a draft. */
export function balanceDueCents(facts: InvoiceFacts): Cents {
  return facts.isVoid ? 0 : facts.totalCents - facts.amountPaidCents - facts.creditedTotalCents
}

/** Status derived from the facts: void, draft, paid (nothing left), partial (money applied), sent. */
export function statusOf(facts: InvoiceFacts): InvoiceStatus {
  if (facts.isVoid) return 'void'
  if (!facts.isIssued) return 'draft'
  if (balanceDueCents(facts) === 0) return 'paid'
  return facts.amountPaidCents > 0 ? 'partial' : 'sent'
}

/** By what a paid invoice was settled; one settled without any money is shown as credited. */
export function settledBy(status: InvoiceStatus, amountPaidCents: Cents): 'payment' | 'credit' | null {
  if (status !== 'paid') return null
  return amountPaidCents > 0 ? 'payment' : 'credit'
}

/** Overdue is computed, never stored: a due day in the past and something left to pay (C: N43, N44). */
export function overdueDays(status: InvoiceStatus, dueDate: string | null, today: string): number {
  if ((status !== 'sent' && status !== 'partial') || dueDate === null) return 0
  return daysOverdue(dueDate, today)
}

/** How a payment divides between an invoice and the customer's unapplied credit. */
export interface PaymentSplit {
  appliedCents: Cents
  excessCents: Cents
}

/**
 * Judges a payment on an invoice as it stands under its lock. More than the balance is refused, naming the balance,
 * unless the excess is to be kept as credit (C: N14).
 */
export function receivePayment(
  invoice: { invoiceNumber: string; status: InvoiceStatus; balanceDueCents: Cents; currency: string },
  amountCents: Cents,
  keepExcessAsCredit: boolean,
): PaymentSplit {
  if (invoice.status === 'paid') {
    throw refuseField(
      'payment_exceeds_balance',
      'amount',
      `${invoice.invoiceNumber} is paid: nothing is left to pay on it.`,
    )
  }
  requirePermitted(invoice, 'receivePayment', 'invoice_not_open')
  const excessCents = Math.max(0, amountCents - invoice.balanceDueCents)
  if (excessCents > 0 && !keepExcessAsCredit) {
    const balance = formatMoney(invoice.balanceDueCents, invoice.currency)
    throw refuseField(
      'payment_exceeds_balance',
      'amount',
      `The balance of ${invoice.invoiceNumber} is ${balance}. Record that much, or keep the excess as the customer’s credit.`,
    )
  }
  return { appliedCents: amountCents - excessCents, excessCents }
}

/** Refuses what the invoice's state does not permit, with the sentence that its closed button shows. */
export function requirePermitted(
  invoice: { invoiceNumber: string; status: InvoiceStatus },
  action: InvoiceAction,
  code: RefusalCode,
): void {
  const answer = invoiceCan(invoice)[action]
  if (!answer.allowed) throw new Refused(code, `${invoice.invoiceNumber}: ${answer.why}`)
}
