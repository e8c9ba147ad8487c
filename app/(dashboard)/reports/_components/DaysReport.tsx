import { keepPreviousData, type UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState } from '../../../../components/ui/ErrorState.tsx'
import { PageSkeleton } from '../../../../components/ui/PageSkeleton.tsx'
import { formatDate } from '../../../../invoicing/calendar/calendar.ts'
import { PeriodChoice } from './PeriodChoice.tsx'
import { ReportHeader } from './ReportHeader.tsx'
import { ReportSheet } from './ReportSheet.tsx'
import type { Days } from './report-period.ts'

interface Report extends Days {
  currency: string
  otherCurrencies: string[]
}

/** What is asked for, and whether it makes sense to ask: days that end before they begin are said at their field. */
export function askedFor(days: Days, currency: string | undefined) {
  return {
    days,
    input: { ...days, ...(currency ? { currency } : {}) },
    options: { enabled: days.from <= days.to, placeholderData: keepPreviousData } as const,
  }
}

interface DaysReportProps<Shown extends Report> {
  title: string
  description: string
  /** How the figures are counted, in a sentence. */
  note: string
  /** The path of the same report as a file. */
  csv: string
  asked: ReturnType<typeof askedFor>
  report: UseQueryResult<Shown, unknown>
  onShow: (change: Partial<Days> & { currency?: string | undefined }) => void
  children: (report: Shown) => ReactNode
}

/** A report over chosen days in one currency: the choice, the figures, the paper and the file. */
export function DaysReport<Shown extends Report>(props: DaysReportProps<Shown>) {
  const { title, description, note, csv, asked, report, onShow, children } = props
  const { data } = report
  const isAsked = asked.options.enabled
  return (
    <>
      <ReportHeader
        title={title}
        description={description}
        csv={isAsked ? `${csv}?${new URLSearchParams(asked.input)}` : undefined}
      />
      <PeriodChoice
        days={asked.days}
        currency={data?.currency}
        otherCurrencies={data?.otherCurrencies}
        onShow={onShow}
      />
      {report.error && isAsked ? (
        <ErrorState error={report.error} onRetry={() => void report.refetch()} />
      ) : data ? (
        <ReportSheet
          heading={`${title.toLowerCase()}, ${formatDate(data.from)} – ${formatDate(data.to)}`}
          isStale={report.isPlaceholderData || !isAsked}
          note={note}
        >
          {children(data)}
        </ReportSheet>
      ) : (
        isAsked && <PageSkeleton />
      )}
    </>
  )
}
