import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { MoneyText } from '../../../components/features/MoneyText.tsx'
import { ErrorState } from '../../../components/ui/ErrorState.tsx'
import { Panel } from '../../../components/ui/Panel.tsx'
import { centsOf } from '../../../invoicing/money/money.ts'
import { query } from '../../api.ts'
import classes from './Charts.module.css'
import { barsOf } from './money-bars.ts'

/** What came in each of the last twelve months: a bar each with its amount, and the same to the cent in a table. */
export function MoneyInChart() {
  const money = useQuery(query.dashboard.moneyIn.queryOptions({ input: { months: 12 } }))
  return (
    <Panel
      title="Money in by month"
      aside={
        <Link to="/payments" className={classes.more}>
          All payments
        </Link>
      }
    >
      {money.error && !money.data ? (
        <ErrorState error={money.error} onRetry={() => void money.refetch()} />
      ) : money.data ? (
        <MonthBars {...money.data} />
      ) : (
        <Skeleton h={240} role="status" aria-label="Loading" />
      )}
    </Panel>
  )
}

interface MonthBarsProps {
  currency: string
  months: { month: string; received: string }[]
}

function MonthBars({ currency, months }: MonthBarsProps) {
  if (months.every(({ received }) => centsOf(received) === 0)) {
    return <p className={classes.empty}>No money came in the last twelve months.</p>
  }
  const bars = barsOf(months, currency)
  return (
    <div className={classes.beside}>
      <div className={classes.columns} aria-hidden="true">
        {bars.map(({ month, name, height, label, isNegative }) => (
          <div key={month} className={classes.column}>
            <span className={classes.track}>
              <span
                className={classes.bar}
                style={{ height: `${height}%` }}
                data-negative={isNegative || undefined}
              >
                <span className={classes.label}>{label}</span>
              </span>
            </span>
            <span className={classes.month}>{name}</span>
          </div>
        ))}
      </div>
      <table className={classes.table} aria-label="Money in by month">
        <thead>
          <tr>
            <th scope="col">Month</th>
            <th scope="col">Received</th>
          </tr>
        </thead>
        <tbody>
          {bars.toReversed().map(({ month, title, received }) => (
            <tr key={month}>
              <th scope="row">{title}</th>
              <td>
                <MoneyText amount={received} currency={currency} zeroAsDash />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
