import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { query } from '../../../api.ts'
import { askedFor, DaysReport } from '../_components/DaysReport.tsx'
import { reportSearch } from '../_components/report-search.ts'
import { useReportDays } from '../_components/use-report-days.ts'
import { SalesTaxTable } from './_components/SalesTaxTable.tsx'

export const Route = createFileRoute('/_dashboard/reports/sales-tax')({
  validateSearch: reportSearch,
  component: SalesTax,
})

/** Which sales were taxed at which rate, less what was voided and credited. */
function SalesTax() {
  const search = Route.useSearch()
  const navigate = Route.useNavigate()
  const asked = askedFor(useReportDays(search, 'lastMonth'), search.currency)
  const report = useQuery({
    ...query.reports.salesTax.queryOptions({ input: asked.input }),
    ...asked.options,
  })
  return (
    <DaysReport
      title="Sales tax"
      description="By the day on which it posted; voids and credit memos count on theirs."
      note="What was written off stays in it: whether tax on bad debts comes back is between the shop and its state."
      csv="/api/v1/reports/sales-tax/csv"
      asked={asked}
      report={report}
      onShow={(change) => void navigate({ search: (now) => ({ ...now, ...change }), replace: true })}
    >
      {(shown) => <SalesTaxTable report={shown} />}
    </DaysReport>
  )
}
