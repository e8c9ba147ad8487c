import { expect, test } from 'vitest'
import { checkDraft } from './check-draft.ts'
import { emptyDraft, emptyLine } from './draft.ts'
import { type PaperLine, paperOfContent, paperRows } from './paper.ts'

const line = (description: string, lineTotal: string, more: Partial<PaperLine> = {}): PaperLine => ({
  kind: 'item',
  group: null,
  description,
  quantity: '1',
  unitPrice: lineTotal,
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
  const customer = { name: 'Ada’s Bakery', legalName: null, email: null, phone: null }
  const paper = paperOfContent(content, { currency: 'USD', number: null, customer, issueDate: '2026-11-21' })
  expect(paper).toMatchObject({
    dueDate: '2026-12-21',
    lines: [{ description: 'Tees', lineTotal: '9.99' }],
    taxes: [{ rate: '10', base: '9.99', amount: '1.00' }],
    total: '10.99',
    balanceDue: '10.99',
  })
})
