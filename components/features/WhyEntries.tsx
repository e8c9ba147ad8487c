import { Skeleton } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api, byCursor } from '../../app/api.ts'
import type { CustomerFigure, companyFigures, LedgerEntry } from '../../contract/ledger-entries.ts'
import { formatDate } from '../../invoicing/calendar/calendar.ts'
import { documentWords, entryWords } from '../../invoicing/ledger/entry-words.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { MoreRows } from '../ui/MoreRows.tsx'
import { MoneyText } from './MoneyText.tsx'
import { InstantText } from './RelativeDate.tsx'
import classes from './WhyEntries.module.css'

/** Which figure is asked about; of today, or of the end of a day. */
export type WhySource = (
  | { invoiceId: string }
  | { customerId: string; figure: CustomerFigure }
  | { figure: (typeof companyFigures)[number]; currency: string }
) & { asOf?: string | undefined }

function pageOf(source: WhySource, cursor: string | undefined) {
  const page = { cursor, limit: 50 }
  if ('invoiceId' in source) return api.invoices.entries({ ...source, ...page })
  if ('customerId' in source) return api.customers.entries({ ...source, ...page })
  return api.reports.entries({ ...source, ...page })
}

/** Where a figure comes from: the figure, a sentence, and the entries of the ledger that add up to it. */
export function WhyEntries({ source }: { source: WhySource }) {
  const entries = useInfiniteQuery({
    queryKey: ['why', source],
    queryFn: ({ pageParam }) => pageOf(source, pageParam),
    ...byCursor,
  })
  const [first] = entries.data?.pages ?? []
  if (!first) {
    return entries.error ? (
      <ErrorState error={entries.error} onRetry={() => void entries.refetch()} />
    ) : (
      <div role="status" aria-label="Loading">
        <Skeleton h={30} w={160} mb="sm" />
        <Skeleton h={96} />
      </div>
    )
  }
  const rows = entries.data?.pages.flatMap(({ data }) => data) ?? []
  return (
    <>
      <MoneyText amount={first.amount} currency={first.currency} size="hero" />
      {source.asOf && <p className={classes.day}>At the end of {formatDate(source.asOf)}</p>}
      <p className={classes.why}>{first.why}</p>
      {rows.length > 0 && (
        <EntryTable
          rows={rows}
          currency={first.currency}
          isOfMany={!('invoiceId' in source || 'customerId' in source)}
        />
      )}
      {entries.hasNextPage && (
        <MoreRows onMore={() => void entries.fetchNextPage()} isLoading={entries.isFetchingNextPage} />
      )}
    </>
  )
}

interface EntryTableProps {
  rows: readonly LedgerEntry[]
  currency: string
  /** Over all customers: each row says whose it is. */
  isOfMany: boolean
}

function EntryTable({ rows, currency, isOfMany }: EntryTableProps) {
  return (
    <table className={classes.entries} aria-label="Entries">
      <thead>
        <tr>
          <th scope="col">Entry</th>
          <th scope="col">Amount, {currency}</th>
          <th scope="col">After it</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((entry) => (
          <tr key={entry.id}>
            <td>
              {entryWords(entry)} <DocumentLink entry={entry} />
              {isOfMany && (
                <small>
                  <Link to="/customers/$id" params={{ id: entry.customerId }}>
                    {entry.customerName}
                  </Link>
                </small>
              )}
              <EntryDays entry={entry} />
            </td>
            <td>
              <MoneyText amount={entry.amount} currency={currency} display="none" />
            </td>
            <td>
              <MoneyText amount={entry.balance} currency={currency} display="none" strong />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The day it counts for; the day of its document where that was closed already; and when somebody recorded it. */
function EntryDays({ entry: { postingDate, documentDate, recordedAt } }: { entry: LedgerEntry }) {
  return (
    <small>
      <time dateTime={postingDate}>{formatDate(postingDate)}</time>
      {documentDate !== postingDate && (
        <>
          , dated <time dateTime={documentDate}>{formatDate(documentDate)}</time>
        </>
      )}
      {' · recorded '}
      <InstantText instant={recordedAt} />
    </small>
  )
}

function DocumentLink({ entry }: { entry: LedgerEntry }) {
  const { kind, id } = entry.document
  const words = documentWords(entry)
  if (kind === 'payment')
    return (
      <Link to="/payments/$id" params={{ id }}>
        {words}
      </Link>
    )
  if (kind === 'credit_memo')
    return (
      <Link to="/credit-memos/$id" params={{ id }}>
        {words}
      </Link>
    )
  if (kind === 'refund' || entry.invoiceId === null) return words
  return (
    <Link to="/invoices/$id" params={{ id: entry.invoiceId }}>
      {words}
    </Link>
  )
}
