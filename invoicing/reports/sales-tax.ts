import type { SalesTaxReport } from '../../contract/sales-reports.ts'
import type { Transaction } from '../../database/transaction.ts'
import { implementing } from '../../server/operation.ts'
import { readOtherCurrencies } from '../aging/aging.sql.ts'
import { periodAsked, type SalesInput } from './period-asked.ts'
import { readTaxedSales } from './sales.sql.ts'
import { salesTaxReport } from './sales.ts'
import { salesTaxCsv } from './sales-csv.ts'

/** Taxable sales and tax by rate, by posting date, less what was voided and credited. */
export const salesTax = implementing.reports.salesTax.handler(({ input, context: { tx, today } }) =>
  reportOf(tx, input, today),
)

/** The same as a file for a spreadsheet. */
export const downloadSalesTax = implementing.reports.salesTaxCsv.handler(
  async ({ input, context: { tx, today } }) => {
    const report = await reportOf(tx, input, today)
    const name = `sales-tax-${report.from}-${report.to}-${report.currency}.csv`
    return new File([salesTaxCsv(report)], name, { type: 'text/csv; charset=utf-8' })
  },
)

async function reportOf(tx: Transaction, input: SalesInput, today: string): Promise<SalesTaxReport> {
  const period = periodAsked(tx, input, today)
  return {
    ...salesTaxReport(period, await readTaxedSales(tx, period)),
    otherCurrencies: await readOtherCurrencies(tx, period.currency),
  }
}
