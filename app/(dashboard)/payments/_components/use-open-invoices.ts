import { useQuery } from '@tanstack/react-query'
import type { ListedInvoice } from '../../../../contract/invoices.ts'
import { sortValueOf } from '../../../../invoicing/numbers/document-number.ts'
import { query } from '../../../api.ts'

/** A customer's open invoices, the oldest first as the server counts it; of very many the hundred due first. */
export function useOpenInvoices(customerId: string) {
  return useQuery({
    ...query.invoices.list.queryOptions({
      input: { customerId, view: 'outstanding', sort: 'dueDate', direction: 'asc', limit: 100 },
    }),
    select: ({ data }) => ({ data: [...data].sort(byAge) }),
  })
}

/** By due date, issue date, number. */
function byAge(one: ListedInvoice, other: ListedInvoice): number {
  const days = (invoice: ListedInvoice) => `${invoice.dueDate ?? ''} ${invoice.issueDate ?? ''}`
  return (
    days(one).localeCompare(days(other)) || sortValueOf(one.invoiceNumber) - sortValueOf(other.invoiceNumber)
  )
}
