import { JobStatusBadge } from '../../../../../components/features/JobStatusBadge.tsx'
import { InstantText } from '../../../../../components/features/RelativeDate.tsx'
import { type Column, DataTable } from '../../../../../components/ui/DataTable.tsx'
import { EmptyState } from '../../../../../components/ui/EmptyState.tsx'
import type { Activity, OrderEntry } from '../../../../../contract/activity.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { formatDate } from '../../../../../invoicing/calendar/calendar.ts'
import { ActivitySection } from './ActivitySection.tsx'
import { useActivityList } from './use-activity-list.ts'

interface OrderEntriesProps {
  customer: Customer
  /** The beginning of each list; undefined while it is on its way. */
  first: Activity | undefined
}

/** The orders of a customer's activity: the jobs that the shop does for them. */
export function OrderEntries({ customer, first }: OrderEntriesProps) {
  const { entries, ...more } = useActivityList(customer.id, 'orders', first)
  return (
    <ActivitySection title="Orders" {...more}>
      <DataTable
        label={`Orders in the activity of ${customer.name}`}
        columns={orderColumns}
        rows={entries}
        rowKey={({ jobId }) => jobId}
        rowLink={({ jobId }) => ({ to: '/jobs/$id', params: { id: jobId } })}
        empty={
          <EmptyState title="No orders yet">What the shop makes for {customer.name} stands here.</EmptyState>
        }
      />
    </ActivitySection>
  )
}

const orderColumns: Column<OrderEntry>[] = [
  {
    key: 'number',
    header: 'Number',
    width: 130,
    phone: 'who',
    cell: ({ jobNumber }) => <strong>{jobNumber}</strong>,
  },
  { key: 'title', header: 'For', phone: 'status', cell: ({ title }) => title },
  {
    key: 'status',
    header: 'Status',
    width: 140,
    phone: 'amount',
    cell: ({ status }) => <JobStatusBadge status={status} />,
  },
  {
    key: 'created',
    header: 'Made',
    width: 150,
    cell: ({ createdAt }) => <InstantText instant={createdAt} />,
  },
  {
    key: 'due',
    header: 'Due',
    width: 130,
    align: 'right',
    phone: 'when',
    cell: ({ dueDate }) => (dueDate ? <time dateTime={dueDate}>{formatDate(dueDate)}</time> : '–'),
  },
]
