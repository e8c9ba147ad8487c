import { Temporal } from 'temporal-polyfill'
import type { Size } from './proof.ts'

/** West and east, with half hours, with a clock change of half an hour, and a day ahead of everybody. */
export const zones = [
  'America/New_York',
  'America/St_Johns',
  'Europe/London',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
] as const
export type Zone = (typeof zones)[number]

interface Window {
  around: string
  /** Whose days are judged in small size; in full size all are. */
  zones: readonly Zone[]
}

/** All lie in the past, so that whoever asks the machine or the database for the time gets another day. */
const clockChangesAndYearEnd: readonly Window[] = [
  { around: '2024-04-06T15:00Z', zones: ['Australia/Lord_Howe', 'Pacific/Kiritimati'] },
  { around: '2024-10-27T01:00Z', zones: ['Europe/London', 'Asia/Kolkata'] },
  { around: '2024-11-03T05:00Z', zones: ['America/New_York', 'America/St_Johns'] },
  { around: '2024-12-31T20:00Z', zones },
]
const beginningsOfSummerAndLeapDay: readonly Window[] = [
  { around: '2024-02-29T12:00Z', zones },
  { around: '2024-03-10T07:00Z', zones },
  { around: '2024-03-31T01:00Z', zones },
  { around: '2024-10-05T15:30Z', zones },
]

/** An instant, and the zones whose companies are judged at it. */
export interface Moment {
  at: Date
  zones: readonly Zone[]
  /** Whether a day of one of these zones has just begun or is about to end. */
  isEdge: boolean
}

const hour = 3_600_000
const steps = { small: { reach: 13 * hour, step: hour }, full: { reach: 36 * hour, step: hour / 2 } }

/** The instants to judge, in their order: hour by hour, and the first and the last millisecond of each day. */
export function momentsOf(size: Size): Moment[] {
  const { reach, step } = steps[size]
  const windows =
    size === 'small'
      ? clockChangesAndYearEnd
      : [...clockChangesAndYearEnd, ...beginningsOfSummerAndLeapDay].map(({ around }) => ({ around, zones }))
  return windows
    .flatMap(({ around, zones }) => {
      const middle = Date.parse(around)
      const moments: Moment[] = []
      for (let at = middle - reach; at <= middle + reach; at += step) {
        moments.push({ at: new Date(at), zones, isEdge: false })
      }
      const edges = zones.flatMap((zone) => beginningsOfDays(zone, middle - reach, middle + reach))
      return [...moments, ...edges.map((at) => ({ at: new Date(at), zones, isEdge: true }))]
    })
    .sort((one, other) => one.at.getTime() - other.at.getTime())
}

function beginningsOfDays(zone: Zone, from: number, until: number): number[] {
  const beginnings: number[] = []
  let day = zoned(zone, from).startOfDay()
  while (day.epochMilliseconds <= until) {
    if (day.epochMilliseconds > from) beginnings.push(day.epochMilliseconds - 1, day.epochMilliseconds)
    day = day.add({ days: 1 }).startOfDay()
  }
  return beginnings
}

/** The civil date in a zone, by another implementation than ours. */
export function dayIn(zone: Zone, at: Date): string {
  return zoned(zone, at.getTime()).toPlainDate().toString()
}

function zoned(zone: Zone, milliseconds: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(zone)
}

export function daysLater(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString()
}

/** Days from one date to a later one. */
export function daysFrom(date: string, later: string): number {
  return Temporal.PlainDate.from(date).until(later, { largestUnit: 'day' }).days
}
