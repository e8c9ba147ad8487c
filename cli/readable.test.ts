import { expect, test } from 'vitest'
import { readable } from './readable.ts'

const id = 'b6f1c0a2-7d3e-4c58-9a41-0f2e6d8c9b10'

test('a page is a table without empty columns and ids of what is named; its own id stands last', () => {
  const customer = { id, customerId: id, customerNumber: 'CUST-0001', name: 'Cascade', legalName: null }
  expect(readable({ data: [customer, { ...customer, name: 'Ada' }], nextCursor: null })).toBe(
    ['customerNumber  name     id', `CUST-0001       Cascade  ${id}`, `CUST-0001       Ada      ${id}`].join(
      '\n',
    ),
  )
  expect(readable({ data: [] })).toBe('Nothing found.')
})

test('a report is its figures, groups set in, then its rows as a table', () => {
  const report = {
    asOf: '2026-07-31',
    totals: { current: '10.00', over90: null },
    customers: [{ customerNumber: 'CUST-0001', balance: '10.00' }],
    notes: [],
  }
  expect(readable(report)).toBe(
    [
      ...['asOf   2026-07-31', 'notes  []', ''],
      ...['totals', '  current  10.00', '  over90   -', ''],
      ...['customers', 'customerNumber  balance', 'CUST-0001       10.00'],
    ].join('\n'),
  )
})

test('what does not fit the terminal is left to --json, and said', () => {
  const data = [{ invoiceNumber: 'INV-0001', customerName: 'Cascade Brewing', total: '12.00' }]
  expect(readable({ data }, 24)).toBe(
    ['invoiceNumber', 'INV-0001', '', '2 more columns do not fit; --json tells all.'].join('\n'),
  )
  expect(readable({ data }, 5)).toContain('INV-0001')
})
