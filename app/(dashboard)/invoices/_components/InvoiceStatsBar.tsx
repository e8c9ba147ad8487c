import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { MoneyText } from '../../../../components/features/MoneyText.tsx'
import { WhyFigure } from '../../../../components/features/WhyFigure.tsx'
import { ErrorState } from '../../../../components/ui/ErrorState.tsx'
import type { InvoiceView } from '../../../../contract/invoices.ts'
import { counted } from '../../../../contract/words.ts'
import { query } from '../../../api.ts'
import classes from './InvoiceStatsBar.module.css'

/** The four figures above the list (C: U1-U4). The first two open the invoices that they count. */
export function InvoiceStatsBar() {
  const stats = useQuery(query.invoices.stats.queryOptions({ input: {} }))
  if (stats.error && !stats.data)
    return <ErrorState error={stats.error} onRetry={() => void stats.refetch()} />
  const { data } = stats
  if (!data) return <Skeleton h={74} radius="lg" mb="md" aria-label="Loading the figures" />
  const { currency, averageDaysToPay: days } = data
  return (
    <section aria-label="Figures" className={classes.bar}>
      <Figure label="Total Outstanding" view="outstanding" fact={others(data.otherCurrencies, currency)}>
        <MoneyText amount={data.totalOutstanding} currency={currency} />
      </Figure>
      <Figure
        label="Overdue"
        view="overdue"
        isOwed={data.overdueCount > 0}
        fact={counted(data.overdueCount, 'invoice')}
      >
        <MoneyText amount={data.overdueTotal} currency={currency} tone="owed" />
      </Figure>
      <Figure label="Paid This Month">
        <WhyFigure label="Paid this month" source={{ figure: 'paidThisMonth', currency }}>
          <MoneyText amount={data.paidThisMonth} currency={currency} tone="came" />
        </WhyFigure>
      </Figure>
      <Figure
        label="Avg Days to Pay"
        fact={days === null ? 'Nothing paid in the last year' : 'Last 12 months'}
      >
        {days === null ? '–' : `${Math.round(days)} ${Math.round(days) === 1 ? 'day' : 'days'}`}
      </Figure>
    </section>
  )
}

function others(currencies: string[], currency: string): string | undefined {
  return currencies.length > 0 ? `In ${currency}; also owed in ${currencies.join(', ')}` : undefined
}

interface FigureProps {
  label: string
  children: ReactNode
  fact?: string | undefined
  view?: InvoiceView
  isOwed?: boolean
}

function Figure({ label, children, fact, view, isOwed = false }: FigureProps) {
  const content = (
    <>
      <span className={classes.label}>{label}</span>
      <span className={classes.value}>{children}</span>
      {fact && <span className={classes.fact}>{fact}</span>}
    </>
  )
  return view ? (
    <Link to="/invoices" search={{ view }} className={classes.figure} data-owed={isOwed || undefined}>
      {content}
    </Link>
  ) : (
    <div className={classes.figure}>{content}</div>
  )
}
