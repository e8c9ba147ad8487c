import { stringify } from 'csv-stringify/sync'
import type { AgingReport, AgingTotals } from '../../contract/reports.ts'
import { centsOf, moneyText } from '../money/money.ts'

const amounts = [
  'current',
  'days1To30',
  'days31To60',
  'days61To90',
  'over90',
  'unappliedCredit',
  'balance',
] as const satisfies (keyof AgingTotals)[]

/**
 * An aging as CSV: a line per customer, and one of their sums. What a spreadsheet would run as a formula is escaped;
 * amounts are numbers and stay as they are.
 */
export function agingCsv({ asOf, currency, customers, totals }: AgingReport): string {
  const figures = (of: AgingTotals) => amounts.map((amount) => centsOf(of[amount]))
  const rows = [
    ...customers.map((one) => [asOf, one.customerNumber, one.customerName, currency, ...figures(one)]),
    [asOf, '', 'Total', currency, ...figures(totals)],
  ]
  return stringify(rows, {
    header: true,
    columns: ['asOf', 'customerNumber', 'customerName', 'currency', ...amounts],
    escape_formulas: true,
    cast: { number: (cents) => moneyText(cents, currency) },
    record_delimiter: 'windows',
  })
}
