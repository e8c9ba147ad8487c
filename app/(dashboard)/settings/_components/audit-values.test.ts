import { expect, test } from 'vitest'
import { fieldLabel } from '../../../../contract/words.ts'
import { changedFields, valueText } from './audit-values.ts'

const zone = 'America/New_York'

test.each([
  ['taxRate', 'Tax rate'],
  ['defaultCurrency', 'Default currency'],
  ['customerId', 'Customer'],
  ['line1', 'Line1'],
  ['id', 'Id'],
  ['booksClosedOn', 'Books closed on'],
])('%s is called %s', (field, label) => {
  expect(fieldLabel(field)).toBe(label)
})

test.each([
  [null, '–'],
  ['', '–'],
  [[], '–'],
  [true, 'yes'],
  [false, 'no'],
  [7, '7'],
  ['1637.85', '1637.85'],
  ['2026-11-21', 'Nov 21, 2026'],
  ['2026-11-22T02:05:00.000Z', 'Nov 21, 2026, 21:05'],
  ['net_30', 'net 30'],
  ['Said_by hand', 'Said_by hand'],
  ['0d9e6f1e-4f6c-4d3a-9a54-1c2f3d4e5f60', '#0d9e6f1e'],
  [{ city: 'Ithaca', line2: null, isDefault: true }, 'City: Ithaca, Is default: yes'],
  [
    [{ description: 'Tees', quantity: '10' }, { description: 'Rush' }],
    'Description: Tees, Quantity: 10\nDescription: Rush',
  ],
])('%j reads %s', (value, text) => {
  expect(valueText(value, zone)).toBe(text)
})

test('a change lists every field once, in the order it was told', () => {
  expect(
    changedFields({ before: { name: 'A', phone: null }, after: { name: 'B', taxExempt: true } }, zone),
  ).toEqual([
    { field: 'name', label: 'Name', before: 'A', after: 'B' },
    { field: 'phone', label: 'Phone', before: '–', after: '–' },
    { field: 'taxExempt', label: 'Tax exempt', before: '–', after: 'yes' },
  ])
  expect(changedFields({ before: null, after: null }, zone)).toEqual([])
})

test('codes read as on the screens, and an id gives way to the name beside it', () => {
  const after = {
    status: 'draft',
    method: 'check',
    paymentTerms: 'net_30',
    customerId: '0d9e6f1e-4f6c-4d3a-9a54-1c2f3d4e5f60',
    customerName: 'Juniper & Oak',
    jobId: '1d9e6f1e-4f6c-4d3a-9a54-1c2f3d4e5f60',
    allocations: [
      { invoiceId: '2d9e6f1e-4f6c-4d3a-9a54-1c2f3d4e5f60', invoiceNumber: 'INV-0007', amount: '5.00' },
    ],
  }
  const told = changedFields({ before: null, after }, zone).map(({ label, after: text }) => [label, text])
  expect(told).toEqual([
    ['Status', 'Draft'],
    ['Method', 'Check'],
    ['Payment terms', 'Net 30'],
    ['Customer name', 'Juniper & Oak'],
    ['Job', '#1d9e6f1e'],
    ['Allocations', 'Invoice number: INV-0007, Amount: 5.00'],
  ])
})

test('what was linked and is no longer is told by its number', () => {
  const before = { jobId: '1d9e6f1e-4f6c-4d3a-9a54-1c2f3d4e5f60', jobNumber: 'JOB-0004' }
  expect(changedFields({ before, after: { jobId: null, jobNumber: null } }, zone)).toEqual([
    { field: 'jobNumber', label: 'Job number', before: 'JOB-0004', after: '–' },
  ])
})

test('of two lists only the entries that differ are told, and of those what changed', () => {
  const tees = { description: 'Tees', quantity: '12', kind: 'item', sizes: [] }
  const rush = { description: 'Rush', quantity: '1', kind: 'fee', sizes: [] }
  const change = {
    before: { lineItems: [rush, tees] },
    after: { lineItems: [rush, { ...tees, quantity: '13' }, { ...rush, description: 'Art' }] },
  }
  expect(changedFields(change, zone)).toEqual([
    {
      field: 'lineItems',
      label: 'Line items',
      before: '2. Description: Tees, Quantity: 12',
      after: '2. Description: Tees, Quantity: 13\n3. Description: Art, Quantity: 1, Kind: fee, Sizes: –',
    },
  ])
  const same = { before: { tags: ['a', 'b'] }, after: { tags: ['b'] } }
  expect(changedFields(same, zone)).toMatchObject([{ before: 'a\nb', after: 'b' }])
})
