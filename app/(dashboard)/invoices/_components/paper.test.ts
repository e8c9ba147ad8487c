import { expect, test } from 'vitest'
import { type PaperLine, paperRows } from '../../../../invoicing/invoices/paper-rows.ts'
import { checkDraft } from './check-draft.ts'
import { emptyDraft } from './draft.ts'
import { emptyLine } from './draft-line.ts'
import { paperOfContent } from './paper.ts'

const line = (description: string, lineTotal: string, more: Partial<PaperLine> = {}): PaperLine => ({
  kind: 'item',
  group: null,
  description,
  quantity: '1',
  unitPrice: lineTotal,
  sizes: [],
  imprints: [],
  furnished: false,
  percentOfItems: null,
  lineTotal,
  ...more,
})

const lines = [
  line('Tees', '204.00', { group: 'Team kit' }),
  line('Caps', '60.00'),
  line('Hoodies', '252.00', { group: 'Team kit' }),
  line('Socks', '12.00'),
  line('Totes', '8.00'),
  line('Rush fee', '25.00', { kind: 'fee' }),
]

test('itemized shows every line', () => {
  expect(paperRows(lines, 'itemized', 'USD')).toHaveLength(6)
})

test('bundled shows a row for each group, for the other items, and for each fee', () => {
  expect(paperRows(lines, 'bundled', 'USD')).toMatchObject([
    { description: 'Team kit', quantity: null, unitPrice: null, amount: '456.00' },
    { description: 'Caps, Socks and 1 more', amount: '80.00' },
    { description: 'Rush fee', amount: '25.00' },
  ])
})

test('a form shows the paper that it would become', () => {
  const { content } = checkDraft(
    {
      ...emptyDraft('10', '6f1f7a2e-6c2f-4c55-9a53-0a3f5f0c0001'),
      paymentTerms: 'net_30',
      lines: [emptyLine('item'), { ...emptyLine('item', 'Tees'), quantity: '3', unitPrice: '3.33' }],
    },
    'USD',
  )
  expect(content).toBeDefined()
  if (!content) return
  const customer = { name: 'Ada’s Bakery' }
  const details = { currency: 'USD', number: null, customer, billingAddress: null, issueDate: '2026-11-21' }
  const asked = { ...content, depositRequested: true, depositPercent: '50' }
  expect(paperOfContent(asked, details).deposit).toEqual({ amount: '5.50', dueDate: '2026-11-21' })
  const later = { ...asked, depositPercent: null, depositAmount: '4.00', depositDueDate: '2026-12-01' }
  expect(paperOfContent(later, details).deposit).toEqual({ amount: '4.00', dueDate: '2026-12-01' })
  const paper = paperOfContent(content, details)
  expect(paper).toMatchObject({
    deposit: null,
    dueDate: '2026-12-21',
    lines: [{ description: 'Tees', lineTotal: '9.99' }],
    taxes: [{ rate: '10', base: '9.99', amount: '1.00' }],
    total: '10.99',
    balanceDue: '10.99',
  })
})

const size = (label: string, quantity: string, upcharge = '0.00') => ({ size: label, quantity, upcharge })
const imprint = (location: string, price: string | null) => ({
  location,
  technique: 'Screen print',
  colors: 2,
  price,
})

test('pieces of one price are told in words under their line', () => {
  const tees = { quantity: '20', unitPrice: '8.50', sizes: [size('S', '4'), size('M', '16')] }
  const [row] = paperRows(
    [line('Tees', '170.00', { ...tees, imprints: [imprint('Front', null)] })],
    'itemized',
    'USD',
  )
  expect(row).toMatchObject({
    unitPrice: '8.50',
    details: [
      { words: 'S 4, M 16', priced: null },
      { words: 'Front: Screen print, 2 colors', priced: null },
    ],
  })
})

test('where prices differ each has a row, and the rows add up to the line', () => {
  const [row] = paperRows(
    [
      line('Tees', '254.00', {
        quantity: '24',
        unitPrice: '8.50',
        sizes: [size('S', '4'), size('2XL', '4', '2.00'), size('M', '16')],
        imprints: [imprint('Front', null), imprint('Back', '1.75')],
      }),
    ],
    'itemized',
    'USD',
  )
  expect(row).toMatchObject({ quantity: '24', unitPrice: null })
  expect(row?.details).toEqual([
    { words: 'S 4, M 16', priced: { quantity: '20', unitPrice: '8.50', amount: '170.00' } },
    { words: '2XL 4', priced: { quantity: '4', unitPrice: '10.50', amount: '42.00' } },
    { words: 'Front: Screen print, 2 colors', priced: null },
    { words: 'Back: Screen print, 2 colors', priced: { quantity: '24', unitPrice: '1.75', amount: '42.00' } },
  ])
})

test('furnished goods are named, and only the work has a price', () => {
  const jackets = {
    quantity: '6',
    unitPrice: '0.00',
    furnished: true,
    percentOfItems: null,
    imprints: [imprint('Back', '14.00')],
  }
  expect(paperRows([line('Jackets', '84.00', jackets)], 'itemized', 'USD')[0]?.details).toEqual([
    { words: 'Goods furnished by the customer', priced: null },
    { words: 'Back: Screen print, 2 colors', priced: { quantity: '6', unitPrice: '14.00', amount: '84.00' } },
  ])
})
