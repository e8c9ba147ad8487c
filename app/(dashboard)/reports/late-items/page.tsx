import { Anchor } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { z } from 'zod'
import { CustomerCombobox } from '../../../../components/features/CustomerCombobox.tsx'
import { DataTable } from '../../../../components/ui/DataTable.tsx'
import { EmptyState } from '../../../../components/ui/EmptyState.tsx'
import { rowsOf } from '../../../../components/ui/rows-of.ts'
import { byCursor, query } from '../../../api.ts'
import { ReportHeader } from '../_components/ReportHeader.tsx'
import { ReportSheet } from '../_components/ReportSheet.tsx'
import { lateColumns, lateLink } from './_components/late-columns.tsx'
import classes from './page.module.css'

export const Route = createFileRoute('/_dashboard/reports/late-items')({
  validateSearch: z.object({ customer: z.uuid().optional().catch(undefined) }),
  component: LateItems,
})

/** What was dated on a day that was closed already, and the day that it posted on instead. */
function LateItems() {
  const { customer: customerId } = Route.useSearch()
  const navigate = Route.useNavigate()
  const customer = useQuery({
    ...query.customers.show.queryOptions({ input: { customerId: customerId ?? '' } }),
    enabled: customerId !== undefined,
  })
  const items = useInfiniteQuery(
    query.reports.lateItems.infiniteOptions({
      input: (cursor: string | undefined) => ({ customerId, limit: 50, cursor }),
      ...byCursor,
    }),
  )
  const show = (id: string | undefined) => void navigate({ search: { customer: id }, replace: true })
  return (
    <>
      <ReportHeader
        title="Late items"
        description="Dated on days that a statement or the closing of the books had closed. They count from the day on which they posted."
      />
      <div className={classes.customer}>
        <CustomerCombobox value={customer.data ?? null} onChange={({ id }) => show(id)} offersAll />
        {customerId !== undefined && (
          <Anchor component="button" type="button" size="sm" onClick={() => show(undefined)}>
            All customers
          </Anchor>
        )}
      </div>
      <ReportSheet heading="late items">
        <DataTable
          label="Late items"
          columns={lateColumns}
          {...rowsOf(items)}
          rowKey={({ entryId }) => entryId}
          rowLink={lateLink}
          empty={
            <EmptyState
              title="Nothing came late"
              action={
                <Anchor renderRoot={(props) => <Link to="/settings" {...props} />}>
                  When the books are closed
                </Anchor>
              }
            >
              Invoices and payments that are dated on a closed day stand here, with the day on which they
              posted.
            </EmptyState>
          }
        />
      </ReportSheet>
    </>
  )
}
