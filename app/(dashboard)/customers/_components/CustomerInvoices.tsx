import { useInfiniteQuery } from '@tanstack/react-query'
import { DataTable } from '../../../../components/ui/DataTable.tsx'
import { EmptyState } from '../../../../components/ui/EmptyState.tsx'
import { rowsOf } from '../../../../components/ui/rows-of.ts'
import type { Customer } from '../../../../contract/customers.ts'
import { byCursor, query } from '../../../api.ts'
import { invoiceColumns } from '../../invoices/_components/InvoicesDataTable.tsx'
import { CustomerFinances } from './CustomerFinances.tsx'

const shown = ['invoiceNumber', 'status', 'total', 'dueDate', 'balanceDue']

/** How one customer pays, and their invoices, newest first (C: the Invoices tab of the customer's page). */
export function CustomerInvoices({ customer }: { customer: Customer }) {
  const invoices = useInfiniteQuery(
    query.invoices.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        customerId: customer.id,
        limit: 50,
        detail: 'brief',
        cursor,
      }),
      ...byCursor,
    }),
  )
  const columns = invoiceColumns(customer.defaultCurrency).filter(({ key }) => shown.includes(key))
  return (
    <>
      <CustomerFinances customer={customer} />
      <DataTable
        label={`Invoices of ${customer.name}`}
        // Without a column that takes what is left, each takes its share but for the one that would be cut.
        columns={columns.map(({ width, ...column }) => ({
          ...column,
          width: column.key === 'status' ? width : undefined,
          sortKey: undefined,
        }))}
        rowKey={(invoice) => invoice.id}
        rowLink={(invoice) => ({ to: '/invoices/$id', params: { id: invoice.id } })}
        empty={<EmptyState title="No invoices yet">What {customer.name} is billed stands here.</EmptyState>}
        {...rowsOf(invoices)}
      />
    </>
  )
}
