import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { MoneyText } from '../../../components/features/MoneyText.tsx'
import { InstantText } from '../../../components/features/RelativeDate.tsx'
import { ErrorState } from '../../../components/ui/ErrorState.tsx'
import { Panel } from '../../../components/ui/Panel.tsx'
import type { NewsItem } from '../../../contract/dashboard.ts'
import { query } from '../../api.ts'
import classes from './InvoiceLines.module.css'
import { LinesSkeleton } from './LinesSkeleton.tsx'
import { newsText, pageOf } from './news.ts'

/** What happened last, by whom: so that two people at two desks know of each other. */
export function NewsPanel() {
  const news = useQuery(query.dashboard.activity.queryOptions({ input: { limit: 8 } }))
  return (
    <Panel
      title="Latest activity"
      flush
      aside={
        <Link to="/settings/audit-log" className={classes.more}>
          Everything
        </Link>
      }
    >
      <News items={news.data?.data} error={news.error} onRetry={() => void news.refetch()} />
    </Panel>
  )
}

interface NewsProps {
  items: NewsItem[] | undefined
  error: unknown
  onRetry: () => void
}

function News({ items, error, onRetry }: NewsProps) {
  if (error && !items) return <ErrorState error={error} onRetry={onRetry} />
  if (!items) return <LinesSkeleton />
  if (items.length === 0) return <p className={classes.empty}>Nothing has happened yet.</p>
  return (
    <ol className={classes.lines}>
      {items.map((item) => (
        <li key={item.id}>
          <Line item={item}>
            <span className={classes.name}>
              {newsText(item)}
              {item.customerName && item.customerName !== item.label && (
                <span className={classes.whose}> {item.customerName}</span>
              )}
            </span>
            <span className={classes.number}>{item.actor}</span>
            <span className={classes.fact}>
              <InstantText instant={item.occurredAt} />
            </span>
            <span className={classes.amount}>
              {item.amount !== null && item.currency !== null && (
                <MoneyText amount={item.amount} currency={item.currency} />
              )}
            </span>
          </Line>
        </li>
      ))}
    </ol>
  )
}

function Line({ item, children }: { item: NewsItem; children: ReactNode }) {
  const to = pageOf(item)
  return to ? (
    <Link to={to} params={{ id: item.entityId }} className={classes.line}>
      {children}
    </Link>
  ) : (
    <span className={classes.line}>{children}</span>
  )
}
