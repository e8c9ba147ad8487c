import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { DueDate } from '../../../components/features/RelativeDate.tsx'
import { useToday } from '../../../components/features/session.ts'
import { Panel } from '../../../components/ui/Panel.tsx'
import { addDays } from '../../../invoicing/calendar/calendar.ts'
import { query } from '../../api.ts'
import classes from './InvoiceLines.module.css'
import { InvoiceLines } from './InvoiceLines.tsx'

/** What falls due from today on, for a week: no reminder yet, but good to know when the phone rings. */
export function DueSoonPanel() {
  const today = useToday()
  const days = { dueFrom: today, dueTo: addDays(today, 6) }
  const soon = useQuery(
    query.invoices.list.queryOptions({
      input: { view: 'outstanding', sort: 'dueDate', direction: 'asc', limit: 5, detail: 'brief', ...days },
    }),
  )
  return (
    <Panel
      title="Due in 7 days"
      flush
      aside={
        <Link to="/invoices" search={{ view: 'outstanding', ...days }} className={classes.more}>
          All due then
        </Link>
      }
    >
      <InvoiceLines
        invoices={soon.data?.data}
        error={soon.error}
        onRetry={() => void soon.refetch()}
        amountOf={(invoice) => invoice.balanceDue}
        fact={(invoice) => <DueDate date={invoice.dueDate} />}
        empty="Nothing falls due in the next seven days."
      />
    </Panel>
  )
}
