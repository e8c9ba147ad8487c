import { expect, test } from 'vitest'
import { barsOf, shortMoney } from './money-bars.ts'

test.each([
  [0, 'USD', '$0'],
  [499, 'USD', '$5'],
  [99_949, 'USD', '$999'],
  [99_950, 'USD', '$1K'],
  [123_456, 'USD', '$1.2K'],
  [1_000_000, 'USD', '$10K'],
  [12_345_678_900, 'USD', '$123M'],
  [-875_558, 'USD', '\u2212$8.8K'],
  [150_000, 'JPY', '¥1.5K'],
])('%d cents in %s are short %s', (cents, currency, short) => {
  expect(shortMoney(cents, currency)).toBe(short)
})

test('bars are measured by the largest month, a month that gave back too', () => {
  const bars = barsOf(
    [
      { month: '2026-09', received: '50.00' },
      { month: '2026-10', received: '-200.00' },
      { month: '2026-11', received: '0.00' },
    ],
    'USD',
  )
  expect(bars.map(({ name, title, height, isNegative }) => [name, title, height, isNegative])).toEqual([
    ['Sep', 'Sep 2026', 25, false],
    ['Oct', 'Oct 2026', 100, true],
    ['Nov', 'Nov 2026', 0, false],
  ])
  expect(bars.at(-1)?.label).toBe('')
})
