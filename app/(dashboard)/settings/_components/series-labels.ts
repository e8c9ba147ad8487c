import type { NumberSeries } from '../../../../contract/company.ts'

/** What each series numbers. */
export const seriesLabels: Record<NumberSeries, string> = {
  invoice: 'Invoices',
  customer: 'Customers',
  credit_memo: 'Credit memos',
  quote: 'Quotes',
  job: 'Jobs',
}
