import { expect, test } from 'vitest'
import type { InvoiceEntry } from '../../../../../contract/activity.ts'
import { entryChange, entryDraftOf, isInvoiceStatus, letGo } from './entry-draft.ts'

const entry: InvoiceEntry = {
  invoiceId: '6b2f1f5e-8f1a-4c0e-9d0e-2f4b8c1a7d3e',
  invoiceNumber: 'INV-0001',
  status: 'sent',
  settledBy: null,
  currency: 'USD',
  total: '100.00',
  createdAt: '2026-11-21T12:00:00.000Z',
  readOnly: false,
  editedByHand: false,
  editedFields: [],
  version: 1,
}

test('only what is another now is sent', () => {
  const draft = entryDraftOf(entry)
  expect(entryChange(entry, draft)).toEqual({ change: {}, problems: {}, isSame: true })
  expect(entryChange(entry, { ...draft, total: '100' }).isSame).toBe(true)
  expect(entryChange(entry, { ...draft, invoiceNumber: ' Receipt 7 ', total: '$1,090.5' })).toEqual({
    change: { invoiceNumber: 'Receipt 7', total: '1090.50' },
    problems: {},
    isSame: false,
  })
  expect(entryChange(entry, { ...draft, status: 'paid' }).change).toEqual({ status: 'paid' })
})

test('what cannot be read stands at its field', () => {
  const draft = { ...entryDraftOf(entry), total: 'lots', invoiceNumber: ' ' }
  expect(Object.keys(entryChange(entry, draft).problems)).toEqual(['total', 'invoiceNumber'])
})

test('letting go names what is held', () => {
  expect(letGo({ ...entry, editedFields: ['status', 'total'] })).toEqual({ status: null, total: null })
  expect(isInvoiceStatus('paid')).toBe(true)
  expect(isInvoiceStatus('overdue')).toBe(false)
})
