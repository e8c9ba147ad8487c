import { todayIn } from '../invoicing/calendar/calendar.ts'

/** The only source of the present. Rules get today as an argument. */
export interface Clock {
  now(): Date
  /** The civil date in a time zone, or the one day that PLATEN_TODAY fixes. */
  today(timeZone: string): string
}

export function clockOf(fixedToday: string | undefined): Clock {
  return {
    now: () => new Date(),
    today: (timeZone) => fixedToday ?? todayIn(timeZone, new Date()),
  }
}
