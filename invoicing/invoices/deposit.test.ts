import { expect, test } from 'vitest'
import {
  type DepositChange,
  type DepositRequest,
  depositAfter,
  depositCents,
  depositOf,
  usualDepositPercent,
} from './deposit.ts'

test.each([
  ['standard', null, '50'],
  ['preferred', null, '50'],
  ['wholesale', null, '100'],
  ['contract', '35', '35'],
] as const)(
  'what is usual for a %s customer (%s agreed) is %s percent',
  (tier, contractDepositPercent, percent) => {
    expect(usualDepositPercent({ tier, contractDepositPercent })).toBe(percent)
  },
)

const half: DepositRequest = { kind: 'percent', value: '50', dueDate: null }
const hundred: DepositRequest = { kind: 'amount', value: '100.00', dueDate: '2026-12-01' }

test.each<[standing: DepositRequest | null, change: DepositChange, after: DepositRequest | null]>([
  [null, {}, null],
  [null, { depositRequested: true }, half],
  [null, { depositPercent: '30' }, { ...half, value: '30' }],
  [null, { depositAmount: '100.00', depositDueDate: '2026-12-01' }, hundred],
  [null, { depositPercent: '0' }, null],
  [hundred, {}, hundred],
  [hundred, { depositRequested: true }, hundred],
  [hundred, { depositPercent: '50' }, { ...half, dueDate: '2026-12-01' }],
  [hundred, { depositDueDate: null }, { ...hundred, dueDate: null }],
  [hundred, { depositRequested: false }, null],
  [hundred, { depositAmount: '0.00' }, null],
])('%j after %j is %j', (standing, change, after) => {
  expect(depositAfter(standing, change, '50')).toEqual(after)
})

test.each<[DepositChange, path: string]>([
  [{ depositPercent: '10', depositAmount: '5.00' }, 'depositAmount'],
  [{ depositRequested: false, depositAmount: '5.00' }, 'depositRequested'],
  [{ depositRequested: false, depositDueDate: '2026-12-01' }, 'depositRequested'],
  [{ depositDueDate: '2026-12-01' }, 'depositDueDate'],
])('%j contradicts itself at %s', (change, path) => {
  expect(() => depositAfter(null, change, '50')).toThrow(
    expect.objectContaining({ code: 'invalid_input', errors: [expect.objectContaining({ path })] }),
  )
})

test('a percentage follows the total, half up, in whole yen; an amount is at most the total', () => {
  expect(depositCents(half, 10_001, 'USD')).toBe(5_001)
  expect(depositCents(half, 33_300, 'JPY')).toBe(16_700)
  expect(depositCents(hundred, 10_000, 'USD')).toBe(10_000)
  expect(() => depositCents(hundred, 9_999, 'USD')).toThrow(/The total is \$99\.99/)
  expect(() => depositCents({ ...hundred, value: '1.50' }, 9_900, 'JPY')).toThrow(/JPY has 0 decimals/)
})

test('the deposit of an invoice, as it was asked for', () => {
  const none = { depositRequested: false, depositPercent: null, depositAmount: null, depositDueDate: null }
  expect(depositOf(none)).toBeNull()
  expect(depositOf({ ...none, depositRequested: true, depositPercent: '50', depositAmount: '5.00' })).toEqual(
    half,
  )
  expect(
    depositOf({ ...none, depositRequested: true, depositAmount: '100.00', depositDueDate: '2026-12-01' }),
  ).toEqual(hundred)
})
