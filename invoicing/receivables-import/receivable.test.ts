import { expect, test } from 'vitest'
import type { ReceivableRow } from '../../contract/import.ts'
import { bookingOf } from './booking.ts'
import { judgeRow, judgeStanding, paidCentsOf, type StandingInvoice, termsBetween } from './receivable.ts'

const row: ReceivableRow = {
  line: 2,
  customer: 'A',
  customerName: null,
  invoiceNumber: '17',
  issueDate: '2013-01-02',
  dueDate: '2013-02-01',
  amount: '55.94',
  paidDate: '2013-01-15',
  paidAmount: null,
}
const today = '2026-11-21'

test('paid is what the row says, or all of it on the day it was paid', () => {
  expect(paidCentsOf(row)).toBe(5594)
  expect(paidCentsOf({ ...row, paidAmount: '10.00' })).toBe(1000)
  expect(paidCentsOf({ ...row, paidDate: null })).toBe(0)
})

test.each([
  [{}, null],
  [{ issueDate: '2026-11-22', dueDate: '2026-12-22' }, 'date_in_future'],
  [{ dueDate: '2013-01-01' }, 'due_before_issue'],
  [{ paidDate: '2026-11-22' }, 'date_in_future'],
  [{ amount: '0.00' }, 'invalid_input'],
  [{ paidDate: null, paidAmount: '5.00' }, 'invalid_input'],
  [{ paidDate: null, paidAmount: '0.00' }, null],
])('a row with %j is judged %s', (change, code) => {
  expect(judgeRow({ ...row, ...change }, 'USD', today)?.code ?? null).toBe(code)
})

test('amounts fit the currency', () => {
  expect(judgeRow(row, 'JPY', today)?.code).toBe('amount_not_in_currency')
  expect(judgeRow({ ...row, amount: '55', paidAmount: '1.50' }, 'JPY', today)?.code).toBe(
    'amount_not_in_currency',
  )
})

const standing: StandingInvoice = {
  imported: true,
  customerId: 'one',
  totalCents: 5594,
  amountPaidCents: 5594,
  issueDate: '2013-01-02',
  dueDate: '2013-02-01',
}

test.each([
  [{}, null],
  [{ imported: false }, /made here/],
  [{ customerId: 'other' }, /another customer/],
  [{ totalCents: 1 }, /amount differs/],
  [{ issueDate: null }, /issue date differs/],
  [{ dueDate: '2013-02-02' }, /due date differs/],
  [{ amountPaidCents: 5593 }, /less is paid on it here/],
])('what stands with %j is told from the row', (change, reason) => {
  const refusal = judgeStanding(row, 'one', { ...standing, ...change })
  if (reason === null) expect(refusal).toBeNull()
  else expect(refusal).toMatchObject({ code: 'import_row_conflict', reason: expect.stringMatching(reason) })
})

test('more paid here than the row says is no contradiction', () => {
  expect(judgeStanding({ ...row, paidDate: null }, 'one', standing)).toBeNull()
})

test('terms are those that lie between two dates', () => {
  expect(termsBetween('2013-01-02', '2013-02-01')).toBe('net_30')
  expect(termsBetween('2013-01-02', '2013-01-02')).toBe('due_on_receipt')
  expect(termsBetween('2013-01-02', '2013-01-12')).toBe('due_on_receipt')
})

test('a booking’s entries add up: the invoice to what is open, the rest to credit', () => {
  const customer = { id: 'c', name: 'C', currency: 'USD', closedThrough: null }
  const sums = (change: Partial<ReceivableRow>) => {
    const { entries, invoice } = bookingOf({ ...row, ...change }, customer)
    const sum = (account: string | null) =>
      entries
        .filter(({ invoiceId }) => invoiceId === account)
        .reduce((cents, entry) => cents + entry.amountCents, 0)
    return [sum(invoice.id), sum(null)]
  }
  expect(sums({})).toEqual([0, 0])
  expect(sums({ paidDate: null })).toEqual([5594, 0])
  expect(sums({ paidAmount: '10.00' })).toEqual([4594, 0])
  expect(sums({ paidAmount: '60.00' })).toEqual([0, -406])
})

test('what falls into closed books posts on the first open day', () => {
  const { invoice, payment } = bookingOf(row, {
    id: 'c',
    name: 'C',
    currency: 'USD',
    closedThrough: '2013-01-31',
  })
  expect([invoice.postingDate, payment?.postingDate, payment?.date]).toEqual([
    '2013-02-01',
    '2013-02-01',
    '2013-01-15',
  ])
})
