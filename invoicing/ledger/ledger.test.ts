import { expect, test } from 'vitest'
import {
  allocationEntries,
  allocationPostingDate,
  type Entry,
  invoiceEntries,
  paymentEntries,
  releaseEntries,
  voidEntries,
} from './ledger.ts'

const account = { customerId: 'c', currency: 'USD', documentDate: '2026-11-20', postingDate: '2026-11-20' }
const allocation = { ...account, invoiceId: 'i', paymentId: 'p', allocationId: 'a', amountCents: 3_000 }

function sums(entries: Entry[]): [invoice: number, unapplied: number] {
  const sum = (chosen: Entry[]) => chosen.reduce((cents, { amountCents }) => cents + amountCents, 0)
  return [
    sum(entries.filter(({ invoiceId }) => invoiceId !== null)),
    sum(entries.filter(({ invoiceId }) => invoiceId === null)),
  ]
}

test('an invoice is owed, a payment is credit, an allocation moves credit to the invoice', () => {
  const issued = invoiceEntries({ ...account, invoiceId: 'i', totalCents: 10_000 })
  const paid = paymentEntries({ ...account, paymentId: 'p', amountCents: 4_000 })
  const applied = allocationEntries(allocation)
  expect(sums(issued)).toEqual([10_000, 0])
  expect(sums(paid)).toEqual([0, -4_000])
  expect(sums(applied)).toEqual([-3_000, 3_000])
  expect(sums([...issued, ...paid, ...applied])).toEqual([7_000, -1_000])
})

test('a release undoes an allocation, a void undoes an issue', () => {
  expect(sums([...allocationEntries(allocation), ...releaseEntries(allocation)])).toEqual([0, 0])
  const invoice = { ...account, invoiceId: 'i', totalCents: 10_000 }
  expect(sums([...invoiceEntries(invoice), ...voidEntries(invoice)])).toEqual([0, 0])
})

test('a total of zero posts nothing', () => {
  const nothing = { ...account, invoiceId: 'i', totalCents: 0 }
  expect([...invoiceEntries(nothing), ...voidEntries(nothing)]).toEqual([])
})

test('every entry names its payment and allocation', () => {
  for (const entry of [...allocationEntries(allocation), ...releaseEntries(allocation)])
    expect(entry).toMatchObject({ paymentId: 'p', allocationId: 'a', customerId: 'c', currency: 'USD' })
})

test.each([
  ['2026-11-05', '2026-11-01', null, '2026-11-05'],
  ['2026-11-01', '2026-11-05', null, '2026-11-05'],
  ['2026-11-01', '2026-11-05', '2026-11-10', '2026-11-11'],
  ['2026-11-01', '2026-11-15', '2026-11-10', '2026-11-15'],
])('money of %s on an invoice of %s, closed %s, is applied on %s', (payment, invoice, closed, day) => {
  expect(allocationPostingDate(payment, invoice, closed)).toBe(day)
})
