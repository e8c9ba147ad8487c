import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { query } from '../../../api.ts'
import { askedFor, DaysReport } from '../_components/DaysReport.tsx'
import { reportSearch } from '../_components/report-search.ts'
import { useReportDays } from '../_components/use-report-days.ts'
import { RevenueByCustomer, RevenueByMonth } from './_components/RevenueTables.tsx'

export const Route = createFileRoute('/_dashboard/reports/revenue')({
  validateSearch: reportSearch,
  component: Revenue,
})

/** What was earned before tax, month by month and by customer. */
function Revenue() {
  const search = Route.useSearch()
  const navigate = Route.useNavigate()
  const asked = askedFor(useReportDays(search, 'thisYear'), search.currency)
  const report = useQuery({
    ...query.reports.revenue.queryOptions({ input: asked.input }),
    ...asked.options,
  })
  return (
    <DaysReport
      title="Revenue"
      description="Before tax, by the day on which it posted, less what was voided and credited."
      note="Invoiced, whether it was paid or not. Its sum is the sales of the sales tax report of the same days."
      csv="/api/v1/reports/revenue/csv"
      asked={asked}
      report={report}
      onShow={(change) => void navigate({ search: (now) => ({ ...now, ...change }), replace: true })}
    >
      {(shown) => (
        <>
          <RevenueByMonth report={shown} />
          {shown.customers.length > 0 && <RevenueByCustomer report={shown} />}
        </>
      )}
    </DaysReport>
  )
}
