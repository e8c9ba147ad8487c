import { Refused } from '../../contract/refusals.ts'
import type { Running } from '../../server/operation.ts'
import type { LockedCustomer } from '../customers/customer-locks.sql.ts'
import { postEntries } from '../ledger/ledger.sql.ts'
import { moneyText } from '../money/money.ts'
import { dateAllocations, entriesOf } from './allocate.ts'
import { type CreditLeft, pairUp, type Share } from './allocation.ts'
import { insertAllocations } from './allocations.sql.ts'

export interface MadeAllocation {
  id: string
  invoiceId: string
  invoiceNumber: string
  amount: string
  postingDate: string
}

/** Puts unapplied credit of a locked customer to locked invoices, its sources in their order, and tells what went where. */
export async function applyCredit(
  { tx, today }: Pick<Running, 'tx' | 'today'>,
  customer: LockedCustomer,
  shares: readonly Share[],
  sources: readonly CreditLeft[],
): Promise<MadeAllocation[]> {
  if (shares.length === 0) {
    throw new Refused(
      'nothing_to_allocate',
      `${customer.name} has no unapplied credit here, or no open invoice to put it to. Nothing was changed.`,
    )
  }
  const currency = customer.defaultCurrency
  const allocations = await dateAllocations(tx, customer, pairUp(shares, sources), today)
  await insertAllocations(tx, customer.id, allocations)
  await postEntries(tx, entriesOf(allocations, { customerId: customer.id, currency }))
  return allocations.map(({ id, invoiceId, invoiceNumber, amountCents, postingDate }) => ({
    id,
    invoiceId,
    invoiceNumber,
    amount: moneyText(amountCents, currency),
    postingDate,
  }))
}
