import { useState } from 'react'
import { bucketName } from '../../../../../components/features/bucket-name.ts'
import { MoneyText } from '../../../../../components/features/MoneyText.tsx'
import { type Column, DataTable, type Sorting } from '../../../../../components/ui/DataTable.tsx'
import { EmptyState } from '../../../../../components/ui/EmptyState.tsx'
import { type AgingBucket, type AgingReport, agingBuckets } from '../../../../../contract/reports.ts'
import { centsOf, decimalText, sumCents } from '../../../../../invoicing/money/money.ts'

type Row = AgingReport['customers'][number]
type SortKey = 'customerName' | AgingBucket | 'unappliedCredit' | 'balance'

const rowsAtOnce = 200

/** A line per customer; the amounts stand under their age, in the report's currency. */
export function AgingTable({ report }: { report: AgingReport }) {
  const [sort, setSort] = useState<Sorting<SortKey>>({ by: 'balance', direction: 'desc' })
  const [count, setCount] = useState(rowsAtOnce)
  const sorted = [...report.customers].sort(comparing(sort))
  const columns = columnsIn(report.currency)
  return (
    <DataTable
      label={`Aging by customer, in ${report.currency}`}
      columns={columns}
      rows={sorted.slice(0, count)}
      rowKey={({ customerId }) => customerId}
      rowLink={({ customerId }) => ({
        to: '/reports/aging',
        search: (now) => ({ ...now, customer: customerId }),
      })}
      sort={sort}
      onSort={setSort}
      totals={totalsOf(report)}
      hasMore={count < sorted.length}
      onMore={() => setCount(count + rowsAtOnce)}
      empty={
        <EmptyState title="Nobody owed anything">
          On that day every invoice sent so far had been paid.
        </EmptyState>
      }
    />
  )
}

function columnsIn(currency: string): Column<Row, SortKey>[] {
  const money = (key: Exclude<SortKey, 'customerName'>, header: string): Column<Row, SortKey> => ({
    key,
    header,
    align: 'right',
    width: 116,
    sortKey: key,
    cell: (row) => (
      <MoneyText amount={row[key]} currency={currency} display="none" zeroAsDash strong={key === 'balance'} />
    ),
    phone: key === 'balance' ? 'amount' : undefined,
  })
  return [
    {
      key: 'customerName',
      header: 'Customer',
      sortKey: 'customerName',
      phone: 'who',
      wraps: true,
      cell: ({ customerName }) => customerName,
    },
    ...agingBuckets.map((bucket) => money(bucket, bucketName(bucket))),
    money('unappliedCredit', 'Credit'),
    {
      key: 'overdue',
      header: 'Overdue',
      phone: 'status',
      isOnlyOnPhone: true,
      cell: (row) => (
        <>
          Overdue <MoneyText amount={overdueOf(row)} currency={currency} zeroAsDash />
        </>
      ),
    },
    { ...money('balance', `Balance ${currency}`), width: 132 },
  ]
}

function totalsOf({ totals, currency }: AgingReport): Partial<Record<string, React.ReactNode>> {
  const keys = [...agingBuckets, 'unappliedCredit', 'balance'] as const
  const sums = keys.map((key) => [
    key,
    <MoneyText key={key} amount={totals[key]} currency={currency} display="none" zeroAsDash />,
  ])
  return { customerName: 'Total', ...Object.fromEntries(sums) }
}

function overdueOf({ days1To30, days31To60, days61To90, over90 }: Row): string {
  return decimalText(sumCents([days1To30, days31To60, days61To90, over90].map(centsOf)))
}

/** By name, or by amount; equal ones by name. */
function comparing({ by, direction }: Sorting<SortKey>) {
  const turn = direction === 'asc' ? 1 : -1
  return (a: Row, b: Row) => {
    const names = a.customerName.localeCompare(b.customerName)
    if (by === 'customerName') return turn * names
    return turn * (centsOf(a[by]) - centsOf(b[by])) || names
  }
}
