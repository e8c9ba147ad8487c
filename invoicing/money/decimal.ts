/**
 * Exact decimals (quantities, percentages) as whole counts of 10^-10. BigInt keeps products exact, and rates that are
 * equal as numbers ("8.250" and "8.25") are equal as values.
 */
export type Decimal = bigint

const places = 10

/** The decimal 1; a product of a decimal and an integer is divided by it in the end. */
export const one: Decimal = 10n ** BigInt(places)

const shape = /^(-?)(\d{1,15})(?:\.(\d{1,10}))?$/

/** The value of plain decimal text such as `"1.5"`: at most 15 digits before the point and 10 behind it, else `undefined`. */
export function readDecimal(text: string): Decimal | undefined {
  const match = shape.exec(text)
  if (!match) return undefined
  const [, sign, whole = '', fraction = ''] = match
  const size = BigInt(whole + fraction.padEnd(places, '0'))
  return sign ? -size : size
}

/** Like `readDecimal`, but throws a RangeError. */
export function decimalOf(text: string): Decimal {
  const value = readDecimal(text)
  if (value === undefined) throw new RangeError(`"${text}" is not a decimal number`)
  return value
}

/** The shortest text of a decimal: `"8.25"`, `"0"`. */
export function shortText(value: Decimal): string {
  const size = value < 0n ? -value : value
  const fraction = String(size % one)
    .padStart(places, '0')
    .replace(/0+$/, '')
  return `${value < 0n ? '-' : ''}${size / one}${fraction && `.${fraction}`}`
}

/** The nearest whole number to a fraction; halves go away from zero, as bookkeepers round. */
export function roundHalfUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError('the denominator must be more than zero')
  const size = numerator < 0n ? -numerator : numerator
  const rounded = (2n * size + denominator) / (2n * denominator)
  return numerator < 0n ? -rounded : rounded
}

/** Decimal text without zeros at its end, as the database's `8.2500` is shown: `"8.25"`. */
export function trimDecimals(text: string): string {
  return shortText(decimalOf(text))
}
