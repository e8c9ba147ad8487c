import { implementing } from '../../server/operation.ts'
import { requireSupportedCurrency } from '../company/company.ts'
import { type Cents, moneyText, sumCents } from '../money/money.ts'
import { type AgedCustomer, readAging, readOtherCurrencies } from './aging.sql.ts'

/** Who owed what, and since when, at the end of any day. Buckets minus unapplied credit are the balance, always. */
export const agingReport = implementing.reports.aging.handler(async ({ input, context: { tx, today } }) => {
  const asOf = input.asOf ?? today
  const currency = input.currency ?? tx.company.currency
  requireSupportedCurrency(currency, 'currency')
  const customers = await readAging(tx, asOf, input.knownAt ?? null, currency)
  return {
    asOf,
    currency,
    totals: bucketsOf(customers, currency),
    customers: customers.map((customer) => ({
      customerId: customer.customerId,
      customerNumber: customer.customerNumber,
      customerName: customer.customerName,
      ...bucketsOf([customer], currency),
    })),
    otherCurrencies: await readOtherCurrencies(tx, currency),
  }
})

function bucketsOf(customers: readonly AgedCustomer[], currency: string) {
  const sum = (amount: (customer: AgedCustomer) => Cents) => sumCents(customers.map(amount))
  const current = sum((customer) => customer.currentCents)
  const days1To30 = sum((customer) => customer.days1To30Cents)
  const days31To60 = sum((customer) => customer.days31To60Cents)
  const days61To90 = sum((customer) => customer.days61To90Cents)
  const over90 = sum((customer) => customer.over90Cents)
  const unappliedCredit = sum((customer) => customer.unappliedCreditCents)
  const text = (cents: Cents) => moneyText(cents, currency)
  return {
    current: text(current),
    days1To30: text(days1To30),
    days31To60: text(days31To60),
    days61To90: text(days61To90),
    over90: text(over90),
    unappliedCredit: text(unappliedCredit),
    balance: text(sumCents([current, days1To30, days31To60, days61To90, over90, -unappliedCredit])),
  }
}
