import {
  addDays,
  addMonthsAnchored,
  endOfMonth,
  startOfMonth,
} from '../../../../invoicing/calendar/calendar.ts'

/** The days that a report is about. */
export interface Days {
  from: string
  to: string
}

export const periodLabels = {
  thisMonth: 'This month',
  lastMonth: 'Last month',
  thisQuarter: 'This quarter',
  lastQuarter: 'Last quarter',
  thisYear: 'This year',
  lastYear: 'Last year',
} as const
export type PeriodName = keyof typeof periodLabels

const monthsOf: Record<'Month' | 'Quarter' | 'Year', number> = { Month: 1, Quarter: 3, Year: 12 }

/** A period by its name; one that is going on ends today. */
export function periodOf(name: PeriodName, today: string): Days {
  const months = monthsOf[name.slice(4) as keyof typeof monthsOf]
  const month = Number(today.slice(5, 7)) - 1
  const from = addMonthsAnchored(startOfMonth(today), -(month % months), 1)
  if (name.startsWith('this')) return { from, to: today }
  return { from: addMonthsAnchored(from, -months, 1), to: endOfMonth(addDays(from, -1)) }
}

/** How some days are called, if they are one of the periods. */
export function periodNameOf({ from, to }: Days, today: string): PeriodName | undefined {
  const names = Object.keys(periodLabels) as PeriodName[]
  return names.find((name) => {
    const period = periodOf(name, today)
    return period.from === from && period.to === to
  })
}
