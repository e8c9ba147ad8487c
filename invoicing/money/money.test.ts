import { describe, expect, test } from 'vitest'
import {
  addCents,
  centsOf,
  currencyDecimals,
  currencySymbol,
  decimalText,
  fitsCurrency,
  formatMoney,
  isSupportedCurrency,
  largestRemainder,
  maximumCents,
  moneyText,
  multiplyHalfUp,
  parseMoneyInput,
  percentHalfUp,
  readCents,
  sumCents,
} from './money.ts'

describe('amounts from text', () => {
  test.each([
    ['1637.85', 163785],
    ['1637.8', 163780],
    ['1637', 163700],
    ['0', 0],
    ['-0.00', 0],
    ['-5.00', -500],
    ['0.01', 1],
    ['007.50', 750],
    ['9999999999999.99', maximumCents],
    ['-9999999999999.99', -maximumCents],
  ])('%s', (text, cents) => {
    expect(centsOf(text)).toBe(cents)
  })

  test.each([
    ['', 'not_a_number'],
    ['abc', 'not_a_number'],
    ['NaN', 'not_a_number'],
    ['Infinity', 'not_a_number'],
    ['1e15', 'not_a_number'],
    ['1,637.85', 'not_a_number'],
    ['+1', 'not_a_number'],
    ['.5', 'not_a_number'],
    ['5.', 'not_a_number'],
    [' 5', 'not_a_number'],
    ['5\n', 'not_a_number'],
    ['--5', 'not_a_number'],
    ['٥', 'not_a_number'],
    ['1.005', 'too_many_decimals'],
    ['1637.850000', 'too_many_decimals'],
    ['10000000000000', 'too_large'],
    ['-10000000000000.00', 'too_large'],
  ])('%j is refused: %s', (text, reason) => {
    expect(readCents(text)).toBe(reason)
    expect(() => centsOf(text)).toThrow(RangeError)
  })
})

describe('amounts to text', () => {
  test('for the wire, with the currency’s decimals', () => {
    expect(moneyText(163785, 'USD')).toBe('1637.85')
    expect(moneyText(163700, 'USD')).toBe('1637.00')
    expect(moneyText(163700, 'JPY')).toBe('1637')
    expect(moneyText(-500, 'USD')).toBe('-5.00')
    expect(moneyText(-5, 'USD')).toBe('-0.05')
    expect(moneyText(-100, 'JPY')).toBe('-1')
    expect(moneyText(-0, 'JPY')).toBe('0')
    expect(() => moneyText(150, 'JPY')).toThrow(RangeError)
    expect(() => moneyText(0.5, 'USD')).toThrow(RangeError)
    expect(() => moneyText(Number.NaN, 'USD')).toThrow(RangeError)
  })

  test('for the database, always with two decimals', () => {
    expect(decimalText(163700)).toBe('1637.00')
    expect(decimalText(7)).toBe('0.07')
    expect(decimalText(-70)).toBe('-0.70')
    expect(decimalText(0)).toBe('0.00')
  })

  test('for people, with a real minus sign', () => {
    expect(formatMoney(163785, 'USD')).toBe('$1,637.85')
    expect(formatMoney(-5, 'USD')).toBe('\u2212$0.05')
    expect(formatMoney(163700, 'JPY')).toBe('¥1,637')
    expect(formatMoney(150000, 'HUF', { display: 'code' })).toBe('HUF\u00a01,500.00')
    expect(formatMoney(-123456, 'USD', { display: 'none' })).toBe('\u22121,234.56')
    expect(formatMoney(0, 'USD')).toBe('$0.00')
    expect(formatMoney(0, 'USD', { display: 'none', zeroAsDash: true })).toBe('–')
    expect([500, 0, -500].map((cents) => formatMoney(cents, 'USD', { isSigned: true }))).toEqual([
      '+$5.00',
      '$0.00',
      '\u2212$5.00',
    ])
    expect(formatMoney(maximumCents, 'USD')).toBe('$9,999,999,999,999.99')
    expect(formatMoney(Number.MAX_SAFE_INTEGER, 'USD')).toBe('$90,071,992,547,409.91')
    expect(currencySymbol('CAD')).toBe('$')
    expect(currencySymbol('CHF')).toBe('CHF')
  })
})

describe('currencies', () => {
  test('have the decimals of ISO 4217, also where Intl differs by engine', () => {
    expect(['USD', 'EUR', 'HUF', 'IDR', 'COP'].map(currencyDecimals)).toEqual([2, 2, 2, 2, 2])
    expect(['JPY', 'KRW', 'XOF', 'CLP', 'ISK'].map(currencyDecimals)).toEqual([0, 0, 0, 0, 0])
    expect(['KWD', 'BHD', 'IQD', 'CLF'].map(currencyDecimals)).toEqual([3, 3, 3, 4])
  })

  test.each(['USD', 'CAD', 'EUR', 'GBP', 'JPY', 'MXN', 'CHF', 'XAF', 'XOF', 'XPF', 'XCD'])(
    '%s is supported',
    (code) => {
      expect(isSupportedCurrency(code)).toBe(true)
    },
  )

  test.each([
    'KWD',
    'BHD',
    'IQD',
    'CLF',
    'XXX',
    'XTS',
    'XAU',
    'XAG',
    'XDR',
    'XSU',
    'ZZZ',
    'usd',
    'US',
    '',
    'constructor',
  ])('%j is not', (code) => {
    expect(isSupportedCurrency(code)).toBe(false)
  })

  test('decide which amounts fit', () => {
    expect(fitsCurrency(150, 'USD')).toBe(true)
    expect(fitsCurrency(150, 'JPY')).toBe(false)
    expect(fitsCurrency(-200, 'JPY')).toBe(true)
    expect(fitsCurrency(1.5, 'USD')).toBe(false)
    expect(fitsCurrency(Number.NaN, 'USD')).toBe(false)
    expect(fitsCurrency(maximumCents, 'USD')).toBe(true)
    expect(fitsCurrency(maximumCents + 1, 'USD')).toBe(false)
  })
})

describe('arithmetic', () => {
  test('sums lose no cent, or refuse', () => {
    expect(addCents()).toBe(0)
    expect(addCents(10, 20, -5)).toBe(25)
    expect(sumCents(new Set([1, 2, 3]))).toBe(6)
    expect(() => addCents(0.1, 0.2)).toThrow(RangeError)
    expect(() => addCents(Number.MAX_SAFE_INTEGER, 1)).toThrow(RangeError)
    expect(() => addCents(Number.NaN)).toThrow(RangeError)
  })

  test('products are rounded half up, away from zero', () => {
    expect(multiplyHalfUp('1.005', 100, 'USD')).toBe(101)
    expect(multiplyHalfUp('1.5', 33300, 'JPY')).toBe(50000)
    expect(multiplyHalfUp('1.4999', 100, 'JPY')).toBe(100)
    expect(multiplyHalfUp('0.5', -1, 'USD')).toBe(-1)
    expect(multiplyHalfUp('1', maximumCents, 'USD')).toBe(maximumCents)
    expect(() => multiplyHalfUp('1.1', maximumCents, 'USD')).toThrow(RangeError)
    expect(() => multiplyHalfUp('1e3', 100, 'USD')).toThrow(RangeError)
    expect(percentHalfUp(1000, '8.25', 'USD')).toBe(83)
    expect(percentHalfUp(-1000, '8.25', 'USD')).toBe(-83)
    expect(percentHalfUp(83300, '10', 'JPY')).toBe(8300)
    expect(percentHalfUp(500, '10', 'JPY')).toBe(100)
    expect(percentHalfUp(maximumCents, '100', 'USD')).toBe(maximumCents)
  })

  test('a total is shared by largest remainder', () => {
    expect(largestRemainder(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(largestRemainder(10, [0, 1, 0, 2])).toEqual([0, 3, 0, 7])
    expect(largestRemainder(1, [3, 3])).toEqual([1, 0])
    expect(largestRemainder(-100, [1, 1, 1])).toEqual([-34, -33, -33])
    expect(largestRemainder(10000, [1, 1, 1], 100)).toEqual([3400, 3300, 3300])
    expect(largestRemainder(0, [0, 0])).toEqual([0, 0])
    expect(largestRemainder(0, [])).toEqual([])
    expect(() => largestRemainder(1, [0, 0])).toThrow(RangeError)
    expect(() => largestRemainder(1, [2, -1])).toThrow(RangeError)
    expect(() => largestRemainder(150, [1, 1], 100)).toThrow(RangeError)
  })
})

describe('what people type', () => {
  test.each([
    ['1,637.85', 163785],
    ['$1637.85', 163785],
    ['$ 1,637.85', 163785],
    ['1637.85 USD', 163785],
    ['usd 5', 500],
    [' 12 ', 1200],
    ['12.', 1200],
    ['.5', 50],
    ['0', 0],
    ['007', 700],
    ['1,234,567', 123456700],
    ['9,999,999,999,999.99', maximumCents],
  ])('%j', (text, cents) => {
    expect(parseMoneyInput(text, 'USD')).toBe(cents)
  })

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['abc', 'not_a_number'],
    ['$', 'not_a_number'],
    ['.', 'not_a_number'],
    ['-', 'not_a_number'],
    ['1,5', 'not_a_number'],
    ['0,125', 'not_a_number'],
    ['1.637,85', 'not_a_number'],
    ['12,34,567', 'not_a_number'],
    ['1,637,85', 'not_a_number'],
    ['1 637', 'not_a_number'],
    ['1e3', 'not_a_number'],
    ['NaN', 'not_a_number'],
    ['€5', 'not_a_number'],
    ['--5', 'not_a_number'],
    ['-$-5', 'not_a_number'],
    ['-5', 'negative'],
    ['\u22125.00', 'negative'],
    ['$-5', 'negative'],
    ['-$5', 'negative'],
    ['1.005', 'too_many_decimals'],
    ['10,000,000,000,000', 'too_large'],
  ])('%j is refused: %s', (text, reason) => {
    expect(parseMoneyInput(text, 'USD')).toBe(reason)
  })

  test('in other currencies', () => {
    expect(parseMoneyInput('¥1,637', 'JPY')).toBe(163700)
    expect(parseMoneyInput('1637.5', 'JPY')).toBe('too_many_decimals')
    expect(parseMoneyInput('1637.00', 'JPY')).toBe('too_many_decimals')
    expect(parseMoneyInput('€12.50', 'EUR')).toBe(1250)
    expect(parseMoneyInput('12.50 kr', 'DKK')).toBe(1250)
    expect(parseMoneyInput('100 Kč', 'CZK')).toBe(10000)
  })
})
