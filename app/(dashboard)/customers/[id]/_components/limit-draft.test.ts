import { expect, test } from 'vitest'
import { emptyLimit, limitContent } from './limit-draft.ts'

const company = { today: '2026-11-21', timeZone: 'America/New_York' }

test('a limit ends when the day after its last begins, on the company’s calendar', () => {
  const draft = { ...emptyLimit, amount: '5,000', firstDay: '2026-12-01', lastDay: '2026-12-31' }
  expect(limitContent(draft, 'USD', company).content).toMatchObject({
    limitAmount: '5000.00',
    effectiveAt: '2026-12-01T05:00:00.000Z',
    expiresAt: '2027-01-01T05:00:00.000Z',
    status: 'approved',
  })
})

test('today is now, and a request carries no reference', () => {
  const draft = { ...emptyLimit, amount: '0', firstDay: '2026-11-21', isRequest: true, reference: 'T-1' }
  expect(limitContent(draft, 'JPY', company).content).toMatchObject({
    limitAmount: '0',
    effectiveAt: undefined,
    expiresAt: null,
    status: 'pending',
    approvalReference: null,
  })
})

test('what is wrong stands at its field', () => {
  expect(limitContent({ ...emptyLimit, amount: 'lots' }, 'USD', company).problems).toHaveProperty(
    'limitAmount',
  )
  const backwards = { ...emptyLimit, amount: '1', lastDay: '2026-11-20' }
  expect(limitContent(backwards, 'USD', company).problems).toHaveProperty('expiresAt')
  const past = { ...emptyLimit, amount: '1', firstDay: '2026-11-20' }
  expect(limitContent(past, 'USD', company)).toMatchObject({
    content: null,
    problems: { effectiveAt: expect.stringContaining('today or later') },
  })
})
