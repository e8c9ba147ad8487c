import { expect, test } from 'vitest'
import { counted } from './words.ts'

test.each([
  [0, '0 invoices'],
  [1, '1 invoice'],
  [2, '2 invoices'],
  [1204, '1,204 invoices'],
])('%d', (count, words) => {
  expect(counted(count, 'invoice')).toBe(words)
})
