import { decimalOf, one, roundHalfUp } from './decimal.ts'

/** Money: a safe integer count of hundredths of the currency's unit, in every currency. JPY 5 is 500. */
export type Cents = number

/** The largest amount that one row can keep: 9,999,999,999,999.99, the end of numeric(15,2). */
export const maximumCents: Cents = 999_999_999_999_999

/** The amount that decimal text such as `"1637.85"` stands for. Throws a RangeError for anything else. */
export function centsOf(text: string): Cents {
  const cents = readCents(text)
  if (typeof cents === 'string') throw new RangeError(`"${text}" is not an amount: ${cents}`)
  return cents
}

/** Like `centsOf`, but says what is wrong. More than two decimals are refused, also when they are zeros. */
export function readCents(text: string): Cents | 'not_a_number' | 'too_many_decimals' | 'too_large' {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (!match) return 'not_a_number'
  const [, sign, digits = '', fraction = ''] = match
  const whole = digits.replace(/^0+/, '')
  if (fraction.length > 2) return 'too_many_decimals'
  if (whole.length > 13) return 'too_large'
  // At most 15 digits: a number holds them exactly.
  const size = Number(whole + fraction.padEnd(2, '0'))
  return sign && size > 0 ? -size : size
}

/** Decimal text for the database, always with two decimals: `"1637.85"`. */
export function decimalText(cents: Cents): string {
  const size = String(Math.abs(safe(cents))).padStart(3, '0')
  return `${cents < 0 ? '-' : ''}${size.slice(0, -2)}.${size.slice(-2)}`
}

/** Decimal text for the wire, with the currency's decimals: `"1637.85"`, JPY `"1637"`. Throws on a broken yen. */
export function moneyText(cents: Cents, currency: string): string {
  if (cents % smallestAmountCents(currency) !== 0)
    throw new RangeError(`${cents} cents are not whole ${currency}`)
  const text = decimalText(cents)
  return currencyDecimals(currency) === 0 ? text.slice(0, -3) : text
}

/** Whether an amount can be kept (within `maximumCents`) and has no more decimals than its currency. */
export function fitsCurrency(cents: Cents, currency: string): boolean {
  return (
    Number.isSafeInteger(cents) &&
    Math.abs(cents) <= maximumCents &&
    cents % smallestAmountCents(currency) === 0
  )
}

/** The sum of some amounts; throws a RangeError rather than lose a cent. */
export function addCents(...amounts: Cents[]): Cents {
  return sumCents(amounts)
}

/** The sum of any number of amounts; may exceed `maximumCents`, throws a RangeError rather than lose a cent. */
export function sumCents(amounts: Iterable<Cents>): Cents {
  let sum = 0
  for (const amount of amounts) sum = safe(sum + safe(amount))
  return sum
}

/** Quantity times unit price, half up to the currency's smallest amount. Throws a RangeError above `maximumCents`. */
export function multiplyHalfUp(quantityText: string, unitCents: Cents, currency: string): Cents {
  return roundedCents(decimalOf(quantityText) * BigInt(safe(unitCents)), one, currency)
}

/** A percentage of an amount, half up to the currency's smallest amount: 8.25 % of 10.00 is 0.83. */
export function percentHalfUp(cents: Cents, percentText: string, currency: string): Cents {
  return roundedCents(decimalOf(percentText) * BigInt(safe(cents)), 100n * one, currency)
}

/** A part's share of an amount that belongs to a whole, half up to the currency's smallest amount. */
export function shareHalfUp(cents: Cents, partCents: Cents, wholeCents: Cents, currency: string): Cents {
  return roundedCents(BigInt(safe(cents)) * BigInt(safe(partCents)), BigInt(safe(wholeCents)), currency)
}

/**
 * Shares of a total in proportion to weights that add up to it exactly: each gets its share rounded down to `stepCents`
 * (100 for JPY), and what is left goes to the largest remainders, ties in order. A weight of zero gets nothing; a total
 * without any weight to carry it is a RangeError.
 */
export function largestRemainder(totalCents: Cents, weights: readonly Cents[], stepCents = 1): Cents[] {
  if (safe(totalCents) < 0) return largestRemainder(-totalCents, weights, stepCents).map((share) => 0 - share)
  if (totalCents % stepCents !== 0) throw new RangeError(`${totalCents} is not a multiple of ${stepCents}`)
  const total = BigInt(totalCents / stepCents)
  if (weights.some((weight) => safe(weight) < 0)) throw new RangeError('weights must not be negative')
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  if (whole === 0n) {
    if (total !== 0n) throw new RangeError('a total cannot be shared over no weight at all')
    return weights.map(() => 0)
  }
  const shares = weights.map((weight, index) => {
    const product = total * BigInt(weight)
    return { index, steps: Number(product / whole), remainder: product % whole }
  })
  const left = Number(total) - shares.reduce((sum, share) => sum + share.steps, 0)
  const byRemainder = [...shares].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  )
  for (const share of byRemainder.slice(0, left)) share.steps += 1
  return shares.map((share) => share.steps * stepCents)
}

export type MoneyInputProblem = 'empty' | 'not_a_number' | 'too_many_decimals' | 'too_large' | 'negative'

/**
 * What somebody typed into a form, as an amount or the reason why it is none: `"1,637.85"`, `"$1637.85"`, `" 12 "`.
 * A comma only ever groups thousands; `"1,5"` and `"0,125"` could mean a decimal comma, so they are not guessed at.
 */
export function parseMoneyInput(text: string, currency: string): Cents | MoneyInputProblem {
  const trimmed = text.trim()
  if (trimmed === '') return 'empty'
  const [outerSign, marked] = withoutSign(trimmed)
  const [innerSign, digits] = withoutSign(withoutCurrency(marked, currency))
  const match = /^(\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d*))?$/.exec(digits)
  const [, whole = '', fraction = ''] = match ?? []
  if ((outerSign && innerSign) || (whole === '' && fraction === '')) return 'not_a_number'
  if (outerSign || innerSign) return 'negative'
  if (fraction.length > currencyDecimals(currency)) return 'too_many_decimals'
  return readCents(`${whole.replaceAll(',', '') || '0'}.${fraction || '0'}`)
}

function withoutSign(text: string): [boolean, string] {
  return /^[-\u2212]/.test(text) ? [true, text.slice(1).trim()] : [false, text]
}

function withoutCurrency(text: string, currency: string): string {
  const capitals = text.toUpperCase()
  for (const mark of [currency, currencySymbol(currency).toUpperCase()]) {
    if (capitals.startsWith(mark)) return text.slice(mark.length).trim()
    if (capitals.endsWith(mark)) return text.slice(0, -mark.length).trim()
  }
  return text
}

export interface MoneyFormat {
  /** `symbol` (default) gives "$5.00", `code` "USD 5.00", `none` "5.00" for columns that say their currency once. */
  display?: 'symbol' | 'code' | 'none'
  /** A dash for zero, in columns that are mostly zero. */
  zeroAsDash?: boolean
  /** A plus before what is more than zero, where differences are told. */
  isSigned?: boolean
}

/** Money for people: `"$1,637.85"`, with a real minus sign (U+2212) before everything else. */
export function formatMoney(
  cents: Cents,
  currency: string,
  { display = 'symbol', zeroAsDash = false, isSigned = false }: MoneyFormat = {},
): string {
  const text = moneyText(cents, currency)
  if (cents === 0 && zeroAsDash) return '–'
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.')
  // The whole units are formatted as a BigInt and the decimals put in as text, so that no amount passes through a float.
  const parts = formatterOf(currency, display).formatToParts(BigInt(whole))
  const amount = parts.map((part) => (part.type === 'fraction' ? fraction : part.value)).join('')
  if (cents < 0) return `\u2212${amount}`
  return isSigned && cents > 0 ? `+${amount}` : amount
}

/** The short sign of a currency, such as "$" or "€"; its code where it has none. */
export function currencySymbol(currency: string): string {
  const parts = formatterOf(currency, 'narrow').formatToParts(0n)
  return parts.find((part) => part.type === 'currency')?.value ?? currency
}

const formatters = new Map<string, Intl.NumberFormat>()

/** Making a formatter costs far more than using it, and a list formats hundreds of amounts. */
function formatterOf(currency: string, display: 'symbol' | 'code' | 'none' | 'narrow'): Intl.NumberFormat {
  const key = `${currency} ${display}`
  const decimals = currencyDecimals(currency)
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  const made =
    formatters.get(key) ??
    (display === 'none'
      ? new Intl.NumberFormat('en-US', digits)
      : new Intl.NumberFormat('en-US', {
          ...digits,
          style: 'currency',
          currency,
          currencyDisplay: display === 'narrow' ? 'narrowSymbol' : display,
        }))
  formatters.set(key, made)
  return made
}

/*
 * The number of decimals of each currency, after ISO 4217; every other currency has two. It is not asked of Intl, because
 * engines disagree: V8 follows habits of display (it gives HUF, IDR and IQD none), others follow the standard, and the
 * data changes with the version. Amounts would be valid in one browser and refused by the server.
 */
const unusualDecimals = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
    .split(' ')
    .map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ...'CLF UYW'.split(' ').map((code) => [code, 4] as const),
])

/** The currencies whose amounts are whole, for checks that the database makes. */
export const currenciesWithoutDecimals: readonly string[] = [...unusualDecimals]
  .filter(([, decimals]) => decimals === 0)
  .map(([code]) => code)

/** Decimals that amounts of a currency have: 2, JPY 0, KWD 3. */
export function currencyDecimals(currency: string): number {
  return unusualDecimals.get(currency) ?? 2
}

/** The smallest amount of a currency, in hundredths of its unit: 1, and 100 for currencies without decimals. */
export function smallestAmountCents(currency: string): number {
  return currencyDecimals(currency) === 0 ? 100 : 1
}

/** Codes with an X belong to no country: gold, test codes and accounting units, and these few real currencies. */
const moneyWithX = new Set(['XAF', 'XCD', 'XCG', 'XOF', 'XPF'])

let known: Set<string> | undefined

/** Whether customers can be invoiced in a currency: a known ISO 4217 code of real money with two decimals or none. */
export function isSupportedCurrency(code: string): boolean {
  known ??= new Set(Intl.supportedValuesOf('currency'))
  return known.has(code) && currencyDecimals(code) <= 2 && (!code.startsWith('X') || moneyWithX.has(code))
}

function roundedCents(numerator: bigint, denominator: bigint, currency: string): Cents {
  const step = BigInt(smallestAmountCents(currency))
  const cents = Number(roundHalfUp(numerator, denominator * step) * step)
  if (Math.abs(cents) > maximumCents) throw new RangeError('the amount is too large')
  return cents
}

function safe(cents: number): Cents {
  if (!Number.isSafeInteger(cents)) throw new RangeError(`${cents} is not a whole number of cents`)
  return cents
}

/** An amount as the database writes it (always two decimals) in the decimals of its currency. */
export function moneyFromDatabase(text: string, currency: string): string {
  return currencyDecimals(currency) === 2 ? text : moneyText(centsOf(text), currency)
}
