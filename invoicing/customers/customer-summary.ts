import { implementing } from '../../server/operation.ts'
import { moneyText } from '../money/money.ts'
import { customerNotFound } from './customer-row.ts'
import { readCustomerSummary } from './customer-summary.sql.ts'

/** The figures of a customer's page: what is open, what was ever paid, and how long they take to pay (C: Customer Detail). */
export const customerSummary = implementing.customers.summary.handler(
  async ({ input, context: { tx, today } }) => {
    const sums = await readCustomerSummary(tx, input.customerId, today)
    if (!sums) throw customerNotFound()
    const { currency, averageDaysToPay, settledInvoices } = sums
    return {
      currency,
      totalOutstanding: moneyText(sums.outstandingCents, currency),
      totalPaid: moneyText(sums.paidCents, currency),
      averageDaysToPay,
      settledInvoices,
    }
  },
)
