import { implementing } from '../../server/operation.ts'
import { requireSupportedCurrency } from '../company/company.ts'
import { readAging, readOtherCurrencies } from './aging.sql.ts'
import { agingTotals, sumOfAgings } from './aging.ts'

/** Who owed what, and since when, at the end of any day. Buckets minus unapplied credit are the balance, always. */
export const agingReport = implementing.reports.aging.handler(async ({ input, context: { tx, today } }) => {
  const asOf = input.asOf ?? today
  const currency = input.currency ?? tx.company.currency
  requireSupportedCurrency(currency, 'currency')
  const customers = await readAging(tx, asOf, { currency, knownAt: input.knownAt ?? null })
  return {
    asOf,
    currency,
    totals: agingTotals(sumOfAgings(customers), currency),
    customers: customers.map((customer) => ({
      customerId: customer.customerId,
      customerNumber: customer.customerNumber,
      customerName: customer.customerName,
      ...agingTotals(customer, currency),
    })),
    otherCurrencies: await readOtherCurrencies(tx, currency),
  }
})
