import { useToday } from '../../../../components/features/session.ts'
import { type Days, type PeriodName, periodOf } from './report-period.ts'

/** The days in the address, or those of a usual period. */
export function useReportDays({ from, to }: Partial<Days>, usual: PeriodName): Days {
  const period = periodOf(usual, useToday())
  return { from: from ?? period.from, to: to ?? period.to }
}
