import { MoneyText } from '../../../../../components/features/MoneyText.tsx'
import { type Column, DataTable } from '../../../../../components/ui/DataTable.tsx'
import { EmptyState } from '../../../../../components/ui/EmptyState.tsx'
import type { SalesTaxReport } from '../../../../../contract/sales-reports.ts'

interface Row {
  key: string
  what: string
  sales: string
  tax: string
}

/** A line per rate, then a line per reason for no tax, and what it comes to. */
export function SalesTaxTable({ report }: { report: SalesTaxReport }) {
  const { currency, rates, untaxed, totals } = report
  const money = (amount: string) => (
    <MoneyText amount={amount} currency={currency} display="none" zeroAsDash />
  )
  const rows: Row[] = [
    ...rates.map(({ rate, taxableSales, tax }) => ({
      key: `rate-${rate}`,
      what: `Taxed at ${rate}%`,
      sales: taxableSales,
      tax,
    })),
    ...untaxed.map(({ reason, sales }) => ({
      key: `untaxed-${reason ?? ''}`,
      what: reason === null ? 'Not taxable' : `Exempt: ${reason}`,
      sales,
      tax: '0',
    })),
  ]
  const columns: Column<Row>[] = [
    { key: 'what', header: 'Sales', phone: 'who', cell: ({ what }) => what },
    {
      key: 'sales',
      header: `Before tax, ${currency}`,
      align: 'right',
      width: 180,
      cell: ({ sales }) => money(sales),
    },
    {
      key: 'tax',
      header: `Tax, ${currency}`,
      align: 'right',
      width: 180,
      phone: 'amount',
      cell: ({ tax }) => money(tax),
    },
    {
      key: 'onPhone',
      header: 'Before tax',
      phone: 'status',
      isOnlyOnPhone: true,
      cell: ({ sales }) => <>of {money(sales)}</>,
    },
  ]
  return (
    <DataTable
      label={`Sales tax, in ${currency}`}
      columns={columns}
      rows={rows}
      rowKey={({ key }) => key}
      totals={
        rows.length > 0
          ? {
              what: 'Total',
              sales: money(totals.sales),
              tax: money(totals.tax),
              onPhone: <>of {money(totals.sales)}</>,
            }
          : undefined
      }
      empty={
        <EmptyState title="Nothing was sold in these days">
          Choose other days. Invoices count on the day on which they post, drafts not at all.
        </EmptyState>
      }
    />
  )
}
