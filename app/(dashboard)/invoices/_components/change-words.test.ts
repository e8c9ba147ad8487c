import { expect, test } from 'vitest'
import { changesInWords, fieldInWords } from './change-words.ts'

test('changes are counted in words', () => {
  expect(changesInWords({ count: 0, quoteNumber: 'QUO-0009' })).toBe('As quoted in QUO-0009')
  expect(changesInWords({ count: 1, quoteNumber: 'QUO-0009' })).toBe('1 change from QUO-0009')
  expect(changesInWords({ count: 3, quoteNumber: 'QUO-0009' })).toBe('3 changes from QUO-0009')
})

test.each([
  ['quantity', '24', '36', 'Quantity: 24 to 36'],
  ['unitPrice', '1200.5', '9', 'Unit price: 1,200.50 to 9.00'],
  ['taxRate', null, '4', 'Tax rate: – to 4%'],
  ['taxable', 'true', 'false', 'Taxable: Yes to No'],
  ['kind', 'item', 'fee', 'Kind: Item to Charge'],
  ['sizes', 'M 24 +2.00, L 12', null, 'Sizes: M 24 +2.00, L 12 to –'],
  ['ink', 'red', 'blue', 'ink: red to blue'],
])('%s', (field, from, to, expected) => {
  const words = fieldInWords({ field, from, to }, 'USD')
  expect(`${words.label}: ${words.from} to ${words.to}`).toBe(expected)
})
