import { Skeleton } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { Panel } from '../../../components/ui/Panel.tsx'
import classes from './Charts.module.css'

const MoneyInChart = lazy(async () => ({ default: (await import('./MoneyInChart.tsx')).MoneyInChart }))
const AgingChart = lazy(async () => ({ default: (await import('./AgingChart.tsx')).AgingChart }))

/** The two questions an owner asks of the books, drawn; they come after what has to be done today. */
export function ChartsRow() {
  return (
    <div className={classes.row}>
      <Suspense fallback={<ChartSkeleton title="Money in by month" />}>
        <MoneyInChart />
      </Suspense>
      <Suspense fallback={<ChartSkeleton title="Who owes it, since when" />}>
        <AgingChart />
      </Suspense>
    </div>
  )
}

function ChartSkeleton({ title }: { title: string }) {
  return (
    <Panel title={title}>
      <Skeleton h={240} role="status" aria-label="Loading" />
    </Panel>
  )
}
