import { expect, test } from 'vitest'
import { documentNumber, sortValueOf, valueInSeries, valueSearched } from './document-number.ts'

test('numbers have at least four digits', () => {
  expect([1, 42, 9999, 10_000, 1_234_567].map((value) => documentNumber('INV-', value))).toEqual([
    'INV-0001',
    'INV-0042',
    'INV-9999',
    'INV-10000',
    'INV-1234567',
  ])
})

test.each([
  ['INV-0042', 42],
  ['INV-10000', 10_000],
  ['INV-42', null],
  ['INV-00042', null],
  ['inv-0042', null],
  ['INV-', null],
  ['INV-4.20', null],
  ['XINV-0042', null],
  ['0042', null],
])('%s has the value %s in the series', (text, value) => {
  expect(valueInSeries('INV-', text)).toBe(value)
})

test.each([
  ['0000611365', 611_365],
  ['2013/17', 17],
  ['A-17-B', 17],
  ['none', 0],
  ['9'.repeat(20), 999_999_999_999_999],
])('a foreign number %s is sorted by %i', (text, value) => {
  expect(sortValueOf(text)).toBe(value)
})

test.each([
  ['42', 42],
  ['0042', 42],
  ['INV-42', 42],
  ['inv42', 42],
  ['JOB-0042', null],
  ['field day 42', null],
  ['INV-', null],
])('a search for %s asks for %s among invoices', (text, value) => {
  expect(valueSearched('INV-', text)).toBe(value)
})
