import { expect, test } from 'vitest'
import { inWholeFile } from './file-parts.ts'
import { importResult, keptOutBy } from './import-report.ts'

const row = {
  row: 'customer',
  label: '',
  customerNumber: null,
  customerId: null,
  outcome: 'refused',
} as const
const refused = { ...row, changes: [], code: 'phone_not_valid' }

test('a line that another one keeps out names it by its place in the whole file', () => {
  const part = { csv: '', lines: [4, 5, 9], customers: 2 }
  const inPart = importResult([
    { ...refused, line: 2, field: null, reason: keptOutBy(3), keptOutByLine: 3 },
    { ...refused, line: 3, row: 'contact', field: 'phone', reason: 'is too short', keptOutByLine: null },
    { ...refused, line: 4, outcome: 'created', code: null, field: null, reason: null, keptOutByLine: null },
  ])
  expect(
    inWholeFile(part, inPart).map(({ line, reason, keptOutByLine }) => [line, reason, keptOutByLine]),
  ).toEqual([
    [4, 'Line 5 of the same customer is refused, and a customer comes in whole or not at all.', 5],
    [5, 'is too short', null],
    [9, null, null],
  ])
})
