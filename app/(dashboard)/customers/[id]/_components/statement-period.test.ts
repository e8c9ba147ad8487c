import { expect, test } from 'vitest'
import { lastMonth, periodProblems, statementPeriod } from './statement-period.ts'

test('last month, also over the turn of the year', () => {
  expect(lastMonth('2026-11-21')).toEqual({ periodStart: '2026-10-01', periodEnd: '2026-10-31' })
  expect(lastMonth('2026-01-01')).toEqual({ periodStart: '2025-12-01', periodEnd: '2025-12-31' })
  expect(statementPeriod(lastMonth('2024-03-31'))).toBe('Feb 1, 2024 – Feb 29, 2024')
})

test('a period lies in the past and runs forwards', () => {
  const today = '2026-11-21'
  expect(periodProblems(lastMonth(today), today)).toEqual({})
  expect(periodProblems({ periodStart: '2026-11-01', periodEnd: today }, today)).toHaveProperty('periodEnd')
  expect(periodProblems({ periodStart: '2026-10-02', periodEnd: '2026-10-01' }, today)).toHaveProperty(
    'periodEnd',
  )
  expect(periodProblems({ periodStart: '', periodEnd: '2026-10-01' }, today)).toHaveProperty('periodStart')
})
