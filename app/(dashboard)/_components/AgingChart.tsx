import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { bucketName } from '../../../components/features/bucket-name.ts'
import { MoneyText } from '../../../components/features/MoneyText.tsx'
import { ErrorState } from '../../../components/ui/ErrorState.tsx'
import { Panel } from '../../../components/ui/Panel.tsx'
import { type AgingReport, agingBuckets } from '../../../contract/reports.ts'
import { centsOf } from '../../../invoicing/money/money.ts'
import { query } from '../../api.ts'
import classes from './Charts.module.css'

/** What is owed by how long it has been due: a bar each, with its amount and its share beside it. */
export function AgingChart() {
  const aging = useQuery(query.reports.aging.queryOptions({ input: {} }))
  return (
    <Panel
      title="Who owes it, since when"
      aside={
        <Link to="/reports/aging" className={classes.more}>
          By customer
        </Link>
      }
    >
      {aging.error && !aging.data ? (
        <ErrorState error={aging.error} onRetry={() => void aging.refetch()} />
      ) : aging.data ? (
        <Buckets {...aging.data} />
      ) : (
        <Skeleton h={240} role="status" aria-label="Loading" />
      )}
    </Panel>
  )
}

function Buckets({ totals, currency }: Pick<AgingReport, 'totals' | 'currency'>) {
  const bars = agingBuckets.map((bucket) => ({ bucket, cents: centsOf(totals[bucket]) }))
  const open = bars.reduce((sum, { cents }) => sum + cents, 0)
  if (open === 0) return <p className={classes.empty}>Nobody owes anything.</p>
  const longest = Math.max(...bars.map(({ cents }) => cents))
  return (
    <table className={classes.ages} aria-label="Aging">
      <thead>
        <tr>
          <th scope="col">Days overdue</th>
          <td aria-hidden="true" />
          <th scope="col">Owed</th>
          <th scope="col">Share</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ bucket, cents }) => (
          <tr key={bucket}>
            <th scope="row">{bucketName(bucket)}</th>
            <td aria-hidden="true">
              <span data-bucket={bucket} style={{ width: `${(cents / longest) * 100}%` }} />
            </td>
            <td>
              <MoneyText amount={totals[bucket]} currency={currency} zeroAsDash />
            </td>
            <td>{cents === 0 ? '' : `${Math.max(1, Math.round((cents / open) * 100))} %`}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        {centsOf(totals.unappliedCredit) > 0 && (
          <tr>
            <th scope="row" colSpan={2}>
              Unapplied credit
            </th>
            <td>
              <MoneyText amount={totals.unappliedCredit} currency={currency} tone="came" />
            </td>
            <td />
          </tr>
        )}
        <tr>
          <th scope="row" colSpan={2}>
            Balance
          </th>
          <td>
            <MoneyText amount={totals.balance} currency={currency} strong />
          </td>
          <td />
        </tr>
      </tfoot>
    </table>
  )
}
