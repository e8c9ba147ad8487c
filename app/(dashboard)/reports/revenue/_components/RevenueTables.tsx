import { Text } from '@mantine/core'
import { MoneyText } from '../../../../../components/features/MoneyText.tsx'
import { type Column, DataTable } from '../../../../../components/ui/DataTable.tsx'
import { EmptyState } from '../../../../../components/ui/EmptyState.tsx'
import type { RevenueReport } from '../../../../../contract/sales-reports.ts'
import { centsOf } from '../../../../../invoicing/money/money.ts'
import classes from './RevenueTables.module.css'

type Figures = RevenueReport['totals']
type FigureKey = keyof Figures

const headers: Record<FigureKey, string> = {
  invoiced: 'Invoiced',
  credited: 'Credited',
  revenue: 'Revenue',
  tax: 'Tax',
}
const order: FigureKey[] = ['invoiced', 'credited', 'tax', 'revenue']

function money(amount: string, currency: string, strong = false) {
  return <MoneyText amount={amount} currency={currency} display="none" zeroAsDash strong={strong} />
}

function figureColumns<Row extends Figures>(currency: string): Column<Row>[] {
  return order.map((key) => ({
    key,
    header: key === 'revenue' ? `${headers[key]}, ${currency}` : headers[key],
    align: 'right',
    width: 132,
    cell: (row) => money(row[key], currency, key === 'revenue'),
    phone: key === 'revenue' ? 'amount' : undefined,
  }))
}

/** A line and a bar for each month in which something posted. */
export function RevenueByMonth({ report }: { report: RevenueReport }) {
  const { currency, months, totals } = report
  const longest = Math.max(...months.map(({ revenue }) => centsOf(revenue)), 1)
  const columns: Column<RevenueReport['months'][number]>[] = [
    { key: 'month', header: 'Month', width: 110, phone: 'who', cell: ({ month }) => monthName(month) },
    {
      key: 'bar',
      header: 'Chart',
      phone: 'status',
      cell: ({ revenue }) => (
        <span className={classes.track} aria-hidden="true">
          <span style={{ width: `${(Math.max(centsOf(revenue), 0) / longest) * 100}%` }} />
        </span>
      ),
    },
    ...figureColumns<RevenueReport['months'][number]>(currency),
  ]
  return (
    <DataTable
      label={`Revenue by month, in ${currency}`}
      columns={columns}
      rows={months}
      rowKey={({ month }) => month}
      totals={
        months.length > 0
          ? {
              month: 'Total',
              ...Object.fromEntries(order.map((key) => [key, money(totals[key], currency, true)])),
            }
          : undefined
      }
      empty={
        <EmptyState title="Nothing was earned in these days">
          Choose other days. Invoices count on the day on which they post, drafts not at all.
        </EmptyState>
      }
    />
  )
}

/** The customers who brought most; each leads to its page. */
export function RevenueByCustomer({ report }: { report: RevenueReport }) {
  const { currency, customers, customerCount } = report
  const columns: Column<RevenueReport['customers'][number]>[] = [
    { key: 'customer', header: 'Customer', phone: 'who', cell: ({ customerName }) => customerName },
    ...figureColumns<RevenueReport['customers'][number]>(currency),
  ]
  return (
    <>
      <DataTable
        label={`Revenue by customer, in ${currency}`}
        columns={columns}
        rows={customers}
        rowKey={({ customerId }) => customerId}
        rowLink={({ customerId }) => ({ to: '/customers/$id', params: { id: customerId } })}
        empty={null}
      />
      {customerCount > customers.length && (
        <Text size="xs" c="dimmed">
          The {customers.length} who brought most, of {customerCount.toLocaleString('en-US')}.
        </Text>
      )}
    </>
  )
}

/** "2026-11" is Nov 2026. */
function monthName(month: string): string {
  const [year = '', number = ''] = month.split('-')
  const name = new Date(Date.UTC(Number(year), Number(number) - 1, 1)).toLocaleDateString('en-US', {
    month: 'short',
    timeZone: 'UTC',
  })
  return `${name} ${year}`
}
