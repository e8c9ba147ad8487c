import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { useSession } from '../../../../components/features/session.ts'
import { ErrorState } from '../../../../components/ui/ErrorState.tsx'
import { PageSkeleton } from '../../../../components/ui/PageSkeleton.tsx'
import { civilDate } from '../../../../contract/dates.ts'
import { formatDate } from '../../../../invoicing/calendar/calendar.ts'
import { query } from '../../../api.ts'
import { ReportHeader } from '../_components/ReportHeader.tsx'
import { ReportSheet } from '../_components/ReportSheet.tsx'
import { AgingBuckets } from './_components/AgingBuckets.tsx'
import { AgingChoice } from './_components/AgingChoice.tsx'
import { AgingTable } from './_components/AgingTable.tsx'
import { CustomerAgingSheet } from './_components/CustomerAgingSheet.tsx'

export const Route = createFileRoute('/_dashboard/reports/aging')({
  validateSearch: z.object({
    asOf: civilDate.optional().catch(undefined),
    currency: z.string().length(3).optional().catch(undefined),
    /** Whose open invoices are shown beside the report. */
    customer: z.uuid().optional().catch(undefined),
  }),
  component: Aging,
})

/** Who owed what, and since when, at the end of any day. */
function Aging() {
  const { asOf, currency, customer } = Route.useSearch()
  const { company } = useSession()
  const navigate = Route.useNavigate()
  const report = useQuery({
    ...query.reports.aging.queryOptions({ input: { asOf, currency } }),
    placeholderData: keepPreviousData,
  })
  const day = asOf ?? company.today
  const file = new URLSearchParams({ asOf: day, currency: currency ?? company.currency })
  return (
    <>
      <ReportHeader
        title="Aging"
        description={`Who owes it, and since when. From the ledger, at the end of ${formatDate(day)}.`}
        csv={`/api/v1/reports/aging/csv?${file}`}
      />
      <AgingChoice
        asOf={asOf}
        currency={report.data?.currency ?? company.currency}
        otherCurrencies={report.data?.otherCurrencies ?? []}
        onShow={(change) => void navigate({ search: (now) => ({ ...now, ...change }), replace: true })}
      />
      {report.error && !report.data ? (
        <ErrorState error={report.error} onRetry={() => void report.refetch()} />
      ) : report.data ? (
        <ReportSheet
          heading={`aging at the end of ${formatDate(report.data.asOf)}`}
          isStale={report.isPlaceholderData}
          note="Due today is current, not overdue. The columns less the unapplied credit are the balance. A row opens the invoices that it is made of."
        >
          <AgingBuckets report={report.data} />
          <AgingTable report={report.data} />
        </ReportSheet>
      ) : (
        <PageSkeleton />
      )}
      <CustomerAgingSheet
        customerId={customer}
        asOf={day}
        onClose={() => void navigate({ search: (now) => ({ ...now, customer: undefined }), replace: true })}
      />
    </>
  )
}
