import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { OverdueBadge } from '../../../components/features/OverdueBadge.tsx'
import { Panel } from '../../../components/ui/Panel.tsx'
import { query } from '../../api.ts'
import { InvoiceLines } from './InvoiceLines.tsx'
import classes from './MoneyOverview.module.css'

const shown = 10

/** What should have come already, the oldest first: whom to call today. */
export function OverduePanel() {
  const overdue = useQuery(
    query.invoices.list.queryOptions({
      input: { view: 'overdue', sort: 'dueDate', direction: 'asc', limit: shown },
    }),
  )
  return (
    <Panel
      title="Overdue, oldest first"
      flush
      aside={
        overdue.data?.nextCursor && (
          <Link to="/invoices" search={{ view: 'overdue' }} className={classes.more}>
            All overdue
          </Link>
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
