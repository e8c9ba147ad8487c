import { expect, test } from 'vitest'
import { instantOfWallClock, startOfDay, wallClockAt } from './wall-clock.ts'

test('the clock on the wall and back', () => {
  expect(wallClockAt(new Date('2026-11-21T05:30:00Z'), 'America/New_York')).toBe('2026-11-21T00:30')
  expect(instantOfWallClock('2026-11-21T00:30', 'America/New_York')).toBe('2026-11-21T05:30:00.000Z')
  expect(instantOfWallClock('2026-07-01T09:00', 'Asia/Kolkata')).toBe('2026-07-01T03:30:00.000Z')
  expect(instantOfWallClock('2026-07-01T09:00', 'UTC')).toBe('2026-07-01T09:00:00.000Z')
  expect(instantOfWallClock('2026-07-01T09:00', 'Pacific/Kiritimati')).toBe('2026-06-30T19:00:00.000Z')
})

test('the hour that is skipped, and the one that comes twice', () => {
  expect(instantOfWallClock('2026-03-08T02:30', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z')
  expect(instantOfWallClock('2026-11-01T01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z')
})

test('a day begins in its zone', () => {
  expect(startOfDay('2026-03-08', 'America/New_York')).toBe('2026-03-08T05:00:00.000Z')
  expect(startOfDay('2026-03-09', 'America/New_York')).toBe('2026-03-09T04:00:00.000Z')
})

test('what is no time is not guessed at', () => {
  expect(instantOfWallClock('', 'UTC')).toBeUndefined()
  expect(instantOfWallClock('2026-13-40T10:00', 'UTC')).toBeUndefined()
})
