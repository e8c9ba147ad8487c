import { expect, test } from 'vitest'
import type { EntryKind } from '../../contract/ledger-entries.ts'
import { documentWords, entryWords } from './entry-words.ts'
import { figureCents, whyFigure } from './why-figure.ts'

const sum = (kind: EntryKind, amountCents: number, ofMemo = false) => ({ kind, amountCents, ofMemo })

test('a balance tells what was invoiced, received, given back and credited', () => {
  const sums = [
    sum('invoice', 50_000),
    sum('void', -10_000),
    sum('payment', -30_000),
    sum('reversal', 5_000),
    sum('refund', 2_000),
    sum('credit_memo', -4_000, true),
    sum('void', 1_000, true),
    sum('write_off', -1_500),
  ]
  expect(figureCents('balance', sums)).toBe(12_500)
  expect(whyFigure('balance', sums, 'USD')).toBe(
    '$400.00 was invoiced, $300.00 was received, $50.00 was reversed, $20.00 was refunded, $45.00 was credited: $125.00 is owed.',
  )
  expect(whyFigure('balance', [sum('payment', -7_500)], 'USD')).toBe(
    '$75.00 was received: $75.00 is the customer’s.',
  )
  expect(whyFigure('balance', [], 'USD')).toBe('Nothing was invoiced or paid.')
})

test('open invoices tell what payments and credit took off them', () => {
  const sums = [sum('invoice', 50_000), sum('allocation', -20_000), sum('allocation', -3_000, true)]
  expect(figureCents('openInvoices', sums)).toBe(27_000)
  expect(whyFigure('totalOutstanding', sums, 'USD')).toBe(
    '$500.00 was invoiced, $230.00 of payments and credit was applied: $270.00 is owed.',
  )
})

test('money that is there, or that came, counts the other way round', () => {
  const sums = [sum('payment', -30_000), sum('allocation', 20_000), sum('refund', 4_000)]
  expect(figureCents('unappliedCredit', sums)).toBe(6_000)
  expect(whyFigure('unappliedCredit', sums, 'USD')).toBe(
    '$300.00 was received, $40.00 was refunded, $200.00 was applied to invoices: $60.00 is unapplied.',
  )
  const cash = [sum('payment', -30_000), sum('reversal', 30_000)]
  expect(figureCents('paidThisMonth', cash)).toBe(0)
  expect(whyFigure('paidThisMonth', cash, 'USD')).toBe(
    '$300.00 was received, $300.00 was reversed: $0.00 is what was paid.',
  )
  expect(whyFigure('totalPaid', [], 'USD')).toBe('No money came.')
})

test('an entry is named by where it stands and what it came from', () => {
  const document = { kind: 'payment' as const, id: 'x', number: '1042', method: 'check' as const }
  const of = (kind: EntryKind, account: 'invoice' | 'unapplied', memo = false) =>
    entryWords({
      kind,
      account,
      invoiceNumber: 'INV-0007',
      document: memo ? { kind: 'credit_memo', id: 'x', number: 'CM-0001', method: null } : document,
    })
  expect([of('allocation', 'invoice'), of('allocation', 'unapplied')]).toEqual([
    'Payment applied',
    'Applied to INV-0007',
  ])
  expect(of('allocation', 'invoice', true)).toBe('Credit applied')
  expect(of('release', 'unapplied')).toBe('Taken back from INV-0007')
  expect([of('void', 'invoice'), of('void', 'unapplied', true)]).toEqual([
    'Invoice voided',
    'Credit memo voided',
  ])
  expect(of('credit_memo', 'unapplied', true)).toBe('Credit memo, beyond what INV-0007 owed')
  expect(documentWords({ document, invoiceNumber: null })).toBe('Check 1042')
  expect(documentWords({ document: { ...document, number: null }, invoiceNumber: null })).toBe('Check')
  expect(
    documentWords({
      document: { kind: 'write_off', id: 'x', number: null, method: null },
      invoiceNumber: 'INV-0007',
    }),
  ).toBe('INV-0007')
})
