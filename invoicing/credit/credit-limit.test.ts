import { describe, expect, test } from 'vitest'
import { creditLimitStatuses } from '../../contract/credit-limits.ts'
import { availableCents, requireCreditTransition, requireWithinLimit } from './credit-limit.ts'

const ada = { name: 'Ada', currency: 'USD' }

describe('whether an invoice fits', () => {
  test('balance and total together may reach the limit, and not a cent more', () => {
    const position = { limitCents: 100_00, balanceCents: 60_00 }
    expect(requireWithinLimit(ada, position, 40_00, undefined, false)).toBeNull()
    expect(() => requireWithinLimit(ada, position, 40_01, undefined, false)).toThrow(
      'Ada may owe $100.00 and owes $60.00; this invoice of $40.01 would make it $100.01',
    )
  })

  test('no limit is no check, and a limit of zero means prepay: unapplied credit makes room', () => {
    expect(
      requireWithinLimit(ada, { limitCents: null, balanceCents: 0 }, 9_000_000_00, undefined, false),
    ).toBeNull()
    expect(() => requireWithinLimit(ada, { limitCents: 0, balanceCents: 0 }, 1, undefined, false)).toThrow()
    expect(
      requireWithinLimit(ada, { limitCents: 0, balanceCents: -50_00 }, 50_00, undefined, false),
    ).toBeNull()
  })

  test('an override needs the permission, and tells exposure and limit', () => {
    const position = { limitCents: 10_00, balanceCents: 5_00 }
    const reason = { reason: 'Old friend' }
    expect(requireWithinLimit(ada, position, 6_00, reason, true)).toEqual({
      reason: 'Old friend',
      exposureCents: 11_00,
      limitCents: 10_00,
    })
    expect(() => requireWithinLimit(ada, position, 6_00, reason, false)).toThrow(
      'accounting.invoices.override_credit',
    )
    expect(requireWithinLimit(ada, position, 5_00, reason, false)).toBeNull()
  })

  test('what is left is negative when over, and nothing to tell without a limit', () => {
    expect(availableCents({ limitCents: 10_00, balanceCents: 12_00 })).toBe(-2_00)
    expect(availableCents({ limitCents: null, balanceCents: 12_00 })).toBeNull()
  })
})

test('only the transitions of document B are let through', () => {
  const allowed = new Set(['pending approved', 'pending revoked', 'approved revoked', 'revoked pending'])
  for (const from of creditLimitStatuses) {
    for (const to of creditLimitStatuses) {
      const change = () => requireCreditTransition(from, to, 'Ticket 7')
      if (allowed.has(`${from} ${to}`)) expect(change).not.toThrow()
      else expect(change).toThrow(`A limit that is ${from} can become`)
    }
  }
  expect(() => requireCreditTransition('pending', 'approved', null)).toThrow('Name the ticket')
  expect(() => requireCreditTransition('pending', 'revoked', null)).not.toThrow()
})
