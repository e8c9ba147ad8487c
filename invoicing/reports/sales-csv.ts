import { stringify } from 'csv-stringify/sync'
import type { RevenueReport, SalesTaxReport } from '../../contract/sales-reports.ts'
import { centsOf, moneyText } from '../money/money.ts'

/** What a spreadsheet would run as a formula is escaped; amounts are numbers and stay as they are. */
function csvOf(columns: string[], rows: (string | number)[][], currency: string): string {
  return stringify(rows, {
    header: true,
    columns,
    escape_formulas: true,
    cast: { number: (cents) => moneyText(cents, currency) },
    record_delimiter: 'windows',
  })
}

/** Sales tax as CSV: a line per rate, one per reason for no tax, and their sum. */
export function salesTaxCsv({ from, to, currency, rates, untaxed, totals }: SalesTaxReport): string {
  return csvOf(
    ['from', 'to', 'currency', 'rate', 'exemptionReason', 'sales', 'tax'],
    [
      ...rates.map(({ rate, taxableSales, tax }) => [rate, '', centsOf(taxableSales), centsOf(tax)]),
      ...untaxed.map(({ reason, sales }) => ['', reason ?? 'Not taxable', centsOf(sales), 0]),
      ['Total', '', centsOf(totals.sales), centsOf(totals.tax)],
    ].map((row) => [from, to, currency, ...row]),
    currency,
  )
}

/** Revenue as CSV: a line per month and their sum. */
export function revenueCsv({ currency, months, totals }: RevenueReport): string {
  const figures = ({ invoiced, credited, revenue, tax }: RevenueReport['totals']) =>
    [invoiced, credited, revenue, tax].map(centsOf)
  return csvOf(
    ['month', 'currency', 'invoiced', 'credited', 'revenue', 'tax'],
    [
      ...months.map((month) => [month.month, currency, ...figures(month)]),
      ['Total', currency, ...figures(totals)],
    ],
    currency,
  )
}
