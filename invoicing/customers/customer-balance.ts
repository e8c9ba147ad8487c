import { implementing } from '../../server/operation.ts'
import { balanceAsOf } from '../ledger/ledger.sql.ts'
import { moneyText } from '../money/money.ts'
import { readCustomer } from './customers.sql.ts'

/** What a customer owed at the end of a day, summed from the ledger by posting date. */
export const customerBalance = implementing.customers.balance.handler(
  async ({ input, context: { tx, today } }) => {
    const { defaultCurrency: currency } = await readCustomer(tx, input.customerId, today)
    const asOf = input.asOf ?? today
    const sums = await balanceAsOf(tx, input.customerId, asOf, input.knownAt ?? null)
    return {
      asOf,
      currency,
      balance: moneyText(sums.openInvoicesCents - sums.unappliedCreditCents, currency),
      openInvoices: moneyText(sums.openInvoicesCents, currency),
      unappliedCredit: moneyText(sums.unappliedCreditCents, currency),
      creditLimit: null,
      availableCredit: null,
    }
  },
)
