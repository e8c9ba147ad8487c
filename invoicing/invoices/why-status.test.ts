import { expect, test } from 'vitest'
import { type StatusFacts, whyStatus } from './why-status.ts'

const sent: StatusFacts = {
  isIssued: true,
  isVoid: false,
  totalCents: 163_785,
  amountPaidCents: 0,
  creditedTotalCents: 0,
  currency: 'USD',
  dueDate: '2026-11-30',
  voidReason: null,
}
const day = '2026-11-21'

test.each<[string, Partial<StatusFacts>, string]>([
  ['a draft', { isIssued: false, dueDate: null }, 'Draft: it was not sent yet, so nothing is owed on it.'],
  ['sent', {}, 'Sent: no payment was applied, $1,637.85 is open and due Nov 30, 2026.'],
  [
    'partly paid',
    { amountPaidCents: 40_000 },
    'Partial: $400.00 of $1,637.85 was paid, $1,237.85 is open and due Nov 30, 2026.',
  ],
  [
    'partly paid and credited, overdue',
    { amountPaidCents: 40_000, creditedTotalCents: 3_785, dueDate: '2026-11-20' },
    'Partial: $400.00 of $1,637.85 was paid and $37.85 was credited, $1,200.00 is open and overdue: it was due Nov 20, 2026, 1 day before.',
  ],
  [
    'credited in part, overdue',
    { creditedTotalCents: 3_785, dueDate: '2026-11-01' },
    'Sent: $37.85 was credited, no payment was applied, $1,600.00 is open and overdue: it was due Nov 1, 2026, 20 days before.',
  ],
  ['paid', { amountPaidCents: 163_785 }, 'Paid: $1,637.85 of $1,637.85 was paid, nothing is open.'],
  [
    'paid and credited',
    { amountPaidCents: 160_000, creditedTotalCents: 3_785 },
    'Paid: $1,600.00 of $1,637.85 was paid and $37.85 was credited, nothing is open.',
  ],
  ['credited', { creditedTotalCents: 163_785 }, 'Credited: $1,637.85 was credited, nothing is open.'],
  ['of nothing', { totalCents: 0 }, 'Credited: its total is $0.00, so there was nothing to pay.'],
  [
    'void',
    { isVoid: true, voidReason: 'Sent twice.' },
    'Void: it was voided (Sent twice), so nothing is owed on it.',
  ],
])('an invoice that is %s says why', (_, change, sentence) => {
  expect(whyStatus({ ...sent, ...change }, day)).toBe(sentence)
})
