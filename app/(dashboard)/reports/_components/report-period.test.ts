import { expect, test } from 'vitest'
import { type PeriodName, periodNameOf, periodOf } from './report-period.ts'

const today = '2026-11-21'

test.each<[PeriodName, string, string]>([
  ['thisMonth', '2026-11-01', '2026-11-21'],
  ['lastMonth', '2026-10-01', '2026-10-31'],
  ['thisQuarter', '2026-10-01', '2026-11-21'],
  ['lastQuarter', '2026-07-01', '2026-09-30'],
  ['thisYear', '2026-01-01', '2026-11-21'],
  ['lastYear', '2025-01-01', '2025-12-31'],
])('%s is from %s to %s', (name, from, to) => {
  expect(periodOf(name, today)).toEqual({ from, to })
  expect(periodNameOf({ from, to }, today)).toBe(name)
})

test('over the turn of a year, and on the last day of a long month', () => {
  expect(periodOf('lastMonth', '2027-01-31')).toEqual({ from: '2026-12-01', to: '2026-12-31' })
  expect(periodOf('lastQuarter', '2027-02-28')).toEqual({ from: '2026-10-01', to: '2026-12-31' })
  expect(periodOf('thisQuarter', '2026-12-31')).toEqual({ from: '2026-10-01', to: '2026-12-31' })
})

test('other days have no name', () => {
  expect(periodNameOf({ from: '2026-10-02', to: '2026-10-31' }, today)).toBeUndefined()
})
