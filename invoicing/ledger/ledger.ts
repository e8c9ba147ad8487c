import { latest, postingDateFor } from '../calendar/calendar.ts'
import type { Cents } from '../money/money.ts'

/**
 * An entry of the append-only ledger. A positive amount raises what the customer owes. `invoiceId` names the account:
 * an invoice, or null for the customer's unapplied money.
 */
export interface Entry {
  customerId: string
  invoiceId: string | null
  kind:
    | 'invoice'
    | 'payment'
    | 'allocation'
    | 'release'
    | 'void'
    | 'credit_memo'
    | 'write_off'
    | 'refund'
    | 'reversal'
  amountCents: Cents
  currency: string
  documentDate: string
  postingDate: string
  paymentId?: string
  allocationId?: string
  creditMemoId?: string
  refundId?: string
  writeOffId?: string
}

/** The account side of an entry that every kind shares. */
interface Dated {
  customerId: string
  currency: string
  documentDate: string
  postingDate: string
}

/** Where unapplied credit comes from: money received, or a credit memo. */
export type CreditSource = { paymentId: string } | { creditMemoId: string }

/** An issued invoice: the customer owes its total. A zero total posts nothing. */
export function invoiceEntries(invoice: Dated & { invoiceId: string; totalCents: Cents }): Entry[] {
  const { totalCents, ...rest } = invoice
  return totalCents === 0 ? [] : [{ ...rest, kind: 'invoice', amountCents: totalCents }]
}

/** Money received: it is the customer's unapplied credit until it is allocated. */
export function paymentEntries(payment: Dated & { paymentId: string; amountCents: Cents }): Entry[] {
  return [{ ...payment, kind: 'payment', invoiceId: null, amountCents: -payment.amountCents }]
}

type AllocationEntry = Dated & CreditSource & { invoiceId: string; allocationId: string; amountCents: Cents }

/** Credit put to an invoice: two entries that cancel, so that the customer's sum does not change. */
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

/** A bounced payment: the mirror of the money received. Its allocations are released before. */
export function reversalEntries(payment: Dated & { paymentId: string; amountCents: Cents }): Entry[] {
  return [{ ...payment, kind: 'reversal', invoiceId: null }]
}

/** Unapplied credit given back in money, from one of its sources. */
export function refundEntries(
  refund: Dated & CreditSource & { refundId: string; amountCents: Cents },
): Entry[] {
  return [{ ...refund, kind: 'refund', invoiceId: null }]
}

interface MemoEntry extends Dated {
  invoiceId: string
  creditMemoId: string
  appliedCents: Cents
  excessCents: Cents
}

/** A credit memo: it lowers the open balance of its invoice, and the rest is the customer's unapplied credit. */
export function creditMemoEntries(memo: MemoEntry): Entry[] {
  return memoEntries(memo, 'credit_memo', -1)
}

/** A voided credit memo: the mirror of its entries, on the day of the void. */
export function voidedMemoEntries(memo: MemoEntry): Entry[] {
  return memoEntries(memo, 'void', 1)
}

function memoEntries(memo: MemoEntry, kind: 'credit_memo' | 'void', sign: 1 | -1): Entry[] {
  const { appliedCents, excessCents, invoiceId, ...rest } = memo
  return [
    { ...rest, kind, invoiceId, amountCents: sign * appliedCents },
    { ...rest, kind, invoiceId: null, amountCents: sign * excessCents },
  ].filter(({ amountCents }) => amountCents !== 0)
}

/** What of an invoice nobody will pay any more. */
export function writeOffEntries(
  writeOff: Dated & { invoiceId: string; writeOffId: string; amountCents: Cents },
): Entry[] {
  return [{ ...writeOff, kind: 'write_off', amountCents: -writeOff.amountCents }]
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

/** What moved an account on a day: positive raises what can be taken from it. */
export interface DayMovement {
  day: string
  amountCents: Cents
}

/**
 * The first day, from `earliest` on, since when an account held enough for `amountCents` without a break. `movements` tell
 * what changed on it, `nowCents` is what it holds now. An invoice that was paid in between, or money that was
 * elsewhere, cannot be allocated on a day when it was not there: the account would have been below zero on that day.
 */
export function firstDayWithRoom(
  earliest: string,
  movements: readonly DayMovement[],
  nowCents: Cents,
  amountCents: Cents,
): string {
  const moved = new Map<string, Cents>()
  for (const movement of movements) {
    if (movement.day > earliest)
      moved.set(movement.day, (moved.get(movement.day) ?? 0) + movement.amountCents)
  }
  // Backwards from now: what it held at the end of the day before is what a posting on that day would meet.
  let heldBefore = nowCents
  for (const [day, movedCents] of [...moved].sort(([one], [other]) => (one < other ? 1 : -1))) {
    heldBefore -= movedCents
    if (heldBefore < amountCents) return day
  }
  return earliest
}
