import { expect, test } from 'vitest'
import { withoutPattern } from './plain-help.ts'

test.each([
  [
    'Amount as decimal text; Pattern: ^(0|[1-9]\\d{0,12})(\\.\\d{1,2})?$; Examples: ["1637.85"]',
    'Amount as decimal text; Examples: ["1637.85"]',
  ],
  [
    'Today when left out; Format: date; Pattern: ^a; b$; Examples: ["2026-11-21"]',
    'Today when left out; as YYYY-MM-DD; Examples: ["2026-11-21"]',
  ],
  ['Pattern: ^x$', ''],
  [
    'Check number or transaction id; type: string or null',
    'Check number or transaction id; type: string or null',
  ],
  ['', ''],
])('%s', (written, told) => {
  expect(withoutPattern(written)).toBe(told)
})
