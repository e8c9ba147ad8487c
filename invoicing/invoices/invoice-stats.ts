import { implementing } from '../../server/operation.ts'
import { requireSupportedCurrency } from '../company/company.ts'
import { moneyText } from '../money/money.ts'
import { readInvoiceStats } from './invoice-stats.sql.ts'

/** The figures above the list (C: U1-U4), what waits to be done, and how many invoices each view has. */
export const invoiceStats = implementing.invoices.stats.handler(async ({ input, context: { tx, today } }) => {
  const currency = input.currency ?? tx.company.currency
  requireSupportedCurrency(currency, 'currency')
  const sums = await readInvoiceStats(tx, currency, today)
  return {
    currency,
    totalOutstanding: moneyText(sums.outstandingCents, currency),
    overdueCount: sums.overdueCount,
    overdueTotal: moneyText(sums.overdueCents, currency),
    dueSoonCount: sums.dueSoonCount,
    dueSoonTotal: moneyText(sums.dueSoonCents, currency),
    draftTotal: moneyText(sums.draftCents, currency),
    paidThisMonth: moneyText(sums.paidThisMonthCents, currency),
    averageDaysToPay: sums.averageDaysToPay,
    viewCounts: sums.viewCounts,
    otherCurrencies: sums.otherCurrencies,
  }
})
