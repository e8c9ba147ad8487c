import { Button, Text } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { MoneyText } from '../../../../components/features/MoneyText.tsx'
import { QuoteStatusBadge } from '../../../../components/features/QuoteStatusBadge.tsx'
import { RelativeDate } from '../../../../components/features/RelativeDate.tsx'
import { RowName } from '../../../../components/features/RowName.tsx'
import { useMay, useSession } from '../../../../components/features/session.ts'
import { type Column, DataTable, type Sorting } from '../../../../components/ui/DataTable.tsx'
import { EmptyState } from '../../../../components/ui/EmptyState.tsx'
import { rowsOf } from '../../../../components/ui/rows-of.ts'
import type { QuoteSort, QuoteSummary, QuoteView } from '../../../../contract/quotes.ts'
import { todayIn } from '../../../../invoicing/calendar/calendar.ts'
import { currencySymbol } from '../../../../invoicing/money/money.ts'
import { versionMark } from '../../../../invoicing/quotes/quote.ts'
import { byCursor, query } from '../../../api.ts'
import classes from './QuotesDataTable.module.css'
import { ValidUntil } from './ValidUntil.tsx'

interface QuotesDataTableProps {
  view: QuoteView
  q: string
  /** Undefined: the order in which the view is worked through. */
  sort: Sorting<QuoteSort> | undefined
  onSort: (sort: Sorting<QuoteSort>) => void
  /** Takes view and search away. */
  onReset: () => void
}

/** What waits for an answer is worked through by its last day, everything else is looked up newest first. */
function orderOf(view: QuoteView): Sorting<QuoteSort> {
  const isWaiting = view === 'sent' || view === 'expired'
  return isWaiting ? { by: 'validUntil', direction: 'asc' } : { by: 'createdAt', direction: 'desc' }
}

export function QuotesDataTable({ view, q, sort, onSort, onReset }: QuotesDataTableProps) {
  const { company } = useSession()
  const sorted = sort ?? orderOf(view)
  const quotes = useInfiniteQuery({
    ...query.quotes.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        view,
        q: q || undefined,
        sort: sorted.by,
        direction: sorted.direction,
        limit: 50,
        cursor,
      }),
      ...byCursor,
    }),
    placeholderData: keepPreviousData,
  })
  return (
    <DataTable<QuoteSummary, QuoteSort>
      label="Quotes"
      columns={quoteColumns(company)}
      rowKey={(quote) => quote.id}
      rowLink={(quote) => ({ to: '/quotes/$id', params: { id: quote.id } })}
      sort={sorted}
      onSort={onSort}
      empty={<NoQuotes view={view} q={q} onReset={onReset} />}
      {...rowsOf(quotes)}
    />
  )
}

function quoteColumns(company: { currency: string; timeZone: string }): Column<QuoteSummary, QuoteSort>[] {
  return [
    {
      key: 'quoteNumber',
      header: 'Quote #',
      width: 140,
      sortKey: 'quoteNumber',
      phone: 'who',
      cell: ({ quoteNumber, revision, customerName }) => (
        <RowName number={`${quoteNumber}${versionMark(revision)}`} lead={customerName} />
      ),
    },
    {
      key: 'customerName',
      header: 'Customer',
      sortKey: 'customerName',
      cell: (quote) => (
        <Link to="/customers/$id" params={{ id: quote.customerId }}>
          {quote.customerName}
        </Link>
      ),
    },
    { key: 'title', header: 'Title', cell: (quote) => <span dir="auto">{quote.title ?? '–'}</span> },
    {
      key: 'status',
      header: 'Status',
      width: 124,
      sortKey: 'status',
      phone: 'status',
      cell: (quote) => <QuoteStatusBadge quote={quote} />,
    },
    {
      key: 'total',
      header: `Amount, ${currencySymbol(company.currency)}`,
      width: 124,
      align: 'right',
      sortKey: 'total',
      phone: 'amount',
      cell: (quote) => (
        <MoneyText
          amount={quote.total}
          currency={quote.currency}
          display={quote.currency === company.currency ? 'none' : 'code'}
          strong
        />
      ),
    },
    {
      key: 'validUntil',
      header: 'Valid until',
      width: 168,
      sortKey: 'validUntil',
      phone: 'when',
      cell: (quote) => <ValidUntil quote={quote} />,
    },
    {
      key: 'invoice',
      header: 'Invoice',
      width: 112,
      cell: ({ invoice }) =>
        invoice ? (
          <Link to="/invoices/$id" params={{ id: invoice.id }}>
            {invoice.invoiceNumber}
          </Link>
        ) : (
          '–'
        ),
    },
    {
      key: 'createdAt',
      header: 'Created',
      width: 124,
      isOnlyWide: true,
      sortKey: 'createdAt',
      cell: (quote) => <RelativeDate date={todayIn(company.timeZone, new Date(quote.createdAt))} />,
    },
  ]
}

const nothingIn: Record<Exclude<QuoteView, 'all'>, string> = {
  draft: 'No drafts: every one was sent.',
  sent: 'No quote waits for an answer.',
  accepted: 'No quote was accepted yet.',
  to_invoice: 'Every accepted quote has its invoice.',
  declined: 'Nobody declined.',
  expired: 'No quote has expired.',
}

function NoQuotes({ view, q, onReset }: Pick<QuotesDataTableProps, 'view' | 'q' | 'onReset'>) {
  const mayWrite = useMay('accounting.quotes.write')
  const showAll = (
    <Button variant="default" onClick={onReset}>
      Show all quotes
    </Button>
  )
  if (q) {
    return (
      <EmptyState title={`No quote matches “${q}”`} action={showAll}>
        The search looks at quote numbers, titles and customer names
        {view === 'all' ? '.' : ', here among the chosen view only.'}
      </EmptyState>
    )
  }
  if (view !== 'all') return <EmptyState title={nothingIn[view]} action={showAll} />
  return (
    <EmptyState
      title="No quotes yet"
      action={
        mayWrite ? (
          <Text>
            <Link to="/quotes/new" className={classes.create}>
              Write your first quote
            </Link>
          </Text>
        ) : undefined
      }
    >
      A quote is sent, and accepted or declined. An accepted one becomes a job and an invoice in one step.
    </EmptyState>
  )
}
