import fc from 'fast-check'
import { expect, test } from 'vitest'
import { invoiceStatuses } from '../../contract/invoices.ts'
import { Refused } from '../../contract/refusals.ts'
import {
  balanceDueCents,
  invoiceActions,
  invoiceCan,
  overdueDays,
  receivePayment,
  requirePermitted,
  settledBy,
  statusOf,
} from './invoice.ts'

test.each([
  ['draft', 'edit send void duplicate'],
  ['sent', 'receivePayment remind credit writeOff void duplicate'],
  ['partial', 'receivePayment remind credit writeOff void duplicate'],
  ['paid', 'credit duplicate'],
  ['void', 'duplicate'],
] as const)('a %s invoice permits: %s', (status, allowed) => {
  const can = invoiceCan({ status })
  expect(invoiceActions.filter((action) => can[action].allowed).join(' ')).toBe(allowed)
})

test('an invoice with a live credit memo is not voided', () => {
  const can = invoiceCan({ status: 'partial', creditMemoIds: ['a memo'] })
  expect(can.void).toEqual({ allowed: false, why: 'A credit memo stands on it. Void the memo first.' })
  expect(can.credit.allowed).toBe(true)
})

test('every closed action says why, in a sentence', () => {
  for (const status of invoiceStatuses) {
    for (const permitted of Object.values(invoiceCan({ status }))) {
      if (!permitted.allowed) expect(permitted.why).toMatch(/^[A-Z].*\.$/)
    }
  }
})

const facts = { isIssued: true, isVoid: false, totalCents: 10_000, amountPaidCents: 0, creditedTotalCents: 0 }

test.each([
  [{ isIssued: false }, 'draft', 10_000],
  [{}, 'sent', 10_000],
  [{ amountPaidCents: 1 }, 'partial', 9_999],
  [{ amountPaidCents: 10_000 }, 'paid', 0],
  [{ creditedTotalCents: 10_000 }, 'paid', 0],
  [{ creditedTotalCents: 4_000 }, 'sent', 6_000],
  [{ creditedTotalCents: 4_000, amountPaidCents: 6_000 }, 'paid', 0],
  [{ totalCents: 0 }, 'paid', 0],
  [{ totalCents: 0, isIssued: false }, 'draft', 0],
  [{ isVoid: true }, 'void', 0],
  [{ isVoid: true, isIssued: false }, 'void', 0],
])('with %j an invoice is %s and %i cents are due', (change, status, balance) => {
  expect(statusOf({ ...facts, ...change })).toBe(status)
  expect(balanceDueCents({ ...facts, ...change })).toBe(balance)
})

test.each([
  ['sent', '2026-11-20', 1],
  ['partial', '2026-10-22', 30],
  ['sent', '2026-11-21', 0],
  ['sent', '2026-11-22', 0],
  ['sent', null, 0],
  ['paid', '2026-01-01', 0],
  ['draft', '2026-01-01', 0],
  ['void', '2026-01-01', 0],
] as const)('a %s invoice due %s is %i days overdue', (status, dueDate, days) => {
  expect(overdueDays(status, dueDate, '2026-11-21')).toBe(days)
})

test('settled by money, by credit, or not settled', () => {
  expect(settledBy('paid', 1)).toBe('payment')
  expect(settledBy('paid', 0)).toBe('credit')
  expect(settledBy('partial', 1)).toBeNull()
})

const open = { invoiceNumber: 'INV-0001', status: 'sent' as const, balanceDueCents: 10_000, currency: 'USD' }

test('a payment divides between invoice and credit without losing a cent', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10 ** 12 }),
      fc.integer({ min: 1, max: 10 ** 12 }),
      (balance, amount) => {
        const split = receivePayment({ ...open, balanceDueCents: balance }, amount, true)
        expect(split.appliedCents + split.excessCents).toBe(amount)
        expect(split.appliedCents).toBe(Math.min(balance, amount))
      },
    ),
  )
})

const codeOf = (action: () => unknown) => {
  try {
    action()
    return 'done'
  } catch (error) {
    if (error instanceof Refused) return error.code
    throw error
  }
}

test.each([
  ['sent', 10_000, false, 'done'],
  ['sent', 10_001, false, 'payment_exceeds_balance'],
  ['sent', 10_001, true, 'done'],
  ['paid', 1, true, 'payment_exceeds_balance'],
  ['draft', 1, false, 'invoice_not_open'],
  ['void', 1, false, 'invoice_not_open'],
] as const)('a payment on a %s invoice of %i cents (excess kept: %s): %s', (status, cents, keep, code) => {
  expect(codeOf(() => receivePayment({ ...open, status }, cents, keep))).toBe(code)
})

test('what is refused names the invoice and why', () => {
  expect(() => requirePermitted({ ...open, status: 'void' }, 'edit', 'invoice_not_draft')).toThrow(
    'INV-0001: The invoice is void.',
  )
})
