import { type RefusalCode, Refused } from '../../contract/refusals.ts'
import { type Decimal, decimalOf, readDecimal, shortText } from '../money/decimal.ts'
import {
  type Cents,
  fitsCurrency,
  formatMoney,
  isSupportedCurrency,
  largestRemainder,
  maximumCents,
  multiplyHalfUp,
  percentHalfUp,
  readCents,
  smallestAmountCents,
  sumCents,
} from '../money/money.ts'

export interface TotalsInput {
  currency: string
  /** A line without a `taxRate` of its own is taxed at the invoice's; `taxable: false` is exempt whatever the rate. */
  lineItems: { quantity: string; unitPrice: string; taxable: boolean; taxRate?: string | null }[]
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

/** Why totals cannot be computed: a refusal of the field that `path` names, as `lineItems.0.quantity`. */
export class TotalsError extends Refused {
  readonly path: string

  constructor(path: string, code: TotalsErrorCode, message: string) {
    super(code, message, [{ path, message }])
    this.name = 'TotalsError'
    this.path = path
  }
}

export type TotalsErrorCode = Extract<
  RefusalCode,
  | 'invalid_input'
  | 'currency_not_supported'
  | 'amount_not_in_currency'
  | 'amount_too_large'
  | 'discount_exceeds_subtotal'
>

/**
 * The totals of an invoice, the same for the form, the server, the document and the import.
 *
 * Line = quantity x unit price, rounded half up. Discounts come before tax, together at most the subtotal, and are shared
 * over the lines by largest remainder. Tax is rounded once per rate, on the discounted taxable base; shipping is not
 * discounted, and is taxed at the default rate where it is taxable. An invoice without lines, and a quantity of zero, have
 * totals too: whether such an invoice may be saved is not decided here.
 */
export function invoiceTotals(input: TotalsInput): InvoiceTotals {
  const { currency } = input
  if (!isSupportedCurrency(currency)) {
    throw new TotalsError('currency', 'currency_not_supported', `${currency} is not supported`)
  }
  const lineTotalsCents = input.lineItems.map((line, index) =>
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

function lineTotal(line: TotalsInput['lineItems'][number], currency: string, path: string): Cents {
  const unitCents = amountOf(line.unitPrice, currency, `${path}.unitPrice`)
  const quantity = readDecimal(line.quantity)
  if (quantity === undefined || quantity < 0n) {
    throw new TotalsError(
      `${path}.quantity`,
      'invalid_input',
      'must be a number such as "12" or "1.5", not negative',
    )
  }
  return bounded(`${path}.quantity`, 'Quantity x unit price', () =>
    multiplyHalfUp(line.quantity, unitCents, currency),
  )
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

function amountOf(text: string, currency: string, path: string): Cents {
  const cents = readCents(text)
  if (cents === 'too_large') throw tooLarge(path, 'The amount')
  if (cents === 'too_many_decimals' || (typeof cents === 'number' && !fitsCurrency(cents, currency))) {
    throw new TotalsError(path, 'amount_not_in_currency', `has more decimals than ${currency}`)
  }
  if (cents === 'not_a_number' || cents < 0) {
    throw new TotalsError(path, 'invalid_input', 'must be an amount such as "1637.85", not negative')
  }
  return cents
}

const hundredPercent = decimalOf('100')

function rateOf(text: string, path: string): Decimal {
  const rate = readDecimal(text)
  if (rate === undefined || rate < 0n || rate > hundredPercent) {
    throw new TotalsError(path, 'invalid_input', 'must be a percentage from 0 to 100, such as "8.25"')
  }
  return rate
}

/** A sum that can be kept; the terms are each at most the maximum, so that no step leaves the safe integers. */
function boundedSum(amounts: Cents[], path: string, what: string): Cents {
  return amounts.reduce((sum, cents) => {
    if (sum + cents > maximumCents) throw tooLarge(path, what)
    return sum + cents
  }, 0)
}

/** Products of checked numbers fail for one reason only: they are too large. */
function bounded(path: string, what: string, compute: () => Cents): Cents {
  try {
    return compute()
  } catch (error) {
    throw error instanceof RangeError ? tooLarge(path, what) : error
  }
}

function tooLarge(path: string, what: string): TotalsError {
  return new TotalsError(path, 'amount_too_large', `${what} is larger than 9,999,999,999,999.99`)
}
