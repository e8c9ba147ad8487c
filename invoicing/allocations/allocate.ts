import { randomUUID } from 'node:crypto'
import type { Allocations } from '../../contract/payments.ts'
import type { Transaction } from '../../database/transaction.ts'
import type { LockedCustomer } from '../customers/customer-locks.sql.ts'
import { readMovementsAfter } from '../ledger/ledger.sql.ts'
import { allocationEntries, type DayMovement, type Entry } from '../ledger/ledger.ts'
import { centsInCurrency } from '../money/currency-amount.ts'
import type { Cents } from '../money/money.ts'
import {
  earliestPosting,
  judgeChosen,
  type Pairing,
  postingDays,
  type Share,
  shareOldestFirst,
} from './allocation.ts'
import { lockInvoicesOf, lockOldestOpen, type NewAllocation } from './allocations.sql.ts'

/** What a locked customer's credit is put to: their oldest open invoices, or chosen amounts; the invoices are locked. */
export async function chooseShares(
  tx: Transaction,
  customer: LockedCustomer,
  wanted: Allocations,
  { availableCents, available }: { availableCents: Cents; available: string },
): Promise<{ shares: Share[]; leftCents: Cents }> {
  const currency = customer.defaultCurrency
  if (wanted === 'oldest-first') {
    return shareOldestFirst(availableCents, await lockOldestOpen(tx, customer.id, availableCents))
  }
  if (wanted.length === 0) return { shares: [], leftCents: availableCents }
  const chosen = wanted.map(({ invoiceId, amount }, index) => ({
    invoiceId,
    amountCents: centsInCurrency(amount, currency, `allocations.${index}.amount`),
  }))
  const invoices = await lockInvoicesOf(
    tx,
    customer.id,
    chosen.map(({ invoiceId }) => invoiceId),
  )
  const shares = judgeChosen(chosen, invoices, { availableCents, available, currency })
  const chosenCents = shares.reduce((sum, { amountCents }) => sum + amountCents, 0)
  return { shares, leftCents: availableCents - chosenCents }
}

export interface DatedAllocation extends NewAllocation {
  invoiceNumber: string
  /** That of the payment or memo. */
  documentDate: string
}

/** Finds the day that each allocation posts on. Nothing is read when no day before today is in question. */
export async function dateAllocations(
  tx: Transaction,
  customer: LockedCustomer,
  pairings: readonly Pairing[],
  today: string,
): Promise<DatedAllocation[]> {
  const { closedThrough } = customer
  const earliest = earliestPosting(pairings, closedThrough)
  const movements = new Map<string, DayMovement[]>()
  if (earliest !== null && earliest < today) {
    for (const { account, ...movement } of await readMovementsAfter(tx, customer.id, earliest)) {
      movements.set(account, [...(movements.get(account) ?? []), movement])
    }
  }
  return postingDays(pairings, movements, closedThrough).map(
    ({ invoice, from, amountCents, postingDate }) => ({
      id: randomUUID(),
      source: from.source,
      invoiceId: invoice.id,
      invoiceNumber: invoice.invoiceNumber,
      amountCents,
      documentDate: from.date,
      postingDate,
    }),
  )
}

/** The ledger entries of allocations. */
export function entriesOf(
  allocations: readonly DatedAllocation[],
  account: { customerId: string; currency: string },
): Entry[] {
  return allocations.flatMap(({ id, source, invoiceId, amountCents, documentDate, postingDate }) =>
    allocationEntries({
      ...account,
      ...source,
      invoiceId,
      allocationId: id,
      amountCents,
      documentDate,
      postingDate,
    }),
  )
}
