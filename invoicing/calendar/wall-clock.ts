/** What the clock on the wall of a time zone shows at an instant: `"2026-11-21T14:05"`. */
export function wallClockAt(instant: Date, timeZone: string): string {
  const parts = new Map(
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  )
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  return `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`
}

/**
 * The instant at which the clock on the wall of a time zone shows `"2026-11-21T14:05"`. In the hour that is skipped in
 * spring it is the instant after the jump, in the one that comes twice in autumn the first. Undefined when the text is
 * no date and time.
 */
export function instantOfWallClock(text: string, timeZone: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return undefined
  const asIfUtc = Date.parse(`${text}:00Z`)
  if (Number.isNaN(asIfUtc)) return undefined
  // A zone is never further than a day from UTC, so the offsets of the day before and after are the only candidates.
  const candidates = [-86_400_000, 86_400_000].map((away) => asIfUtc - offsetAt(asIfUtc + away, timeZone))
  const matching = candidates.filter((instant) => wallClockAt(new Date(instant), timeZone) === text)
  return new Date(Math.min(...(matching.length > 0 ? matching : [Math.max(...candidates)]))).toISOString()
}

/** The instant at which a civil date begins in a time zone. */
export function startOfDay(date: string, timeZone: string): string | undefined {
  return instantOfWallClock(`${date}T00:00`, timeZone)
}

/** Milliseconds by which the clock on the wall is ahead of UTC, to the minute. */
function offsetAt(instant: number, timeZone: string): number {
  const minute = Math.floor(instant / 60_000) * 60_000
  return Date.parse(`${wallClockAt(new Date(minute), timeZone)}:00Z`) - minute
}
