import type { AgingReport } from '../../contract/reports.ts'
import type { Transaction } from '../../database/transaction.ts'
import { implementing } from '../../server/operation.ts'
import { requireSupportedCurrency } from '../company/company.ts'
import { readAging, readOtherCurrencies } from './aging.sql.ts'
import { agingTotals, sumOfAgings } from './aging.ts'
import { agingCsv } from './aging-csv.ts'

interface Asked {
  asOf?: string
  knownAt?: string
  currency?: string
}

/** Who owed what, and since when, at the end of any day. Buckets minus unapplied credit are the balance, always. */
export const agingReport = implementing.reports.aging.handler(({ input, context: { tx, today } }) =>
  reportOf(tx, input, today),
)

/** The same report as a file for a spreadsheet. */
export const downloadAging = implementing.reports.agingCsv.handler(
  async ({ input, context: { tx, today } }) => {
    const report = await reportOf(tx, input, today)
    return new File([agingCsv(report)], `aging-${report.asOf}-${report.currency}.csv`, {
      type: 'text/csv; charset=utf-8',
    })
  },
)

async function reportOf(tx: Transaction, asked: Asked, today: string): Promise<AgingReport> {
  const asOf = asked.asOf ?? today
  const currency = asked.currency ?? tx.company.currency
  requireSupportedCurrency(currency, 'currency')
  const customers = await readAging(tx, asOf, { currency, knownAt: asked.knownAt ?? null })
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
}
