import { SegmentedControl } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { OverdueBadge } from '../../../components/features/OverdueBadge.tsx'
import { Panel } from '../../../components/ui/Panel.tsx'
import { query } from '../../api.ts'
import classes from './InvoiceLines.module.css'
import { InvoiceLines } from './InvoiceLines.tsx'

const shown = 10

const orders = {
  longest: { label: 'Longest', sort: 'dueDate', direction: 'asc' },
  largest: { label: 'Largest', sort: 'balanceDue', direction: 'desc' },
} as const
type Order = keyof typeof orders

/** What should have come already, the worst first: whom to call today. */
export function OverduePanel() {
  const [order, setOrder] = useState<Order>('longest')
  const { sort, direction } = orders[order]
  const overdue = useQuery({
    ...query.invoices.list.queryOptions({
      input: { view: 'overdue', sort, direction, limit: shown, detail: 'brief' },
    }),
    placeholderData: keepPreviousData,
  })
  const isEmpty = overdue.data?.data.length === 0
  return (
    <Panel
      title="Overdue, worst first"
      flush
      aside={
        !isEmpty && (
          <span className={classes.aside}>
            <SegmentedControl
              size="xs"
              aria-label="Worst is"
              data={Object.entries(orders).map(([value, { label }]) => ({ value, label }))}
              value={order}
              onChange={(next) => setOrder(next === 'largest' ? 'largest' : 'longest')}
            />
            <Link to="/invoices" search={{ view: 'overdue', sort, direction }} className={classes.more}>
              All overdue
            </Link>
          </span>
        )
      }
    >
      <InvoiceLines
        invoices={overdue.data?.data}
        error={overdue.error}
        onRetry={() => void overdue.refetch()}
        amountOf={(invoice) => invoice.balanceDue}
        fact={(invoice) => <OverdueBadge daysOverdue={invoice.daysOverdue} />}
        empty="Nobody is late. Nothing to chase today."
      />
    </Panel>
  )
}
