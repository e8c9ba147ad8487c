import type { Running } from '../../server/operation.ts'
import { applyCredit, type MadeAllocation } from '../allocations/apply.ts'
import type { LockedCustomer } from '../customers/customer-locks.sql.ts'
import { type Cents, sumCents } from '../money/money.ts'
import { readDepositsLeft } from './deposits.sql.ts'

/** Puts what is left of the deposits on a quote to its invoice, which was issued just now and is locked. */
export async function applyDeposits(
  running: Pick<Running, 'tx' | 'today'>,
  customer: LockedCustomer,
  quoteId: string,
  invoice: { id: string; invoiceNumber: string; totalCents: Cents; postingDate: string },
): Promise<MadeAllocation[]> {
  const deposits = await readDepositsLeft(running.tx, quoteId)
  const takenCents = sumCents(deposits.map(({ unappliedCents }) => unappliedCents))
  const amountCents = Math.min(takenCents, invoice.totalCents)
  if (amountCents === 0) return []
  const open = { ...invoice, status: 'sent' as const, balanceDueCents: invoice.totalCents }
  return applyCredit(running, customer, [{ invoice: open, amountCents }], deposits)
}
