import type { UnappliedCredit } from '../../contract/credit.ts'
import { implementing } from '../../server/operation.ts'
import { readCustomer } from '../customers/customers.sql.ts'
import { moneyText, sumCents } from '../money/money.ts'
import { accountOf } from './allocation.ts'
import { readCreditLeft } from './allocations.sql.ts'

/** A customer's unapplied credit, and the payments and memos it comes from, oldest first. */
export const showCredit = implementing.credit.show.handler(async ({ input, context: { tx, today } }) => {
  const customer = await readCustomer(tx, input.customerId, today)
  return creditOf(customer, await readCreditLeft(tx, customer.id))
})

export function creditOf(
  customer: { id: string; defaultCurrency: string },
  sources: Awaited<ReturnType<typeof readCreditLeft>>,
): UnappliedCredit {
  const currency = customer.defaultCurrency
  return {
    customerId: customer.id,
    currency,
    unappliedCredit: moneyText(sumCents(sources.map(({ unappliedCents }) => unappliedCents)), currency),
    sources: sources.map(({ source, label, date, unappliedCents }) => ({
      kind: 'paymentId' in source ? 'payment' : 'credit_memo',
      id: accountOf(source),
      label,
      date,
      unappliedAmount: moneyText(unappliedCents, currency),
    })),
  }
}
