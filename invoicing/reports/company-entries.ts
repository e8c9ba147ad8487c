import { implementing } from '../../server/operation.ts'
import { startOfMonth } from '../calendar/calendar.ts'
import { requireSupportedCurrency } from '../company/company.ts'
import { entriesPage } from '../ledger/entries-page.ts'
import { whyFigure } from '../ledger/why-figure.ts'

/** Why a figure over all customers is what it was at the end of a day; a month is that of the day. */
export const companyEntries = implementing.reports.entries.handler(
  async ({ input, context: { tx, today } }) => {
    const { figure, asOf = today, currency = tx.company.currency } = input
    requireSupportedCurrency(currency, 'currency')
    const day = { asOf, knownAt: null }
    const asked =
      figure === 'paidThisMonth'
        ? { figure, currency, from: startOfMonth(asOf), ...day }
        : { figure, currency, ...day }
    const { sums, ...page } = await entriesPage(tx, asked, currency, input)
    return { ...page, why: whyFigure(figure, sums, currency) }
  },
)
