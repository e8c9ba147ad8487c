import { implementing } from '../../server/operation.ts'
import { entriesPage } from '../ledger/entries-page.ts'
import { whyFigure } from '../ledger/why-figure.ts'
import { readCustomer } from './customers.sql.ts'

/** Why a customer's figure is what it was at the end of a day: the entries that it is the sum of. */
export const customerEntries = implementing.customers.entries.handler(
  async ({ input, context: { tx, today } }) => {
    const { customerId, figure, asOf = today, knownAt = null } = input
    const { defaultCurrency: currency } = await readCustomer(tx, customerId, today)
    const { sums, ...page } = await entriesPage(tx, { figure, customerId, asOf, knownAt }, currency, input)
    return { ...page, why: whyFigure(figure, sums, currency) }
  },
)
