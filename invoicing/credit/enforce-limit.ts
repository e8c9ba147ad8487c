import type { Transaction } from '../../database/transaction.ts'
import { type Caller, mayCall } from '../../server/caller.ts'
import type { LockedCustomer } from '../customers/customer-locks.sql.ts'
import { type Cents, moneyText } from '../money/money.ts'
import { requireWithinLimit } from './credit-limit.ts'
import { readCreditPosition } from './credit-limits.sql.ts'

/**
 * Holds an invoice against the credit limit of its locked customer, wherever one is created, changed or sent. Gives what
 * the audit entry tells of an override: nothing when none was needed.
 */
export async function enforceCreditLimit(
  tx: Transaction,
  caller: Caller,
  customer: LockedCustomer,
  totalCents: Cents,
  override: { reason: string } | undefined,
): Promise<{ creditOverride?: { reason: string; exposure: string; limit: string } }> {
  const position = await readCreditPosition(tx, customer.id)
  const currency = customer.defaultCurrency
  const mayOverride = mayCall(caller, 'accounting.invoices.override_credit')
  const used = requireWithinLimit(
    { name: customer.name, currency },
    position,
    totalCents,
    override,
    mayOverride,
  )
  if (!used) return {}
  const { reason, exposureCents, limitCents } = used
  return {
    creditOverride: {
      reason,
      exposure: moneyText(exposureCents, currency),
      limit: moneyText(limitCents, currency),
    },
  }
}
