import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { MoneyText } from '../../../components/features/MoneyText.tsx'
import { useToday } from '../../../components/features/session.ts'
import { WhyFigure } from '../../../components/features/WhyFigure.tsx'
import { ErrorState } from '../../../components/ui/ErrorState.tsx'
import type { InvoiceView } from '../../../contract/invoices.ts'
import { counted } from '../../../contract/words.ts'
import { addDays } from '../../../invoicing/calendar/calendar.ts'
import { query } from '../../api.ts'
import classes from './TodayFigures.module.css'

/** What is out there and what waits, a figure each: it leads to the list behind it, or to the entries that it is the sum of. */
export function TodayFigures() {
  const today = useToday()
  const stats = useQuery(query.invoices.stats.queryOptions({ input: {} }))
  if (stats.error && !stats.data)
    return <ErrorState error={stats.error} onRetry={() => void stats.refetch()} />
  const { data } = stats
  if (!data) return <Skeleton h={86} radius="lg" role="status" aria-label="Loading" />
  const { currency, viewCounts, averageDaysToPay: days } = data
  const soon = { view: 'outstanding', dueFrom: today, dueTo: addDays(today, 6) } as const
  return (
    <section aria-label="Money" className={classes.figures}>
      <Figure
        label="Outstanding"
        fact={
          <Link to="/invoices" search={{ view: 'outstanding' }} className={classes.more}>
            {counted(viewCounts.outstanding, 'invoice')}
          </Link>
        }
      >
        <WhyFigure label="Outstanding" source={{ figure: 'totalOutstanding', currency }}>
          <MoneyText amount={data.totalOutstanding} currency={currency} size="hero" />
        </WhyFigure>
      </Figure>
      <Figure label="Overdue" list={{ view: 'overdue' }} fact={counted(data.overdueCount, 'invoice')}>
        <MoneyText amount={data.overdueTotal} currency={currency} tone="owed" strong />
      </Figure>
      <Figure label="Due in 7 days" list={soon} fact={counted(data.dueSoonCount, 'invoice')}>
        <MoneyText amount={data.dueSoonTotal} currency={currency} strong />
      </Figure>
      <Figure label="Drafts waiting" list={{ view: 'draft' }} fact={counted(viewCounts.draft, 'draft')}>
        <MoneyText amount={data.draftTotal} currency={currency} strong />
      </Figure>
      <Figure
        label="Paid this month"
        fact={days === null ? undefined : `Paid in ${Math.round(days)} days on average`}
      >
        <WhyFigure label="Paid this month" source={{ figure: 'paidThisMonth', currency }}>
          <MoneyText amount={data.paidThisMonth} currency={currency} tone="came" strong />
        </WhyFigure>
      </Figure>
    </section>
  )
}

interface FigureProps {
  label: string
  /** What of the list it counts. */
  list?: { view: InvoiceView; dueFrom?: string; dueTo?: string }
  fact: ReactNode
  children: ReactNode
}

function Figure({ label, list, fact, children }: FigureProps) {
  const content = (
    <>
      <span className={classes.label}>{label}</span>
      <span className={classes.value}>{children}</span>
      {fact && <span className={classes.label}>{fact}</span>}
    </>
  )
  return list ? (
    <Link to="/invoices" search={list} className={classes.figure}>
      {content}
    </Link>
  ) : (
    <div className={classes.figure}>{content}</div>
  )
}
