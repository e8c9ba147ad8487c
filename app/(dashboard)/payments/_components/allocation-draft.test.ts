import { expect, test } from 'vitest'
import type { ListedInvoice } from '../../../../contract/invoices.ts'
import { allocatedCents, filled, oldestFirst, readAllocations } from './allocation-draft.ts'

const invoice = (id: string, balanceDue: string) =>
  ({ id, invoiceNumber: `INV-${id}`, status: 'sent', currency: 'USD', balanceDue }) as ListedInvoice
const open = [invoice('1', '100.00'), invoice('2', '50.00'), invoice('3', '30.00')]

test('the oldest are filled first, and what is left goes in part to the next', () => {
  expect(oldestFirst(12_050, open)).toEqual({ 1: '100.00', 2: '20.50' })
  expect(oldestFirst(0, open)).toEqual({})
})

test('one invoice takes what is left, up to its balance', () => {
  const draft = filled({ 1: '60.00' }, invoice('2', '50.00'), 10_000)
  expect(draft).toEqual({ 1: '60.00', 2: '40.00' })
  expect(filled(draft, invoice('3', '30.00'), 10_000)).toEqual({ ...draft, 3: '' })
  expect(filled({}, invoice('3', '30.00'), 10_000)).toEqual({ 3: '30.00' })
})

test('amounts are read as people type them, and judged at their invoice', () => {
  expect(readAllocations({ 1: ' 1,00 ', 2: '$20', 3: '0' }, open, 10_000)).toEqual({
    allocations: [{ invoiceId: '2', amount: '20.00' }],
    problems: { 1: 'Write decimals with a point: 1.00.' },
  })
  expect(readAllocations({ 2: '50.01' }, open, 10_000).problems).toEqual({ 2: 'At most $50.00.' })
  expect(readAllocations({ 1: '100', 2: '50' }, open, 14_999).problems.all).toContain('$0.01 more')
  expect(allocatedCents({ 1: '100', 2: 'x', 3: '' }, 'USD')).toBe(10_000)
})
