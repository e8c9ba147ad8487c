import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { DueDate } from '../../../components/features/RelativeDate.tsx'
import { useToday } from '../../../components/features/session.ts'
import { Panel } from '../../../components/ui/Panel.tsx'
import { addDays } from '../../../invoicing/calendar/calendar.ts'
import { query } from '../../api.ts'
import { InvoiceLines } from './InvoiceLines.tsx'
import classes from './MoneyOverview.module.css'

const shown = 5
const largestPage = 100

/**
 * What falls due in the next two weeks. The list by due date begins with what is overdue, so the page is made as long as
 * those and a few more; with very many overdue there is only the link.
 */
export function DueSoonPanel() {
  const today = useToday()
  const stats = useQuery(query.invoices.stats.queryOptions({ input: {} }))
  const overdueCount = stats.data?.overdueCount
  const isTooFar = overdueCount !== undefined && overdueCount + shown > largestPage
  const open = useQuery({
    ...query.invoices.list.queryOptions({
      input: {
        view: 'outstanding',
        sort: 'dueDate',
        direction: 'asc',
        limit: Math.min((overdueCount ?? 0) + shown, largestPage),
      },
    }),
    enabled: overdueCount !== undefined && !isTooFar,
  })
  const lastDay = addDays(today, 14)
  const soon = open.data?.data.filter(
    ({ dueDate }) => dueDate !== null && dueDate >= today && dueDate <= lastDay,
  )
  return (
    <Panel
      title="Due in two weeks"
      flush
      aside={
        <Link to="/invoices" search={{ view: 'outstanding' }} className={classes.more}>
          All outstanding
        </Link>
      }
    >
      <InvoiceLines
        invoices={isTooFar ? [] : soon?.slice(0, shown)}
        error={stats.error ?? open.error}
        onRetry={() => void stats.refetch()}
        amountOf={(invoice) => invoice.balanceDue}
        fact={(invoice) => <DueDate date={invoice.dueDate} />}
        empty={isTooFar ? 'Look at the overdue ones first.' : 'Nothing falls due in the next two weeks.'}
      />
    </Panel>
  )
}
