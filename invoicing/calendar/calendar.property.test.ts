import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonthsAnchored,
  agingBucketOf,
  daysBetween,
  daysOverdue,
  endOfMonth,
  isCivilDate,
  latest,
  monthOf,
  postingDateFor,
  startOfMonth,
  todayIn,
} from './calendar.ts'

const dayMilliseconds = 86_400_000

/** Any date people may give, with the days around the ends of February and of the year drawn often. */
const anyDate = fc
  .record({
    year: fc.oneof(fc.integer({ min: 1900, max: 2199 }), fc.constantFrom(1900, 2000, 2024, 2100)),
    monthDay: fc.oneof(
      fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 })),
      fc.constantFrom(
        [1, 1] as const,
        [2, 28] as const,
        [2, 29] as const,
        [3, 1] as const,
        [12, 31] as const,
      ),
    ),
  })
  .map(({ year, monthDay: [month, day] }) => Temporal.PlainDate.from({ year, month, day }))

describe('dates agree with Temporal', () => {
  test('days later and days between', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -40_000, max: 40_000 }), (date, days) => {
        const later = date.add({ days })
        expect(addDays(date.toString(), days)).toBe(later.toString())
        expect(daysBetween(date.toString(), later.toString())).toBe(days)
        expect(latest(date.toString(), later.toString())).toBe((days > 0 ? later : date).toString())
      }),
    )
  })

  test('months, their first and last days, anchored schedules', () => {
    const schedule = fc.record({
      date: anyDate,
      months: fc.integer({ min: -240, max: 240 }),
      anchorDay: fc.integer({ min: 1, max: 31 }),
    })
    fc.assert(
      fc.property(schedule, ({ date, months, anchorDay }) => {
        const text = date.toString()
        expect(monthOf(text)).toBe(date.toPlainYearMonth().toString())
        expect(startOfMonth(text)).toBe(date.with({ day: 1 }).toString())
        expect(endOfMonth(text)).toBe(date.with({ day: 31 }).toString())
        const month = date.toPlainYearMonth().add({ months })
        expect(addMonthsAnchored(text, months, anchorDay)).toBe(
          month.toPlainDate({ day: anchorDay }).toString(),
        )
      }),
    )
  })

  test('which texts are dates', () => {
    const parts = fc.tuple(fc.integer({ min: 1900, max: 2199 }), fc.nat({ max: 13 }), fc.nat({ max: 32 }))
    fc.assert(
      fc.property(parts, ([year, month, day]) => {
        const text = [year, month, day].map((part) => String(part).padStart(2, '0')).join('-')
        expect(isCivilDate(text)).toBe(exists(year, month, day))
      }),
      { numRuns: 2_000 },
    )
  })

  function exists(year: number, month: number, day: number): boolean {
    try {
      return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).day === day
    } catch {
      return false
    }
  }
})

describe('today in six zones', () => {
  const zones = [
    'America/New_York',
    'America/St_Johns',
    'Europe/London',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'Pacific/Kiritimati',
  ]
  const expected = (zone: string, milliseconds: number) =>
    Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(zone).toPlainDate().toString()

  test.each(zones)('%s, at any instant', (zone) => {
    const instant = fc.integer({ min: 0, max: Date.UTC(2100, 0) })
    fc.assert(
      fc.property(instant, (milliseconds) => {
        expect(todayIn(zone, new Date(milliseconds))).toBe(expected(zone, milliseconds))
      }),
      { numRuns: 300 },
    )
  })

  test.each(zones)('%s, every half hour over clock changes and the ends of year and February', (zone) => {
    const turns = [
      '2026-03-08',
      '2026-03-29',
      '2026-04-05',
      '2026-10-04',
      '2026-10-25',
      '2026-11-01',
      '2026-12-31',
      '2028-02-29',
    ]
    const wrong = turns.flatMap((turn) =>
      Array.from({ length: 144 }, (_, half) => Date.parse(turn) - dayMilliseconds + half * 1_800_000).filter(
        (milliseconds) => todayIn(zone, new Date(milliseconds)) !== expected(zone, milliseconds),
      ),
    )
    expect(wrong).toEqual([])
  })

  test('a fixed offset would be wrong', () => {
    const winterOffset = (milliseconds: number) =>
      new Date(milliseconds - 5 * 3_600_000).toISOString().slice(0, 10)
    const summerEvening = Date.parse('2026-07-01T04:30:00Z')
    expect(winterOffset(summerEvening)).not.toBe(expected('America/New_York', summerEvening))
  })
})

describe('rules on dates', () => {
  const date = anyDate.map((plain) => plain.toString())

  test('a posting date is open, and never before the document', () => {
    fc.assert(
      fc.property(date, date, (documentDate, closedThrough) => {
        const posting = postingDateFor(documentDate, closedThrough)
        expect(posting > closedThrough && posting >= documentDate).toBe(true)
        expect(posting === documentDate || posting === addDays(closedThrough, 1)).toBe(true)
      }),
    )
  })

  test('buckets grow older with the day, and current means not overdue', () => {
    const order = ['current', 'days1To30', 'days31To60', 'days61To90', 'over90']
    fc.assert(
      fc.property(date, fc.integer({ min: -200, max: 200 }), (dueDate, days) => {
        const bucket = (offset: number) => order.indexOf(agingBucketOf(dueDate, addDays(dueDate, offset)))
        expect(bucket(days + 1)).toBeGreaterThanOrEqual(bucket(days))
        expect(bucket(days) === 0).toBe(daysOverdue(dueDate, addDays(dueDate, days)) === 0)
      }),
    )
  })
})
