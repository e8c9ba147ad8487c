import type { InvoiceTotals, TaxTotal, TotalsInput } from '../../invoicing/invoices/totals.ts'

/*
 * An independent model of an invoice's totals, in exact fractions of the currency's unit. It shares nothing with the
 * real function but the shape of input and output, and is written the long way round on purpose: a mistake would have to
 * be made twice, in two different ways, to go unseen.
 */

/** What a model or a mutant may do differently from the rule. */
export interface Deviation {
  halves?: 'even'
  tax?: 'per line' | 'before discount'
  sharing?: 'last line takes the rest'
  sizes?: 'rounded together'
}

export type TotalsOutcome = InvoiceTotals | 'discount_exceeds_subtotal'

export function modelTotals(input: TotalsInput, deviation: Deviation = {}): TotalsOutcome {
  const unit = input.currency === 'JPY' ? whole(1n) : fraction(1n, 100n)
  const round = (amount: Fraction) => roundTo(unit, amount, deviation)
  const own = input.lineItems.map((line) => lineOf(line, round, deviation))
  const items = total(own.filter((_, index) => input.lineItems[index]?.kind !== 'fee'))
  const lines = input.lineItems.map(({ percentOfItems }, index) =>
    percentOfItems ? round(percent(percentOfItems, items)) : at(own, index),
  )
  const subtotal = total(lines)
  const discounts = input.discounts.map((discount) =>
    discount.kind === 'amount' ? parse(discount.value) : round(percent(discount.value, subtotal)),
  )
  if (less(subtotal, total(discounts))) return 'discount_exceeds_subtotal'
  const shares = shareOut(total(discounts), lines, unit, deviation)
  const shipping = parse(input.shipping)
  const taxes = taxRows(input, lines, shares, shipping, round, deviation)
  const tax = total(taxes.map((row) => row.tax))
  return {
    lineTotalsCents: lines.map(cents),
    discountCents: discounts.map(cents),
    discountTotalCents: cents(total(discounts)),
    lineDiscountCents: shares.map(cents),
    subtotalCents: cents(subtotal),
    shippingCents: cents(shipping),
    taxes: taxes.map((row) => ({ rate: row.rate, baseCents: cents(row.base), taxCents: cents(row.tax) })),
    taxAmountCents: cents(tax),
    totalCents: cents(total([minus(subtotal, total(discounts)), shipping, tax])),
  }
}

/** Row by row, as on a paper of its own: each size at its price, then each imprint of all the pieces. */
function lineOf(
  line: TotalsInput['lineItems'][number],
  round: (amount: Fraction) => Fraction,
  { sizes: deviates }: Deviation,
): Fraction {
  const sizes = line.sizes ?? [{ quantity: line.quantity ?? '0', upcharge: '0' }]
  const pieces = total(sizes.map((size) => parse(size.quantity)))
  const priced = (upcharge: string) => total([parse(line.unitPrice), parse(upcharge)])
  const rows = [
    ...sizes.map((size) => times(parse(size.quantity), priced(size.upcharge))),
    ...(line.imprints ?? []).map(({ price }) => times(pieces, parse(price ?? '0'))),
  ]
  return deviates === 'rounded together' ? round(total(rows)) : total(rows.map(round))
}

interface TaxRow {
  rate: string
  base: Fraction
  tax: Fraction
}

function taxRows(
  input: TotalsInput,
  lines: Fraction[],
  shares: Fraction[],
  shipping: Fraction,
  round: (amount: Fraction) => Fraction,
  deviation: Deviation,
): TaxRow[] {
  const taxed = input.lineItems.flatMap((line, index) => {
    const net =
      deviation.tax === 'before discount' ? at(lines, index) : minus(at(lines, index), at(shares, index))
    return line.taxable ? [{ rate: parse(line.taxRate ?? input.taxRate), net }] : []
  })
  if (input.shippingTaxable) taxed.push({ rate: parse(input.taxRate), net: shipping })
  const rates = taxed
    .map((part) => part.rate)
    .filter((rate, index, all) => all.findIndex((other) => same(other, rate)) === index)
    .sort((left, right) => (less(left, right) ? -1 : 1))
  return rates.flatMap((rate) => {
    const parts = taxed.filter((part) => same(part.rate, rate)).map((part) => part.net)
    const base = total(parts)
    if (same(rate, whole(0n)) || same(base, whole(0n))) return []
    const share = (amount: Fraction) => round(times(amount, times(rate, fraction(1n, 100n))))
    return [
      { rate: text(rate), base, tax: deviation.tax === 'per line' ? total(parts.map(share)) : share(base) },
    ]
  })
}

/** Unit by unit: the next one always goes to the line that is furthest below its exact share, the first such line. */
function shareOut(discount: Fraction, lines: Fraction[], unit: Fraction, deviation: Deviation): Fraction[] {
  const subtotal = total(lines)
  if (same(subtotal, whole(0n))) return lines.map(() => whole(0n))
  const exact = lines.map((line) => divided(times(discount, line), subtotal))
  const given = exact.map((share) => times(whole(floor(divided(share, unit))), unit))
  for (let left = minus(discount, total(given)); less(whole(0n), left); left = minus(left, unit)) {
    let neediest = deviation.sharing ? lines.length - 1 : 0
    exact.forEach((share, index) => {
      const need = minus(share, at(given, index))
      const most = minus(at(exact, neediest), at(given, neediest))
      if (!deviation.sharing && less(most, need)) neediest = index
    })
    given[neediest] = total([at(given, neediest), unit])
  }
  return given
}

interface Fraction {
  over: bigint
  under: bigint
}

function fraction(over: bigint, under: bigint): Fraction {
  let [divisor, rest] = [over < 0n ? -over : over, under]
  while (rest !== 0n) [divisor, rest] = [rest, divisor % rest]
  return divisor === 0n ? { over: 0n, under: 1n } : { over: over / divisor, under: under / divisor }
}

const whole = (count: bigint) => fraction(count, 1n)
const times = (left: Fraction, right: Fraction) => fraction(left.over * right.over, left.under * right.under)
const divided = (left: Fraction, right: Fraction) =>
  fraction(left.over * right.under, left.under * right.over)
const minus = (left: Fraction, right: Fraction) =>
  fraction(left.over * right.under - right.over * left.under, left.under * right.under)
const total = (parts: Fraction[]) =>
  parts.reduce((sum, part) => minus(sum, times(whole(-1n), part)), whole(0n))
const less = (left: Fraction, right: Fraction) => left.over * right.under < right.over * left.under
const same = (left: Fraction, right: Fraction) => left.over === right.over && left.under === right.under
const floor = (value: Fraction) => value.over / value.under
const percent = (rate: string, amount: Fraction) => times(divided(parse(rate), whole(100n)), amount)
const cents = (amount: Fraction) => Number(times(amount, whole(100n)).over)

function roundTo(unit: Fraction, amount: Fraction, deviation: Deviation): Fraction {
  const below = floor(divided(amount, unit))
  const rest = minus(divided(amount, unit), whole(below))
  const isHalf = same(rest, fraction(1n, 2n))
  const up = isHalf ? deviation.halves !== 'even' || below % 2n === 1n : less(fraction(1n, 2n), rest)
  return times(whole(up ? below + 1n : below), unit)
}

function parse(decimal: string): Fraction {
  const [integer = '0', decimals = ''] = decimal.split('.')
  return total([whole(BigInt(integer)), fraction(BigInt(decimals || '0'), 10n ** BigInt(decimals.length))])
}

function text(value: Fraction): string {
  let digits = ''
  for (
    let rest = minus(value, whole(floor(value)));
    rest.over !== 0n;
    rest = minus(rest, whole(floor(rest)))
  ) {
    rest = times(rest, whole(10n))
    digits += floor(rest)
  }
  return digits ? `${floor(value)}.${digits}` : `${floor(value)}`
}

function at(list: Fraction[], index: number): Fraction {
  const entry = list[index]
  if (!entry) throw new RangeError(`no entry ${index}`)
  return entry
}

/** Totals as a hasty programmer writes them: the same steps, in floating point. The mutant that every proof must catch. */
export function floatTotals(input: TotalsInput): TotalsOutcome {
  const scale = input.currency === 'JPY' ? 1 : 100
  const round = (amount: number) => Math.round(amount * scale) / scale
  const sum = (amounts: number[]) => amounts.reduce((left, right) => left + right, 0)
  const toCents = (amount: number) => Math.round(amount * 100)
  const own = input.lineItems.map((line) => {
    const sizes = line.sizes ?? [{ quantity: line.quantity ?? '0', upcharge: '0' }]
    const pieces = sum(sizes.map(({ quantity }) => Number(quantity)))
    const goods = sizes.map(({ quantity, upcharge }) =>
      round(Number(quantity) * (Number(line.unitPrice) + Number(upcharge))),
    )
    return sum([...goods, ...(line.imprints ?? []).map(({ price }) => round(pieces * Number(price ?? '0')))])
  })
  const items = sum(own.filter((_, index) => input.lineItems[index]?.kind !== 'fee'))
  const lines = input.lineItems.map(({ percentOfItems }, index) =>
    percentOfItems ? round((items * Number(percentOfItems)) / 100) : (own[index] ?? 0),
  )
  const subtotal = sum(lines)
  const discounts = input.discounts.map(({ kind, value }) =>
    kind === 'amount' ? Number(value) : round((subtotal * Number(value)) / 100),
  )
  const discount = sum(discounts)
  if (discount > subtotal) return 'discount_exceeds_subtotal'
  const shares = floatShares(discount, lines, scale)
  const bases = new Map<number, number>()
  input.lineItems.forEach((line, index) => {
    const rate = Number(line.taxRate ?? input.taxRate)
    if (line.taxable) bases.set(rate, (bases.get(rate) ?? 0) + (lines[index] ?? 0) - (shares[index] ?? 0))
  })
  const standard = Number(input.taxRate)
  if (input.shippingTaxable) bases.set(standard, (bases.get(standard) ?? 0) + Number(input.shipping))
  const taxes: TaxTotal[] = [...bases]
    .filter(([rate, base]) => rate > 0 && base > 0)
    .sort(([left], [right]) => left - right)
    .map(([rate, base]) => ({
      rate: String(rate),
      baseCents: toCents(base),
      taxCents: toCents(round((base * rate) / 100)),
    }))
  const tax = sum(taxes.map((row) => row.taxCents / 100))
  return {
    lineTotalsCents: lines.map(toCents),
    discountCents: discounts.map(toCents),
    discountTotalCents: toCents(discount),
    lineDiscountCents: shares.map(toCents),
    subtotalCents: toCents(subtotal),
    shippingCents: toCents(Number(input.shipping)),
    taxes,
    taxAmountCents: toCents(tax),
    totalCents: toCents(subtotal - discount + Number(input.shipping) + tax),
  }
}

function floatShares(discount: number, lines: number[], scale: number): number[] {
  const subtotal = lines.reduce((left, right) => left + right, 0)
  const exact = lines.map((line) => (subtotal === 0 ? 0 : ((discount * line) / subtotal) * scale))
  const steps = exact.map(Math.floor)
  const left = Math.round(discount * scale) - steps.reduce((sum, step) => sum + step, 0)
  const neediest = exact
    .map((share, index) => ({ index, rest: share - Math.floor(share) }))
    .sort((one, other) => other.rest - one.rest || one.index - other.index)
  for (const { index } of neediest.slice(0, left)) steps[index] = (steps[index] ?? 0) + 1
  return steps.map((step) => step / scale)
}
