import { expect, test } from 'vitest'
import { todayIn } from '../invoicing/calendar/calendar.ts'
import { quietHourOf } from './schedule.ts'

const first = '00000000-0000-4000-8000-000000000000'

test('the books are verified between two and five in the company’s own night', () => {
  expect(quietHourOf(first, '2026-07-01', 'America/New_York').toISOString()).toBe('2026-07-01T06:00:00.000Z')
  expect(quietHourOf(first, '2026-01-01', 'Pacific/Kiritimati').toISOString()).toBe(
    '2025-12-31T12:00:00.000Z',
  )
  for (const start of ['000000b3', '12345678', 'ffffffff', '9a7b3c2d']) {
    const at = quietHourOf(first.replace(/^0{8}/, start), '2026-07-01', 'UTC')
    expect(at.getTime()).toBeGreaterThanOrEqual(Date.UTC(2026, 6, 1, 2))
    expect(at.getTime()).toBeLessThan(Date.UTC(2026, 6, 1, 5))
  }
})

test('where the clock skips two o’clock it is still the same night', () => {
  const at = quietHourOf(first, '2026-03-08', 'America/New_York')
  expect(at.toISOString()).toBe('2026-03-08T07:00:00.000Z')
  expect(todayIn('America/New_York', at)).toBe('2026-03-08')
})

test('companies of one zone are spread over the night', () => {
  const ids = ['00000001', '00000020', '00000055', '000000a0'].map((start) => first.replace(/^0{8}/, start))
  const hours = ids.map((id) => quietHourOf(id, '2026-07-01', 'UTC').getTime())
  expect(new Set(hours).size).toBe(ids.length)
})
