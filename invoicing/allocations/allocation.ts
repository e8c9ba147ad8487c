import type { InvoiceStatus } from '../../contract/invoices.ts'
import { Refused, refuseField } from '../../contract/refusals.ts'
import { latest } from '../calendar/calendar.ts'
import { requirePermitted } from '../invoices/invoice.ts'
import {
  allocationPostingDate,
  type CreditSource,
  type DayMovement,
  firstDayWithRoom,
} from '../ledger/ledger.ts'
import { type Cents, formatMoney, sumCents } from '../money/money.ts'

/** An invoice that money is to be put to, as it stands under its customer's lock. */
export interface OpenInvoice {
  id: string
  invoiceNumber: string
  status: InvoiceStatus
  balanceDueCents: Cents
  /** The day it was posted on, null for a draft: no money is put to it before. */
  postingDate: string | null
}

/** How much goes to which invoice. */
export interface Share {
  invoice: OpenInvoice
  amountCents: Cents
}

/** A payment or memo with credit left. */
export interface CreditLeft {
  source: CreditSource
  unappliedCents: Cents
  /** The date of its document, and the day its credit came to be. */
  date: string
  postingDate: string
}

/** Credit of one source put to one invoice. */
export interface Pairing extends Share {
  from: CreditLeft
}

/**
 * Shares an amount over invoices in their order, each up to its balance, exact to the cent. Callers give them oldest first:
 * by due date, issue date, number (MISSION 4). What is left when all are paid comes back.
 */
export function shareOldestFirst(
  amountCents: Cents,
  invoices: readonly OpenInvoice[],
): { shares: Share[]; leftCents: Cents } {
  let leftCents = amountCents
  const shares: Share[] = []
  for (const invoice of invoices) {
    const taken = Math.min(leftCents, invoice.balanceDueCents)
    if (taken === 0) continue
    shares.push({ invoice, amountCents: taken })
    leftCents -= taken
  }
  return { shares, leftCents }
}

/** What somebody chose to put to an invoice. */
export interface ChosenShare {
  invoiceId: string
  amountCents: Cents
}

/**
 * Judges chosen amounts against the invoices as they stand and the money there is. Each invoice is named once and takes
 * at most its balance; together they take at most `availableCents`, which `available` puts into words.
 */
export function judgeChosen(
  chosen: readonly ChosenShare[],
  openInvoices: ReadonlyMap<string, OpenInvoice>,
  { availableCents, available, currency }: { availableCents: Cents; available: string; currency: string },
): Share[] {
  const named = new Set<string>()
  const shares = chosen.map(({ invoiceId, amountCents }, index) => {
    const path = `allocations.${index}`
    const invoice = openInvoices.get(invoiceId)
    if (!invoice) {
      throw new Refused('not_found', 'The customer has no invoice with this id.', [
        { path: `${path}.invoiceId`, message: 'is no invoice of this customer' },
      ])
    }
    if (named.has(invoiceId)) {
      throw refuseField(
        'invalid_input',
        `${path}.invoiceId`,
        `${invoice.invoiceNumber} is named twice. Give it one amount.`,
      )
    }
    named.add(invoiceId)
    if (invoice.status !== 'paid') requirePermitted(invoice, 'receivePayment', 'invoice_not_open')
    if (amountCents > invoice.balanceDueCents) {
      throw refuseField(
        'payment_exceeds_balance',
        `${path}.amount`,
        `The balance of ${invoice.invoiceNumber} is ${formatMoney(invoice.balanceDueCents, currency)}. Put at most that much to it.`,
      )
    }
    return { invoice, amountCents }
  })
  const wanted = sumCents(shares.map((share) => share.amountCents))
  if (wanted > availableCents) {
    throw refuseField(
      'allocations_exceed_credit',
      'allocations',
      `The allocations come to ${formatMoney(wanted, currency)}, and ${available} ${formatMoney(availableCents, currency)}. Lower them.`,
    )
  }
  return shares
}

/** Takes an amount from sources in their order, each up to what it has left. They hold at least that much. */
export function drawCredit(
  amountCents: Cents,
  sources: readonly CreditLeft[],
): { from: CreditLeft; amountCents: Cents }[] {
  let wanted = amountCents
  const draws: { from: CreditLeft; amountCents: Cents }[] = []
  for (const from of sources) {
    const taken = Math.min(wanted, from.unappliedCents)
    if (taken === 0) continue
    draws.push({ from, amountCents: taken })
    wanted -= taken
  }
  if (wanted !== 0) throw new RangeError('The sources hold less than was drawn')
  return draws
}

/** Which source pays which invoice: both are used up in their order, so that every cent is told once. */
export function pairUp(shares: readonly Share[], sources: readonly CreditLeft[]): Pairing[] {
  let left = [...sources]
  return shares.flatMap(({ invoice, amountCents }) => {
    const draws = drawCredit(amountCents, left)
    left = left.map((source) => {
      const draw = draws.find(({ from }) => from.source === source.source)
      return draw ? { ...source, unappliedCents: source.unappliedCents - draw.amountCents } : source
    })
    return draws.map((draw) => ({ invoice, ...draw }))
  })
}

/** The account that a source's credit stands on, as the ledger names its movements. */
export function accountOf(source: CreditSource): string {
  return 'paymentId' in source ? source.paymentId : source.creditMemoId
}

/** The first day that any of these pairings could post on; what moved later than it has to be known. */
export function earliestPosting(pairings: readonly Pairing[], closedThrough: string | null): string | null {
  return pairings.map((pairing) => earliestOf(pairing, closedThrough)).sort()[0] ?? null
}

/**
 * The day that each pairing posts on: the latest of its source's and its invoice's posting dates and the first open day
 * (MISSION 3), or later, when the money was elsewhere or the invoice was paid otherwise in between: on no past day may an
 * account fall below zero (LED-1). `movements` are those of the accounts after the earliest posting.
 */
export function postingDays(
  pairings: readonly Pairing[],
  movements: ReadonlyMap<string, readonly DayMovement[]>,
  closedThrough: string | null,
): (Pairing & { postingDate: string })[] {
  const taken = new Map<string, { sumCents: Cents; movements: DayMovement[] }>()
  const dayOn = (account: string, heldCents: Cents, amountCents: Cents, earliest: string) => {
    const before = taken.get(account) ?? { sumCents: 0, movements: [] }
    const moved = [...(movements.get(account) ?? []), ...before.movements]
    return firstDayWithRoom(earliest, moved, heldCents - before.sumCents, amountCents)
  }
  const take = (account: string, day: string, amountCents: Cents) => {
    const before = taken.get(account) ?? { sumCents: 0, movements: [] }
    taken.set(account, {
      sumCents: before.sumCents + amountCents,
      movements: [...before.movements, { day, amountCents: -amountCents }],
    })
  }
  const held = new Map<string, Cents>()
  for (const { from } of pairings) {
    const account = accountOf(from.source)
    held.set(account, Math.max(held.get(account) ?? 0, from.unappliedCents))
  }
  return pairings.map((pairing) => {
    const { invoice, from, amountCents } = pairing
    const account = accountOf(from.source)
    const earliest = earliestOf(pairing, closedThrough)
    const postingDate = latest(
      dayOn(invoice.id, invoice.balanceDueCents, amountCents, earliest),
      dayOn(account, held.get(account) ?? 0, amountCents, earliest),
    )
    take(invoice.id, postingDate, amountCents)
    take(account, postingDate, amountCents)
    return { ...pairing, postingDate }
  })
}

function earliestOf({ from, invoice }: Pairing, closedThrough: string | null): string {
  return allocationPostingDate(from.postingDate, invoice.postingDate ?? from.postingDate, closedThrough)
}
