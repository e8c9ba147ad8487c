import { describe, expect, test } from 'vitest'
import { money, percent, quantity } from '../../../../contract/money.ts'
import { readAmount, readPercent, readQuantity } from './typed-numbers.ts'

const missing = { message: 'Enter a price.' }

describe('quantity', () => {
  test.each([
    ['12', '12'],
    [' 1,200 ', '1200'],
    ['1.50', '1.5'],
    ['.5', '0.5'],
    ['007', '7'],
  ])('%s is %s', (typed, text) => {
    expect(readQuantity(typed)).toEqual({ ok: true, text })
    expect(quantity.parse(text)).toBe(text)
  })

  test.each([
    ['', 'Enter a quantity.'],
    ['1,5', 'Write decimals with a point: 1.5.'],
    ['12 dz', 'Write the number of pieces: 12 dozen are 144.'],
    ['12 dozen', 'Write the number of pieces: 12 dozen are 144.'],
    ['many', 'Write a number only, such as 24.'],
    ['-3', 'A quantity cannot be negative.'],
    ['0', 'Must be more than zero.'],
    ['1.23456', 'At most four decimals.'],
    ['10000000', 'A quantity can be at most 9,999,999.'],
    ['1e3', 'Write a number only, such as 24.'],
  ])('%s is refused: %s', (typed, message) => {
    expect(readQuantity(typed)).toEqual({ ok: false, message })
  })
})

describe('percent', () => {
  test.each([
    ['', '0'],
    ['8.25 %', '8.25'],
    ['8.250', '8.25'],
    ['100', '100'],
  ])('%s is %s', (typed, text) => {
    expect(readPercent(typed)).toEqual({ ok: true, text })
    expect(percent.parse(text)).toBe(text)
  })

  test.each([
    ['8,25', 'Write decimals with a point: 8.25.'],
    ['101', 'Must be at most 100 percent.'],
    ['100.01', 'Must be at most 100 percent.'],
    ['ten', 'Write a percentage such as 8.25.'],
    ['-1', 'A percentage cannot be negative.'],
  ])('%s is refused: %s', (typed, message) => {
    expect(readPercent(typed)).toEqual({ ok: false, message })
  })
})

describe('amount', () => {
  test.each([
    ['$1,637.85', 'USD', '1637.85'],
    ['12', 'USD', '12.00'],
    ['1637', 'JPY', '1637'],
  ])('%s %s is %s', (typed, currency, text) => {
    expect(readAmount(typed, currency, missing)).toEqual({ ok: true, text })
    expect(money.parse(text)).toBe(text)
  })

  test.each([
    ['', 'USD', 'Enter a price.'],
    ['1,5', 'USD', 'Write decimals with a point: 1.5.'],
    ['1.005', 'USD', 'USD has two decimals: write an amount such as 12.50.'],
    ['1.5', 'JPY', 'JPY has no decimals: write whole amounts.'],
    ['-5', 'USD', 'An amount cannot be negative.'],
    ['12345678901234', 'USD', 'This amount is too large.'],
    ['five', 'USD', 'Write an amount such as 12.50.'],
  ])('%s %s is refused: %s', (typed, currency, message) => {
    expect(readAmount(typed, currency, missing)).toEqual({ ok: false, message })
  })

  test('an empty field may stand for nothing', () => {
    expect(readAmount(' ', 'USD', 'zero')).toEqual({ ok: true, text: '0' })
  })
})
