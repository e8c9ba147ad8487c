import type { RevenueReport } from '../../contract/sales-reports.ts'
import type { Transaction } from '../../database/transaction.ts'
import { implementing } from '../../server/operation.ts'
import { readOtherCurrencies } from '../aging/aging.sql.ts'
import { periodAsked, type SalesInput } from './period-asked.ts'
import { readRevenueByCustomer, readRevenueByMonth } from './sales.sql.ts'
import { revenueReport } from './sales.ts'
import { revenueCsv } from './sales-csv.ts'

/** What was earned before tax, by month and by the hundred customers who brought most. */
export const revenue = implementing.reports.revenue.handler(({ input, context: { tx, today } }) =>
  reportOf(tx, input, today),
)

/** The months of it as a file for a spreadsheet. */
export const downloadRevenue = implementing.reports.revenueCsv.handler(
  async ({ input, context: { tx, today } }) => {
    const report = await reportOf(tx, input, today)
    const name = `revenue-${report.from}-${report.to}-${report.currency}.csv`
    return new File([revenueCsv(report)], name, { type: 'text/csv; charset=utf-8' })
  },
)

async function reportOf(tx: Transaction, input: SalesInput, today: string): Promise<RevenueReport> {
  const period = periodAsked(tx, input, today)
  const months = await readRevenueByMonth(tx, period)
  const customers = await readRevenueByCustomer(tx, period, 100)
  return {
    ...revenueReport(period, months, customers),
    otherCurrencies: await readOtherCurrencies(tx, period.currency),
  }
}
