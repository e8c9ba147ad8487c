import { latest, postingDateFor } from '../calendar/calendar.ts'
import type { Cents } from '../money/money.ts'

/**
 * An entry of the append-only ledger. A positive amount raises what the customer owes. `invoiceId` names the account:
 * an invoice, or null for the customer's unapplied money.
 */
export interface Entry {
  customerId: string
  invoiceId: string | null
  kind: 'invoice' | 'payment' | 'allocation' | 'release' | 'void'
  amountCents: Cents
  currency: string
  documentDate: string
  postingDate: string
  paymentId?: string
  allocationId?: string
}

/** The account side of an entry that every kind shares. */
interface Dated {
  customerId: string
  currency: string
  documentDate: string
  postingDate: string
}

/** An issued invoice: the customer owes its total. A zero total posts nothing. */
export function invoiceEntries(invoice: Dated & { invoiceId: string; totalCents: Cents }): Entry[] {
  const { totalCents, ...rest } = invoice
  return totalCents === 0 ? [] : [{ ...rest, kind: 'invoice', amountCents: totalCents }]
}

/** Money received: it is the customer's unapplied credit until it is allocated. */
export function paymentEntries(payment: Dated & { paymentId: string; amountCents: Cents }): Entry[] {
  return [{ ...payment, kind: 'payment', invoiceId: null, amountCents: -payment.amountCents }]
}

interface AllocationEntry extends Dated {
  invoiceId: string
  paymentId: string
  allocationId: string
  amountCents: Cents
}

/** Money put to an invoice: two entries that cancel, so that the customer's sum does not change. */
export function allocationEntries(allocation: AllocationEntry): Entry[] {
  const { amountCents, invoiceId, ...rest } = allocation
  return [
    { ...rest, kind: 'allocation', invoiceId, amountCents: -amountCents },
    { ...rest, kind: 'allocation', invoiceId: null, amountCents },
  ]
}

/** An allocation taken back: the mirror of its two entries, on the day it is taken back. */
export function releaseEntries(allocation: AllocationEntry): Entry[] {
  const { amountCents, invoiceId, ...rest } = allocation
  return [
    { ...rest, kind: 'release', invoiceId, amountCents },
    { ...rest, kind: 'release', invoiceId: null, amountCents: -amountCents },
  ]
}

/** A void: the mirror of the issue, on the day of the void. */
export function voidEntries(invoice: Dated & { invoiceId: string; totalCents: Cents }): Entry[] {
  const { totalCents, ...rest } = invoice
  return totalCents === 0 ? [] : [{ ...rest, kind: 'void', amountCents: -totalCents }]
}

/**
 * The posting date of an allocation: the latest of the payment's and the invoice's posting dates and the first open
 * day. Until then the money is unapplied.
 */
export function allocationPostingDate(
  paymentPostingDate: string,
  invoicePostingDate: string,
  closedThrough: string | null,
): string {
  return postingDateFor(latest(paymentPostingDate, invoicePostingDate), closedThrough)
}
