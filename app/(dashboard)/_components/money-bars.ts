import { centsOf, formatMoney } from '../../../invoicing/money/money.ts'

export interface MonthBar {
  /** YYYY-MM */
  month: string
  received: string
  /** "Nov" under the bar, with the year where one begins; "Nov 2026" in the table. */
  name: string
  title: string
  /** In percent of the largest. */
  height: number
  /** Short, as it fits above a bar: "$8.8K". */
  label: string
  isNegative: boolean
}

/** What is drawn of each month; what was given back is a bar too, told apart by its colour and its minus. */
export function barsOf(months: readonly { month: string; received: string }[], currency: string): MonthBar[] {
  const largest = Math.max(1, ...months.map(({ received }) => Math.abs(centsOf(received))))
  return months.map(({ month, received }) => {
    const cents = centsOf(received)
    const [year, name] = namesOf(month)
    return {
      month,
      received,
      name,
      title: `${name} ${year}`,
      height: (Math.abs(cents) / largest) * 100,
      label: cents === 0 ? '' : shortMoney(cents, currency),
      isNegative: cents < 0,
    }
  })
}

function namesOf(month: string): [year: string, name: string] {
  const name = new Date(`${month}-15T12:00:00Z`).toLocaleString('en-US', { month: 'short', timeZone: 'UTC' })
  return [month.slice(0, 4), name]
}

const tiers = [
  { from: 1_000_000_000, per: 1_000_000_000, sign: 'B' },
  { from: 1_000_000, per: 1_000_000, sign: 'M' },
  { from: 1_000, per: 1_000, sign: 'K' },
] as const

/** An amount in three figures or less, for labels where the exact one stands beside it. */
export function shortMoney(cents: number, currency: string): string {
  const whole = Math.round(Math.abs(cents) / 100)
  const tier = tiers.find(({ from }) => whole >= from)
  const scaled = tier ? whole / tier.per : whole
  const digits = tier && scaled < 10 ? scaled.toFixed(1).replace('.0', '') : String(Math.round(scaled))
  const sample = formatMoney(cents < 0 ? -100 : 100, currency)
  // The currency's sign and the minus stand where the exact amount has them.
  return sample.replace(/1([.,]00)?/, `${digits}${tier?.sign ?? ''}`)
}
