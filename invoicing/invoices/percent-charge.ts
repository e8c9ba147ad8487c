import { moneyText, percentHalfUp, sumCents } from '../money/money.ts'
import { type LineToTotal, lineTotal } from './line-total.ts'

/** A line that may be a charge in percent of the items; without a kind it is an item. */
export interface ChargedLine extends LineToTotal {
  kind?: 'item' | 'fee'
  /** Null where the price is its own. */
  percentOfItems?: string | null | undefined
}

/**
 * The lines with their charges in percent priced: one, at that share of what the line items come to, rounded half up.
 * Discounts do not lessen it, and no charge is charged on another one. `totalOf` says what an item comes to; by default
 * what cannot be computed is refused at its field.
 */
export function withPercentCharges<Line extends ChargedLine>(
  lines: readonly Line[],
  currency: string,
  totalOf = (line: Line, path: string) => lineTotal(line, currency, path),
): Line[] {
  if (!lines.some(isOfItems)) return [...lines]
  const itemsCents = sumCents(
    lines.map((line, index) => (line.kind !== 'fee' ? totalOf(line, `lineItems.${index}`) : 0)),
  )
  return lines.map((line) => {
    if (!isOfItems(line)) return line
    const cents = percentHalfUp(itemsCents, line.percentOfItems ?? '0', currency)
    return { ...line, quantity: '1', unitPrice: moneyText(cents, currency) }
  })
}

function isOfItems({ kind, percentOfItems }: ChargedLine): boolean {
  return kind === 'fee' && percentOfItems !== null && percentOfItems !== undefined
}
