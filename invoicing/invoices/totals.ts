import { type Decimal, decimalOf, readDecimal, shortText } from '../money/decimal.ts'
import {
  type Cents,
  formatMoney,
  isSupportedCurrency,
  largestRemainder,
  percentHalfUp,
  smallestAmountCents,
  sumCents,
} from '../money/money.ts'
import { lineTotal } from './line-total.ts'
import { type ChargedLine, withPercentCharges } from './percent-charge.ts'
import { amountOf, bounded, boundedSum, TotalsError } from './totals-error.ts'

export interface TotalsInput {
  currency: string
  /** A line without a `taxRate` of its own is taxed at the invoice's; `taxable: false` is exempt whatever the rate. */
  lineItems: (ChargedLine & { taxable: boolean; taxRate?: string | null })[]
  /** Each percent is of the subtotal, not of what earlier discounts left. */
  discounts: { kind: 'percent' | 'amount'; value: string }[]
  shipping: string
  shippingTaxable: boolean
  /** The invoice's default rate in percent, such as `"8.25"`. */
  taxRate: string
}

export interface InvoiceTotals {
  lineTotalsCents: Cents[]
  /** One amount for each discount. */
  discountCents: Cents[]
  discountTotalCents: Cents
  /** Each line's share of all discounts. */
  lineDiscountCents: Cents[]
  /** The sum of the lines, before discounts. */
  subtotalCents: Cents
  shippingCents: Cents
  /** One row for each rate that has something to tax, ascending; rates in their shortest text. */
  taxes: TaxTotal[]
  taxAmountCents: Cents
  totalCents: Cents
}

export interface TaxTotal {
  rate: string
  baseCents: Cents
  taxCents: Cents
}

/**
 * The totals of an invoice, the same for the form, the server, the document and the import.
 *
 * Line = quantity x unit price, rounded half up; one of sizes and imprints as `lineTotal` says, a charge in percent as
 * `withPercentCharges` does. Discounts come before
 * tax, together at most the subtotal, and are shared over the lines by largest remainder. Tax is rounded once per rate,
 * on the discounted taxable base; shipping is not discounted, and is taxed at the default rate where it is taxable. An
 * invoice without lines, and a quantity of zero, have totals too: whether such an invoice may be saved is not decided
 * here.
 */
export function invoiceTotals(input: TotalsInput): InvoiceTotals {
  const { currency } = input
  if (!isSupportedCurrency(currency)) {
    throw new TotalsError('currency', 'currency_not_supported', `${currency} is not supported`)
  }
  const lineTotalsCents = withPercentCharges(input.lineItems, currency).map((line, index) =>
    lineTotal(line, currency, `lineItems.${index}`),
  )
  const subtotalCents = boundedSum(lineTotalsCents, 'lineItems', 'The subtotal')
  const discountCents = discountAmounts(input.discounts, subtotalCents, currency)
  const discountTotalCents = sumCents(discountCents)
  const lineDiscountCents = largestRemainder(
    discountTotalCents,
    lineTotalsCents,
    smallestAmountCents(currency),
  )
  const shippingCents = amountOf(input.shipping, currency, 'shipping')
  const discountedCents = lineTotalsCents.map((total, index) => total - (lineDiscountCents[index] ?? 0))
  const taxes = taxTotals(input, discountedCents, shippingCents)
  const taxAmountCents = sumCents(taxes.map((tax) => tax.taxCents))
  const totalCents = boundedSum(
    [subtotalCents - discountTotalCents, shippingCents, taxAmountCents],
    'lineItems',
    'The total',
  )
  return {
    lineTotalsCents,
    discountCents,
    discountTotalCents,
    lineDiscountCents,
    subtotalCents,
    shippingCents,
    taxes,
    taxAmountCents,
    totalCents,
  }
}

/** Percents are rounded one by one. Together they may not exceed the subtotal, not even by a rounded cent. */
function discountAmounts(
  discounts: TotalsInput['discounts'],
  subtotalCents: Cents,
  currency: string,
): Cents[] {
  let leftCents = subtotalCents
  return discounts.map(({ kind, value }, index) => {
    const path = `discounts.${index}.value`
    const cents =
      kind === 'percent'
        ? percentHalfUp(subtotalCents, shortText(rateOf(value, path)), currency)
        : amountOf(value, currency, path)
    leftCents -= cents
    if (leftCents < 0) {
      const subtotal = formatMoney(subtotalCents, currency)
      throw new TotalsError(
        path,
        'discount_exceeds_subtotal',
        `Discounts come to more than the subtotal of ${subtotal}`,
      )
    }
    return cents
  })
}

function taxTotals(input: TotalsInput, discountedCents: Cents[], shippingCents: Cents): TaxTotal[] {
  const defaultRate = rateOf(input.taxRate, 'taxRate')
  const bases = new Map<Decimal, Cents>()
  const tax = (rate: Decimal, cents: Cents) => bases.set(rate, (bases.get(rate) ?? 0) + cents)
  input.lineItems.forEach((line, index) => {
    const ownRate = line.taxRate ?? undefined
    const rate = ownRate === undefined ? defaultRate : rateOf(ownRate, `lineItems.${index}.taxRate`)
    if (line.taxable) tax(rate, discountedCents[index] ?? 0)
  })
  if (input.shippingTaxable) tax(defaultRate, shippingCents)
  return [...bases]
    .filter(([rate, baseCents]) => rate > 0n && baseCents > 0)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([rate, baseCents]) => {
      const text = shortText(rate)
      const taxCents = bounded('taxRate', 'The tax', () => percentHalfUp(baseCents, text, input.currency))
      return { rate: text, baseCents, taxCents }
    })
}

const hundredPercent = decimalOf('100')

function rateOf(text: string, path: string): Decimal {
  const rate = readDecimal(text)
  if (rate === undefined || rate < 0n || rate > hundredPercent) {
    throw new TotalsError(path, 'invalid_input', 'must be a percentage from 0 to 100, such as "8.25"')
  }
  return rate
}
