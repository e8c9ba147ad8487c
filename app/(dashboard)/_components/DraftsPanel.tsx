import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { InstantText } from '../../../components/features/RelativeDate.tsx'
import { Panel } from '../../../components/ui/Panel.tsx'
import { query } from '../../api.ts'
import classes from './InvoiceLines.module.css'
import { InvoiceLines } from './InvoiceLines.tsx'

/** Work that is done but not yet billed: drafts, the oldest first. */
export function DraftsPanel() {
  const drafts = useQuery(
    query.invoices.list.queryOptions({
      input: { view: 'draft', sort: 'createdAt', direction: 'asc', limit: 5 },
    }),
  )
  return (
    <Panel
      title="Drafts waiting"
      flush
      aside={
        drafts.data?.data.length !== 0 && (
          <Link to="/invoices" search={{ view: 'draft' }} className={classes.more}>
            All drafts
          </Link>
        )
      }
    >
      <InvoiceLines
        invoices={drafts.data?.data}
        error={drafts.error}
        onRetry={() => void drafts.refetch()}
        amountOf={(invoice) => invoice.total}
        fact={({ createdAt }) => createdAt && <InstantText instant={createdAt} />}
        empty="No drafts. Everything drafted has been sent."
      />
    </Panel>
  )
}
