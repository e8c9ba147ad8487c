import { expect, test } from 'vitest'
import { invoiceMessage, recipientsOf, reminderMessage } from './message.ts'

const facts = {
  shopName: 'Halftone Press',
  customerName: 'Bluebird Coffee',
  invoiceNumber: 'INV-0042',
  currency: 'USD',
  dueDate: '2026-11-30',
}

test('an invoice is announced with its total and due date', () => {
  const { subject, body } = invoiceMessage({ ...facts, total: '1637.85', deposit: null })
  expect(subject).toBe('Invoice INV-0042 from Halftone Press')
  expect(body).toContain('invoice INV-0042 for $1,637.85. It is due on Nov 30, 2026.')
  expect(body).not.toContain('deposit')
  const unsaved = invoiceMessage({ ...facts, invoiceNumber: null, total: '1.00', deposit: null })
  expect(unsaved.subject).toBe('Invoice (number follows) from Halftone Press')
})

test('a deposit that was asked for is asked for in the message too', () => {
  const deposit = { amount: '818.93', dueDate: '2026-11-21' }
  const { body } = invoiceMessage({ ...facts, total: '1637.85', deposit })
  expect(body).toContain('A deposit of $818.93 is due on Nov 21, 2026.')
})

test('a reminder says what is left, and since when', () => {
  const late = reminderMessage({ ...facts, balanceDue: '10.00', daysOverdue: 1 })
  expect(late.subject).toBe('Invoice INV-0042 is 1 day overdue')
  expect(late.body).toContain('$10.00 is open on invoice INV-0042, which was due on Nov 30, 2026, 1 day ago.')
  const early = reminderMessage({ ...facts, balanceDue: '10.00', daysOverdue: 0 })
  expect(early.subject).toBe('Invoice INV-0042 is due on Nov 30, 2026')
})

test('the billing contact comes before the customer’s own address, and a choice before both', () => {
  const known = { billingEmail: 'ann@blue.test', customerEmail: 'office@blue.test' }
  expect(recipientsOf(undefined, known)).toEqual(['ann@blue.test'])
  expect(recipientsOf(undefined, { ...known, billingEmail: null })).toEqual(['office@blue.test'])
  expect(recipientsOf(undefined, { billingEmail: null, customerEmail: null })).toEqual([])
  expect(recipientsOf(['x@y.test', 'x@y.test'], known)).toEqual(['x@y.test'])
  expect(recipientsOf([], known)).toEqual([])
})
