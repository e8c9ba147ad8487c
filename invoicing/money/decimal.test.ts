import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimalOf, readDecimal, roundHalfUp, shortText } from './decimal.ts'

describe('decimals', () => {
  test.each([
    ['0', '0'],
    ['8.250', '8.25'],
    ['8.25', '8.25'],
    ['-0.50', '-0.5'],
    ['-0', '0'],
    ['007', '7'],
    ['100', '100'],
    ['999999999999999.9999999999', '999999999999999.9999999999'],
  ])('%s is %s', (text, short) => {
    expect(shortText(decimalOf(text))).toBe(short)
  })

  test.each([
    '',
    ' 1',
    '1 ',
    '1.',
    '.5',
    '+1',
    '1e3',
    '1,5',
    'NaN',
    'Infinity',
    '0x10',
    '١',
    '1\n',
    '1.12345678901',
    '1234567890123456',
  ])('%j is none', (text) => {
    expect(readDecimal(text)).toBeUndefined()
    expect(() => decimalOf(text)).toThrow(RangeError)
  })
})

describe('rounding', () => {
  test.each([
    [5n, 10n, 1n],
    [-5n, 10n, -1n],
    [15n, 10n, 2n],
    [25n, 10n, 3n],
    [-25n, 10n, -3n],
    [24n, 10n, 2n],
    [-26n, 10n, -3n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [0n, 7n, 0n],
  ])('%d / %d is %d', (numerator, denominator, rounded) => {
    expect(roundHalfUp(numerator, denominator)).toBe(rounded)
  })

  test('is at most half away, and away from zero at exactly half', () => {
    fc.assert(
      fc.property(
        fc.bigInt(-(10n ** 30n), 10n ** 30n),
        fc.bigInt(1n, 10n ** 15n),
        (numerator, denominator) => {
          const error = 2n * (roundHalfUp(numerator, denominator) * denominator - numerator)
          const towards = numerator < 0n ? -error : error
          return towards <= denominator && towards > -denominator
        },
      ),
    )
  })

  test('refuses a denominator that is not positive', () => {
    expect(() => roundHalfUp(1n, 0n)).toThrow(RangeError)
  })
})
