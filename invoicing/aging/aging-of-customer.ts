import { implementing } from '../../server/operation.ts'
import { agingBucketOf, daysOverdue } from '../calendar/calendar.ts'
import { customerNotFound } from '../customers/customer-row.ts'
import { moneyText, sumCents } from '../money/money.ts'
import { readOpenAccounts } from './aging.sql.ts'
import { agingTotals, nothingOwed } from './aging.ts'

/** The open invoices that a customer's aging is made of, the longest due first; they add up to its buckets. */
export const agingOfCustomer = implementing.reports.agingOfCustomer.handler(
  async ({ input, context: { tx, today } }) => {
    const asOf = input.asOf ?? today
    const found = await readOpenAccounts(tx, input.customerId, asOf, input.knownAt ?? null)
    if (!found) throw customerNotFound()
    const { customer, invoices, unappliedCreditCents } = found
    const { currency } = customer
    const aged = invoices.map((invoice) => ({ ...invoice, bucket: agingBucketOf(invoice.dueDate, asOf) }))
    const sumOf = (bucket: string) =>
      sumCents(aged.filter((one) => one.bucket === bucket).map(({ openCents }) => openCents))
    return {
      ...customer,
      asOf,
      totals: agingTotals(
        {
          ...nothingOwed,
          currentCents: sumOf('current'),
          days1To30Cents: sumOf('days1To30'),
          days31To60Cents: sumOf('days31To60'),
          days61To90Cents: sumOf('days61To90'),
          over90Cents: sumOf('over90'),
          unappliedCreditCents,
        },
        currency,
      ),
      invoices: aged.map(({ openCents, totalCents, ...invoice }) => ({
        ...invoice,
        daysPastDue: daysOverdue(invoice.dueDate, asOf),
        total: moneyText(totalCents, currency),
        open: moneyText(openCents, currency),
      })),
    }
  },
)
