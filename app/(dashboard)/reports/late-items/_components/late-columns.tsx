import { MoneyText } from '../../../../../components/features/MoneyText.tsx'
import { InstantText } from '../../../../../components/features/RelativeDate.tsx'
import type { Column, RowLink } from '../../../../../components/ui/DataTable.tsx'
import type { LateItem } from '../../../../../contract/ledger-reports.ts'
import { statementLineLabels } from '../../../../../contract/statements.ts'
import { formatDate } from '../../../../../invoicing/calendar/calendar.ts'

/** Where a late item leads: its invoice, its payment, or else its customer. */
export function lateLink({ invoiceId, paymentId, customerId }: LateItem): RowLink {
  if (invoiceId) return { to: '/invoices/$id', params: { id: invoiceId } }
  if (paymentId) return { to: '/payments/$id', params: { id: paymentId } }
  return { to: '/customers/$id', params: { id: customerId } }
}

/** What it is, whose, how much, and both of its days. */
export const lateColumns: Column<LateItem>[] = [
  {
    key: 'what',
    header: 'What',
    phone: 'status',
    width: 210,
    cell: ({ kind, invoiceNumber }) => [statementLineLabels[kind], invoiceNumber].filter(Boolean).join(' '),
  },
  { key: 'customer', header: 'Customer', phone: 'who', cell: ({ customerName }) => customerName },
  {
    key: 'documentDate',
    header: 'Dated',
    width: 120,
    cell: ({ documentDate }) => formatDate(documentDate),
  },
  {
    key: 'postingDate',
    header: 'Posted on',
    width: 120,
    cell: ({ postingDate }) => formatDate(postingDate),
  },
  {
    key: 'days',
    header: 'Days',
    phone: 'when',
    isOnlyOnPhone: true,
    cell: ({ documentDate, postingDate }) => `${formatDate(documentDate)} → ${formatDate(postingDate)}`,
  },
  {
    key: 'recordedAt',
    header: 'Recorded',
    width: 130,
    cell: ({ recordedAt }) => <InstantText instant={recordedAt} />,
  },
  {
    key: 'amount',
    header: 'Amount',
    align: 'right',
    width: 130,
    phone: 'amount',
    cell: ({ amount, currency }) => <MoneyText amount={amount} currency={currency} strong />,
  },
]
