import fc from 'fast-check'
import type { TotalsInput } from '../../invoicing/invoices/totals.ts'

/** Decimal text of a count of 10^-decimals: `decimalFrom(825, 2)` is `"8.25"`. */
function decimalFrom(count: number, decimals: number): string {
  const digits = String(count).padStart(decimals + 1, '0')
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

const decimal = (maximum: number, mostDecimals: number) =>
  fc
    .tuple(fc.nat({ max: maximum }), fc.nat({ max: mostDecimals }))
    .map(([count, decimals]) => decimalFrom(count, decimals))

/** Few distinct rates, one of them written in two ways, so that lines share them. */
const rate = fc.oneof(
  fc.constantFrom('0', '8.25', '8.250', '8.875', '6', '7.5', '10', '25', '100'),
  decimal(10_000, 4).filter((value) => Number(value) <= 100),
)

type Amount = (maximum: number) => fc.Arbitrary<string>
type Line = TotalsInput['lineItems'][number]

/** A charge on what the items come to; the price that stands in it is not its own. */
function chargeInPercent(amount: Amount): fc.Arbitrary<Line> {
  return fc.record({
    kind: fc.constant('fee' as const),
    percentOfItems: rate,
    unitPrice: amount(2_000),
    taxable: fc.boolean(),
    taxRate: fc.option(rate),
  })
}

const pieces = fc.oneof(fc.nat({ max: 500 }).map(String), decimal(20_000, 4))

function plainLine(amount: Amount, largest: number): fc.Arbitrary<Line> {
  return fc.record({
    kind: fc.constantFrom('item' as const, 'item' as const, 'fee' as const),
    quantity: pieces,
    unitPrice: fc.oneof(amount(2_000), amount(500_000), amount(largest)),
    taxable: fc.boolean(),
    taxRate: fc.option(rate),
  })
}

/** With sizes or imprints or both; the goods of some are the customer's. The quantity of a run is said or left out. */
function tradeLine(amount: Amount, largest: number): fc.Arbitrary<Line> {
  const price = fc.oneof(amount(2_000), amount(500_000), amount(largest))
  const size = fc.record({ quantity: pieces, upcharge: fc.oneof(fc.constant('0'), amount(600)) })
  return fc
    .record({
      line: plainLine(amount, largest),
      sizes: fc.array(size, { maxLength: 6 }),
      imprints: fc.array(fc.record({ price: fc.option(price) }), { maxLength: 3 }),
      furnished: fc.nat({ max: 3 }).map((count) => count === 0),
      isSaid: fc.boolean(),
    })
    .map(({ line, sizes, imprints, furnished, isSaid }) => {
      const { quantity, ...rest } = line
      return {
        ...rest,
        ...(sizes.length === 0 ? { quantity } : { sizes: furnished ? sizes.map(withoutUpcharge) : sizes }),
        ...(isSaid && sizes.length > 0 ? { quantity: sumOf(sizes) } : {}),
        ...(furnished ? { unitPrice: '0' } : {}),
        imprints,
        furnished,
      }
    })
}

/** All quantities have at most four decimals. */
const sumOf = (sizes: { quantity: string }[]) =>
  decimalFrom(
    sizes.reduce((sum, { quantity }) => sum + Math.round(Number(quantity) * 10_000), 0),
    4,
  )

const withoutUpcharge = <Size extends { quantity: string }>(size: Size) => ({ ...size, upcharge: '0' })

/** Random invoices as a shop could write them, and some that it would not: zero prices, whole discounts, odd quantities. */
export const anyTotalsInput: fc.Arbitrary<TotalsInput> = fc
  .constantFrom('USD', 'USD', 'EUR', 'JPY')
  .chain((currency) => {
    const decimals = currency === 'JPY' ? 0 : 2
    // Large, but never so large that the total could not be kept.
    const largest = currency === 'JPY' ? 10_000_000 : 1_000_000_000
    const amount = (maximum: number) => fc.nat({ max: maximum }).map((count) => decimalFrom(count, decimals))
    return fc.record({
      currency: fc.constant(currency),
      lineItems: fc.array(
        fc.oneof(
          { weight: 4, arbitrary: plainLine(amount, largest) },
          { weight: 2, arbitrary: tradeLine(amount, largest) },
          { weight: 1, arbitrary: chargeInPercent(amount) },
        ),
        { maxLength: 8 },
      ),
      discounts: fc.array(
        fc.oneof(
          fc.record({ kind: fc.constant('percent' as const), value: rate }),
          fc.record({ kind: fc.constant('amount' as const), value: amount(3_000) }),
        ),
        { maxLength: 3 },
      ),
      shipping: amount(5_000),
      shippingTaxable: fc.boolean(),
      taxRate: rate,
    })
  })
