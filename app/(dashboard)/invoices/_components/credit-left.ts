import type { Customer } from '../../../../contract/customers.ts'
import { availableCents } from '../../../../invoicing/credit/credit-limit.ts'
import { addCents, type Cents, centsOf } from '../../../../invoicing/money/money.ts'

/** What a customer's limit leaves beside an invoice as it is typed; negative when over it, null without a limit. */
export function creditLeftCents(
  { creditLimit, balance }: Pick<Customer, 'creditLimit' | 'balance'>,
  invoiceCents: Cents,
): Cents | null {
  const limitCents = creditLimit === null ? null : centsOf(creditLimit)
  return availableCents({ limitCents, balanceCents: addCents(centsOf(balance), invoiceCents) })
}
