import { implementing } from '../../server/operation.ts'
import { availableCents } from '../credit/credit-limit.ts'
import { readLimitOn } from '../credit/credit-limits.sql.ts'
import { balanceAsOf } from '../ledger/ledger.sql.ts'
import { moneyText } from '../money/money.ts'
import { readCustomer } from './customers.sql.ts'

/** What a customer owed at the end of a day, summed from the ledger by posting date, beside the limit of that day. */
export const customerBalance = implementing.customers.balance.handler(
  async ({ input, context: { tx, today } }) => {
    const { defaultCurrency: currency } = await readCustomer(tx, input.customerId, today)
    const asOf = input.asOf ?? today
    const sums = await balanceAsOf(tx, input.customerId, asOf, input.knownAt ?? null)
    const balanceCents = sums.openInvoicesCents - sums.unappliedCreditCents
    const limitCents = await readLimitOn(tx, input.customerId, asOf, today)
    const available = availableCents({ limitCents, balanceCents })
    return {
      asOf,
      currency,
      balance: moneyText(balanceCents, currency),
      openInvoices: moneyText(sums.openInvoicesCents, currency),
      unappliedCredit: moneyText(sums.unappliedCreditCents, currency),
      creditLimit: limitCents === null ? null : moneyText(limitCents, currency),
      availableCredit: available === null ? null : moneyText(available, currency),
    }
  },
)
