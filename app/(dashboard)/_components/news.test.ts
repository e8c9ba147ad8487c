import { expect, test } from 'vitest'
import { contract } from '../../../contract/contract.ts'
import type { NewsItem } from '../../../contract/dashboard.ts'
import { newsText, pageOf } from './news.ts'

const item = (given: Partial<NewsItem>): NewsItem => ({
  id: '7',
  occurredAt: '2026-11-21T15:00:00.000Z',
  actor: 'Dana',
  door: 'screen',
  operation: 'invoices.send',
  entity: 'invoice',
  entityId: '00000000-0000-4000-8000-000000000000',
  label: 'INV-0042',
  customerName: 'Bluebird',
  amount: '80.00',
  currency: 'USD',
  ...given,
})

test.each<[Partial<NewsItem>, string]>([
  [{}, 'INV-0042 sent'],
  [{ operation: 'payments.record', entity: 'payment' }, 'Payment on INV-0042'],
  [{ operation: 'payments.receive', entity: 'payment', label: 'Bluebird' }, 'Payment received'],
  [{ operation: 'quotes.deposit', entity: 'payment', label: 'QUO-0005' }, 'Deposit on QUO-0005'],
  [{ operation: 'customers.create', entity: 'customer', label: 'Bluebird' }, 'Bluebird is a new customer'],
  [{ operation: 'credit.refund', entity: 'refund', label: null }, 'Money refunded'],
  [{ operation: 'invoices.somethingNew', label: null }, 'An invoice changed'],
])('%o reads', (given, text) => {
  expect(newsText(item(given))).toBe(text)
})

test('a document leads to its page, a removed customer nowhere', () => {
  expect(pageOf(item({}))).toBe('/invoices/$id')
  expect(pageOf(item({ entity: 'refund' }))).toBeUndefined()
  expect(pageOf(item({ entity: 'customer', operation: 'customers.remove' }))).toBeUndefined()
})

test('every write of a quote, job, invoice, payment and memo has words of its own', () => {
  const told = (['quotes', 'jobs', 'invoices', 'payments', 'creditMemos'] as const).flatMap((noun) =>
    Object.entries(contract[noun]).flatMap(([verb, operation]) =>
      operation['~orpc'].meta.effect === 'write' && !verb.includes('Many') ? [`${noun}.${verb}`] : [],
    ),
  )
  const updates = new Set(['quotes.update', 'jobs.update', 'invoices.update'])
  const without = told.filter(
    (operation) => newsText(item({ operation })).endsWith(' changed') && !updates.has(operation),
  )
  expect(without).toEqual([])
})
