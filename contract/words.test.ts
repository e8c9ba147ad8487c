import { expect, test } from 'vitest'
import { counted, fieldInWords } from './words.ts'

test.each([
  [0, '0 invoices'],
  [1, '1 invoice'],
  [2, '2 invoices'],
  [1204, '1,204 invoices'],
])('%d', (count, words) => {
  expect(counted(count, 'invoice')).toBe(words)
})

test.each([
  ['validUntil', 'Valid until'],
  ['email', 'Email'],
  ['lineItems.2.unitPrice', 'Line items 3, unit price'],
])('%s', (path, words) => {
  expect(fieldInWords(path)).toBe(words)
})
