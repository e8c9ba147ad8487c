import { implementing } from '../../server/operation.ts'
import { requireSupportedCurrency } from '../company/company.ts'
import { moneyText } from '../money/money.ts'
import { readInvoiceStats } from './invoice-stats.sql.ts'

/** Outstanding, overdue, paid this month and average days to pay (C: U1-U4). */
export const invoiceStats = implementing.invoices.stats.handler(async ({ input, context: { tx, today } }) => {
  const currency = input.currency ?? tx.company.currency
  requireSupportedCurrency(currency, 'currency')
  const sums = await readInvoiceStats(tx, currency, today)
  return {
    currency,
    totalOutstanding: moneyText(sums.outstandingCents, currency),
    overdueCount: sums.overdueCount,
    overdueTotal: moneyText(sums.overdueCents, currency),
    paidThisMonth: moneyText(sums.paidThisMonthCents, currency),
    averageDaysToPay: sums.averageDaysToPay,
    otherCurrencies: sums.otherCurrencies,
  }
})
