import { Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { AgingBar } from '../../../components/features/AgingBar.tsx'
import { MoneyText } from '../../../components/features/MoneyText.tsx'
import { useMay } from '../../../components/features/session.ts'
import { ErrorState } from '../../../components/ui/ErrorState.tsx'
import { query } from '../../api.ts'
import classes from './MoneyOverview.module.css'

/** The money out there: how much, since when, and what came this month. */
export function MoneyOverview() {
  const mayReport = useMay('accounting.reports.read')
  const stats = useQuery(query.invoices.stats.queryOptions({ input: {} }))
  const aging = useQuery({ ...query.reports.aging.queryOptions({ input: {} }), enabled: mayReport })
  if (stats.error) return <ErrorState error={stats.error} onRetry={() => void stats.refetch()} />
  if (!stats.data) return <Skeleton h={168} radius="lg" />
  const { totalOutstanding, overdueCount, overdueTotal, paidThisMonth, averageDaysToPay, currency } =
    stats.data
  return (
    <section className={classes.overview} aria-label="Money">
      <dl className={classes.figures}>
        <div>
          <dt>Outstanding</dt>
          <dd>
            <MoneyText amount={totalOutstanding} currency={currency} size="hero" />
          </dd>
        </div>
        <div>
          <dt>Overdue</dt>
          <dd>
            <MoneyText amount={overdueTotal} currency={currency} tone="owed" strong />
            <Text size="xs" c="dimmed">
              {overdueCount === 1 ? '1 invoice' : `${overdueCount} invoices`}
            </Text>
          </dd>
        </div>
        <div>
          <dt>Paid this month</dt>
          <dd>
            <MoneyText amount={paidThisMonth} currency={currency} tone="came" strong />
          </dd>
        </div>
        <div>
          <dt>Days to pay, on average</dt>
          <dd>
            <strong>{averageDaysToPay === null ? '–' : Math.round(averageDaysToPay)}</strong>
          </dd>
        </div>
      </dl>
      {mayReport &&
        (aging.data ? (
          <AgingBar totals={aging.data.totals} currency={aging.data.currency} />
        ) : (
          !aging.error && <Skeleton h={52} />
        ))}
      {mayReport && (
        <Text size="xs">
          <Link to="/reports/aging" className={classes.more}>
            Who owes it, and since when
          </Link>
        </Text>
      )}
    </section>
  )
}
