import { Button, Group, SegmentedControl, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { z } from 'zod'
import { useSession } from '../../../../components/features/session.ts'
import { DateField } from '../../../../components/ui/DateField.tsx'
import { ErrorState } from '../../../../components/ui/ErrorState.tsx'
import { PageHeader } from '../../../../components/ui/PageHeader.tsx'
import { PageSkeleton } from '../../../../components/ui/PageSkeleton.tsx'
import { civilDate } from '../../../../contract/dates.ts'
import { addDays, endOfMonth, formatDate, startOfMonth } from '../../../../invoicing/calendar/calendar.ts'
import { query } from '../../../api.ts'
import { AgingBuckets } from './_components/AgingBuckets.tsx'
import { AgingTable } from './_components/AgingTable.tsx'
import classes from './page.module.css'

export const Route = createFileRoute('/_dashboard/reports/aging')({
  validateSearch: z.object({
    asOf: civilDate.optional().catch(undefined),
    currency: z.string().length(3).optional().catch(undefined),
  }),
  component: Aging,
})

/** Who owed what, and since when, at the end of any day. */
function Aging() {
  const { asOf, currency } = Route.useSearch()
  const { company } = useSession()
  const navigate = Route.useNavigate()
  const report = useQuery({
    ...query.reports.aging.queryOptions({ input: { asOf, currency } }),
    placeholderData: keepPreviousData,
  })
  const show = (change: { asOf?: string; currency?: string }) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true })
  const lastMonth = endOfMonth(addDays(startOfMonth(company.today), -1))
  const day = asOf ?? company.today
  const currencies = [company.currency, ...(report.data?.otherCurrencies ?? [])]
  return (
    <>
      <PageHeader
        title="Aging"
        description={`Who owes it, and since when. From the ledger, at the end of ${formatDate(day)}.`}
        actions={
          <Group gap="xs">
            <Button variant="default" component={Link} to="/reports/statements">
              Statements
            </Button>
            {currencies.length > 1 && (
              <SegmentedControl
                aria-label="Currency"
                data={[...new Set(currencies)]}
                value={report.data?.currency ?? company.currency}
                onChange={(code) => show({ currency: code === company.currency ? undefined : code })}
              />
            )}
            {day !== lastMonth && (
              <Button variant="default" onClick={() => show({ asOf: lastMonth })}>
                Last month’s end
              </Button>
            )}
            {asOf !== undefined && (
              <Button variant="default" onClick={() => show({ asOf: undefined })}>
                Today
              </Button>
            )}
            <Text component="label" htmlFor="as-of" c="dimmed">
              As of
            </Text>
            <DateField
              id="as-of"
              value={day}
              onChange={(date) => show({ asOf: date && date !== company.today ? date : undefined })}
              max={company.today}
            />
          </Group>
        }
      />
      {report.error && !report.data ? (
        <ErrorState error={report.error} onRetry={() => void report.refetch()} />
      ) : report.data ? (
        <div className={classes.report} data-stale={report.isPlaceholderData || undefined}>
          <AgingBuckets report={report.data} />
          <AgingTable report={report.data} />
          <Text size="xs" c="dimmed">
            Due today is current, not overdue. The columns less the unapplied credit are the balance.
          </Text>
        </div>
      ) : (
        <PageSkeleton />
      )}
    </>
  )
}
