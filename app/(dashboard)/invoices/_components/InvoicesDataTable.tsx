import { Button, Text } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useRef, useState } from 'react'
import { MoneyText } from '../../../../components/features/MoneyText.tsx'
import { DueDate, RelativeDate } from '../../../../components/features/RelativeDate.tsx'
import { RowName } from '../../../../components/features/RowName.tsx'
import { InvoiceStatusBadges } from '../../../../components/features/StatusBadge.tsx'
import { useMay, useSession } from '../../../../components/features/session.ts'
import { type Column, DataTable, type Sorting } from '../../../../components/ui/DataTable.tsx'
import { EmptyState } from '../../../../components/ui/EmptyState.tsx'
import { rowsOf } from '../../../../components/ui/rows-of.ts'
import { useIsTableWide } from '../../../../components/ui/use-is-table-wide.ts'
import type { InvoiceSort, InvoiceView, ListedInvoice } from '../../../../contract/invoices.ts'
import { todayIn } from '../../../../invoicing/calendar/calendar.ts'
import { currencySymbol } from '../../../../invoicing/money/money.ts'
import { byCursor, query } from '../../../api.ts'
import type { BatchKind } from './BatchBar.tsx'
import classes from './InvoicesDataTable.module.css'

// What is done with many comes when something is chosen.
const BatchBar = lazy(async () => ({ default: (await import('./BatchBar.tsx')).BatchBar }))
const BatchSheet = lazy(async () => ({ default: (await import('./BatchSheet.tsx')).BatchSheet }))

interface InvoicesDataTableProps {
  view: InvoiceView
  q: string
  /** Only what falls due on these days. */
  due: { from: string | undefined; to: string | undefined }
  /** Undefined: the order in which the view is worked through. */
  sort: Sorting<InvoiceSort> | undefined
  onSort: (sort: Sorting<InvoiceSort>) => void
  /** Takes view and search away. */
  onReset: () => void
}

/** Money to be chased is worked through by due date, everything else is looked up newest first. */
function orderOf(view: InvoiceView): Sorting<InvoiceSort> {
  const isChased = view === 'outstanding' || view === 'overdue'
  return isChased ? { by: 'dueDate', direction: 'asc' } : { by: 'createdAt', direction: 'desc' }
}

/** The list of invoices (C: U8-U18). */
export function InvoicesDataTable({ view, q, due, sort, onSort, onReset }: InvoicesDataTableProps) {
  const { company } = useSession()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [batch, setBatch] = useState<BatchKind | null>(null)
  const sorted = sort ?? orderOf(view)
  const isWide = useIsTableWide()
  const invoices = useInfiniteQuery({
    ...query.invoices.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        view,
        q: q || undefined,
        dueFrom: due.from,
        dueTo: due.to,
        sort: sorted.by,
        direction: sorted.direction,
        detail: isWide ? 'full' : 'brief',
        limit: 50,
        cursor,
      }),
      ...byCursor,
    }),
    placeholderData: keepPreviousData,
  })
  const { rows } = rowsOf(invoices)
  const numbers = new Map(rows?.map(({ id, invoiceNumber }) => [id, invoiceNumber]))
  // Only what is shown is chosen: a row that another view hides is not acted on unseen.
  const chosen = new Set([...selected].filter((id) => numbers.has(id)))
  const clear = () => setSelected(new Set())
  const opener = useRef<Element | null>(null)
  const startBatch = (kind: BatchKind) => {
    opener.current = document.activeElement
    setBatch(kind)
  }
  const closeBatch = () => {
    setBatch(null)
    // The sheet is gone with its next drawing; it is mounted open, and so cannot know where the focus was.
    requestAnimationFrame(() => {
      const { current } = opener
      const rest = current?.isConnected ? current : document.querySelector('[data-row-link]')
      if (rest instanceof HTMLElement) rest.focus()
    })
  }
  return (
    <>
      <DataTable<ListedInvoice, InvoiceSort>
        label="Invoices"
        columns={invoiceColumns(company.currency)}
        rowKey={(invoice) => invoice.id}
        rowLink={(invoice) => ({ to: '/invoices/$id', params: { id: invoice.id } })}
        sort={sorted}
        onSort={onSort}
        empty={<NoInvoices view={view} q={q} due={due} onReset={onReset} />}
        selection={{ chosen, onChoose: setSelected, nameOf: (id) => numbers.get(id) ?? '' }}
        {...rowsOf(invoices)}
      />
      <Suspense fallback={null}>
        {chosen.size > 0 && <BatchBar count={chosen.size} onStart={startBatch} onClear={clear} />}
        {batch && (
          <BatchSheet
            kind={batch}
            invoiceIds={[...chosen]}
            onClose={closeBatch}
            onDone={() => {
              clear()
              closeBatch()
            }}
          />
        )}
      </Suspense>
    </>
  )
}

interface AmountProps {
  invoice: ListedInvoice
  amount: string
  /** The column's currency; an amount in another one carries its code. */
  currency: string
  isBalance?: boolean
}

function Amount({ invoice, amount, currency, isBalance = false }: AmountProps) {
  return (
    <MoneyText
      amount={amount}
      currency={invoice.currency}
      display={invoice.currency === currency ? 'none' : 'code'}
      zeroAsDash={isBalance}
      tone={isBalance && invoice.isOverdue ? 'owed' : undefined}
      strong={isBalance}
    />
  )
}

/** C: U8. A column says its currency once, in its heading. */
export function invoiceColumns(currency: string): Column<ListedInvoice, InvoiceSort>[] {
  const sign = currencySymbol(currency)
  return [
    {
      key: 'invoiceNumber',
      header: 'Invoice #',
      width: 104,
      sortKey: 'invoiceNumber',
      phone: 'who',
      cell: ({ invoiceNumber, customerName, status }) => (
        <RowName number={invoiceNumber} lead={customerName} isVoid={status === 'void'} />
      ),
    },
    {
      key: 'customerName',
      header: 'Customer',
      sortKey: 'customerName',
      cell: (invoice) => (
        <Link to="/customers/$id" params={{ id: invoice.customerId }}>
          {invoice.customerName}
        </Link>
      ),
    },
    {
      key: 'status',
      header: 'Status',
      // "Partial" beside "Overdue 127 days".
      width: 256,
      sortKey: 'status',
      phone: 'status',
      cell: (invoice) => <InvoiceStatusBadges invoice={invoice} />,
    },
    {
      key: 'total',
      header: `Amount, ${sign}`,
      width: 108,
      align: 'right',
      sortKey: 'total',
      cell: (invoice) => <Amount invoice={invoice} amount={invoice.total} currency={currency} />,
    },
    {
      key: 'dueDate',
      header: 'Due Date',
      width: 160,
      sortKey: 'dueDate',
      phone: 'when',
      cell: (invoice) => (
        <DueDate date={invoice.dueDate} isSettled={invoice.status === 'paid' || invoice.status === 'void'} />
      ),
    },
    {
      key: 'balanceDue',
      header: `Balance Due, ${sign}`,
      width: 124,
      align: 'right',
      sortKey: 'balanceDue',
      phone: 'amount',
      cell: (invoice) => (
        // A draft is not owed yet, so that it does not weigh like what is.
        <Amount
          invoice={invoice}
          amount={invoice.balanceDue}
          currency={currency}
          isBalance={invoice.status !== 'draft'}
        />
      ),
    },
    {
      key: 'createdAt',
      header: 'Created',
      width: 128,
      isOnlyWide: true,
      sortKey: 'createdAt',
      cell: ({ createdAt }) => createdAt && <DayOf instant={createdAt} />,
    },
  ]
}

/** The company's day of an instant: in a list the hour says nothing. */
function DayOf({ instant }: { instant: string }) {
  const { company } = useSession()
  return <RelativeDate date={todayIn(company.timeZone, new Date(instant))} />
}

const nothingIn: Record<Exclude<InvoiceView, 'all'>, string> = {
  draft: 'No drafts: every one was sent.',
  outstanding: 'Nobody owes anything.',
  overdue: 'Nothing is overdue.',
  paid: 'Nothing was paid yet.',
}

type NothingProps = Pick<InvoicesDataTableProps, 'view' | 'q' | 'due' | 'onReset'>

function NoInvoices({ view, q, due, onReset }: NothingProps) {
  const mayWrite = useMay('accounting.invoices.write')
  const showAll = (
    <Button variant="default" onClick={onReset}>
      Show all invoices
    </Button>
  )
  if (q) {
    return (
      <EmptyState title={`No invoice matches “${q}”`} action={showAll}>
        The search looks at invoice numbers and customer names
        {view === 'all' ? '.' : ', here among the chosen view only.'}
      </EmptyState>
    )
  }
  if (due.from || due.to) return <EmptyState title="Nothing falls due on these days" action={showAll} />
  if (view !== 'all') return <EmptyState title={nothingIn[view]} action={showAll} />
  return (
    <EmptyState
      title="No invoices yet"
      action={
        mayWrite ? (
          <Text>
            <Link to="/invoices/new" className={classes.create}>
              Create your first invoice
            </Link>
          </Text>
        ) : undefined
      }
    >
      An invoice begins as a draft, gets its number when it is saved, and is owed from the day it is sent.
    </EmptyState>
  )
}
