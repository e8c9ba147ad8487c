import { refuseField } from '../../contract/refusals.ts'
import type { RevenueReport, SalesTaxReport } from '../../contract/sales-reports.ts'
import { type Cents, moneyText, sumCents } from '../money/money.ts'

/** The days that a report of sales is about, and its currency. */
export interface Period {
  from: string
  to: string
  currency: string
}

/** Days the right way round. */
export function requireDays({ from, to }: Pick<Period, 'from' | 'to'>): void {
  if (to < from)
    throw refuseField('invalid_input', 'to', `The last day ${to} lies before the first, ${from}.`)
}

/** What was taxed at a rate; without a rate, what was not taxed, by the reason on the invoices. */
export interface TaxedSales {
  rate: string | null
  reason: string | null
  salesCents: Cents
  taxCents: Cents
}

/** The report of sales tax; taxed and untaxed sales together are the revenue of the same days. */
export function salesTaxReport(
  { from, to, currency }: Period,
  parts: readonly TaxedSales[],
): Omit<SalesTaxReport, 'otherCurrencies'> {
  const text = (cents: Cents) => moneyText(cents, currency)
  const taxed = parts.filter(({ rate }) => rate !== null)
  const untaxed = parts.filter(({ rate }) => rate === null)
  const taxableCents = sumCents(taxed.map(({ salesCents }) => salesCents))
  const untaxedCents = sumCents(untaxed.map(({ salesCents }) => salesCents))
  return {
    from,
    to,
    currency,
    rates: taxed.map(({ rate, salesCents, taxCents }) => ({
      rate: rate ?? '',
      taxableSales: text(salesCents),
      tax: text(taxCents),
    })),
    untaxed: untaxed.map(({ reason, salesCents }) => ({ reason, sales: text(salesCents) })),
    totals: {
      sales: text(taxableCents + untaxedCents),
      taxableSales: text(taxableCents),
      untaxedSales: text(untaxedCents),
      tax: text(sumCents(taxed.map(({ taxCents }) => taxCents))),
    },
  }
}

/** What was earned in a month or by a customer, before tax. */
export interface Revenue {
  key: string
  name: string
  invoicedCents: Cents
  creditedCents: Cents
  taxCents: Cents
}

/** The report of revenue, by month and by the customers who brought most. */
export function revenueReport(
  { from, to, currency }: Period,
  months: readonly Revenue[],
  { customers, count }: { customers: readonly Revenue[]; count: number },
): Omit<RevenueReport, 'otherCurrencies'> {
  const figures = ({ invoicedCents, creditedCents, taxCents }: Omit<Revenue, 'key' | 'name'>) => ({
    invoiced: moneyText(invoicedCents, currency),
    credited: moneyText(creditedCents, currency),
    revenue: moneyText(invoicedCents - creditedCents, currency),
    tax: moneyText(taxCents, currency),
  })
  return {
    from,
    to,
    currency,
    totals: figures({
      invoicedCents: sumCents(months.map(({ invoicedCents }) => invoicedCents)),
      creditedCents: sumCents(months.map(({ creditedCents }) => creditedCents)),
      taxCents: sumCents(months.map(({ taxCents }) => taxCents)),
    }),
    months: months.map((month) => ({ month: month.key, ...figures(month) })),
    customers: customers.map((customer) => ({
      customerId: customer.key,
      customerName: customer.name,
      ...figures(customer),
    })),
    customerCount: count,
  }
}
