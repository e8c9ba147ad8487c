import { type PaymentTerms, paymentTermsDays } from '../../contract/payment-terms.ts'

/*
 * Civil dates are texts `YYYY-MM-DD`, so that they compare and sort as they stand. Arithmetic goes through the number of
 * days since 1970-01-01, which knows neither hours nor zones. Today is always an argument.
 */

/** Whether a text is a date that exists, between 1900 and 2199: what people and programs may give. */
export function isCivilDate(text: string): boolean {
  return readDayNumber(text) !== undefined && text >= '1900-01-01' && text <= '2199-12-31'
}

/** The civil date on the wall in a time zone at an instant. */
export function todayIn(timeZone: string, instant: Date): string {
  const parts = new Map(
    zoneFormat(timeZone)
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  )
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`
}

/**
 * Whether a name is a time zone that every engine and the database read alike: `UTC` or an area and place such as
 * `America/New_York`. Offsets and abbreviations are refused: PostgreSQL turns the sign of `+01:00` round, and `IST` is
 * India to one and Israel to the other.
 */
export function isTimeZone(name: string): boolean {
  if (name !== 'UTC' && !/^[A-Za-z_]+\/[A-Za-z0-9_+/-]+$/.test(name)) return false
  try {
    // Not through the store of formats: names come from outside, in any mixture of capitals.
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** The date some days later, or earlier when negative. */
export function addDays(date: string, days: number): string {
  return dateOf(dayNumber(date) + days)
}

/** Days from one date to another; negative when the second is the earlier one. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

/**
 * The date some months later in a schedule anchored on a day of the month: in shorter months it is the last day, and it
 * returns to the anchor afterwards (31 January, 28 February, 31 March).
 */
export function addMonthsAnchored(date: string, months: number, anchorDay: number): string {
  if (!Number.isInteger(anchorDay) || anchorDay < 1 || anchorDay > 31) {
    throw new RangeError(`${anchorDay} is not a day of a month`)
  }
  const first = firstDayOfMonth(date, months)
  const last = firstDayOfMonth(date, months + 1) - 1
  return dateOf(Math.min(first + anchorDay - 1, last))
}

/** The month of a date: `"2026-11"`. */
export function monthOf(date: string): string {
  return startOfMonth(date).slice(0, 7)
}

export function startOfMonth(date: string): string {
  return dateOf(firstDayOfMonth(date, 0))
}

export function endOfMonth(date: string): string {
  return dateOf(firstDayOfMonth(date, 1) - 1)
}

/** The latest of some dates. */
export function latest(first: string, ...others: string[]): string {
  let late = first
  for (const date of others) if (date > late) late = date
  return late
}

/** Due date = issue date + terms. */
export function dueDateFor(issueDate: string, terms: PaymentTerms): string {
  return addDays(issueDate, paymentTermsDays[terms])
}

/** Days past due, 0 when not overdue; due today is not overdue. */
export function daysOverdue(dueDate: string, today: string): number {
  return Math.max(0, daysBetween(dueDate, today))
}

export type AgingBucket = 'current' | 'days1To30' | 'days31To60' | 'days61To90' | 'over90'

/** Where an open balance stands in an aging: current = not yet due or due that day; over 90 = 91 days and more. */
export function agingBucketOf(dueDate: string, asOf: string): AgingBucket {
  const days = daysOverdue(dueDate, asOf)
  if (days === 0) return 'current'
  if (days <= 30) return 'days1To30'
  if (days <= 60) return 'days31To60'
  if (days <= 90) return 'days61To90'
  return 'over90'
}

/**
 * The posting date of a document: its own date, unless that day is closed (on or before `closedThrough`, the later of the
 * customer's latest statement and the company's closed books); then the first open day.
 */
export function postingDateFor(documentDate: string, closedThrough: string | null): string {
  return closedThrough === null ? documentDate : latest(documentDate, addDays(closedThrough, 1))
}

/** A due date as people say it (C: N5): "Due in 5 days", "3 days overdue"; the plain date beyond two weeks ahead. */
export function relativeDueDate(dueDate: string, today: string): string {
  const days = daysBetween(today, dueDate)
  if (days < 0) return days === -1 ? '1 day overdue' : `${-days} days overdue`
  if (days === 0) return 'Due today'
  if (days === 1) return 'Due tomorrow'
  return days <= 14 ? `Due in ${days} days` : formatDate(dueDate)
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A date for people: "Nov 21, 2026". */
export function formatDate(date: string): string {
  const day = new Date(dayNumber(date) * millisecondsPerDay)
  return `${months[day.getUTCMonth()]} ${day.getUTCDate()}, ${day.getUTCFullYear()}`
}

const millisecondsPerDay = 86_400_000

/** Days since 1970-01-01; `undefined` for texts that are no date. */
function readDayNumber(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  const milliseconds = Date.parse(`${text}T00:00:00Z`)
  // Some engines roll 30 February over into March; the day of the month shows it (and NaN is no day). Lists ask this for
  // every row, and going back through the whole text would cost five times as much.
  if (new Date(milliseconds).getUTCDate() !== Number(text.slice(8))) return undefined
  return milliseconds / millisecondsPerDay
}

function dayNumber(date: string): number {
  const number = readDayNumber(date)
  if (number === undefined) throw new RangeError(`"${date}" is not a date`)
  return number
}

function dateOf(number: number): string {
  return new Date(number * millisecondsPerDay).toISOString().slice(0, 10)
}

/** The day number of the first of the month, some months after that of the date. */
function firstDayOfMonth(date: string, monthsLater: number): number {
  const day = new Date(dayNumber(date) * millisecondsPerDay)
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + monthsLater, 1) / millisecondsPerDay
}

const zoneFormats = new Map<string, Intl.DateTimeFormat>()

/** Making a format costs far more than using it. Throws a RangeError for an unknown zone. */
function zoneFormat(timeZone: string): Intl.DateTimeFormat {
  const known = zoneFormats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  zoneFormats.set(timeZone, made)
  return made
}
