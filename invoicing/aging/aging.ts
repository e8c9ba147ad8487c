import type { AgingTotals } from '../../contract/reports.ts'
import { type Cents, moneyText, sumCents } from '../money/money.ts'

/** What was owed at the end of a day, by how long it was due, and the money that was not put to an invoice yet. */
export interface Aging {
  currentCents: Cents
  days1To30Cents: Cents
  days31To60Cents: Cents
  days61To90Cents: Cents
  over90Cents: Cents
  unappliedCreditCents: Cents
}

export const nothingOwed: Aging = {
  currentCents: 0,
  days1To30Cents: 0,
  days31To60Cents: 0,
  days61To90Cents: 0,
  over90Cents: 0,
  unappliedCreditCents: 0,
}

/** The buckets minus unapplied credit, which is the balance, always. */
export function agedBalanceCents(aging: Aging): Cents {
  return sumCents([
    aging.currentCents,
    aging.days1To30Cents,
    aging.days31To60Cents,
    aging.days61To90Cents,
    aging.over90Cents,
    -aging.unappliedCreditCents,
  ])
}

/** The sum of several agings of one currency. */
export function sumOfAgings(agings: readonly Aging[]): Aging {
  const sum = (amount: (aging: Aging) => Cents) => sumCents(agings.map(amount))
  return {
    currentCents: sum((aging) => aging.currentCents),
    days1To30Cents: sum((aging) => aging.days1To30Cents),
    days31To60Cents: sum((aging) => aging.days31To60Cents),
    days61To90Cents: sum((aging) => aging.days61To90Cents),
    over90Cents: sum((aging) => aging.over90Cents),
    unappliedCreditCents: sum((aging) => aging.unappliedCreditCents),
  }
}

/** An aging as the wire shows it, in the decimals of its currency. */
export function agingTotals(aging: Aging, currency: string): AgingTotals {
  return {
    current: moneyText(aging.currentCents, currency),
    days1To30: moneyText(aging.days1To30Cents, currency),
    days31To60: moneyText(aging.days31To60Cents, currency),
    days61To90: moneyText(aging.days61To90Cents, currency),
    over90: moneyText(aging.over90Cents, currency),
    unappliedCredit: moneyText(aging.unappliedCreditCents, currency),
    balance: moneyText(agedBalanceCents(aging), currency),
  }
}
