import { MoneyText } from '../../../../../components/features/MoneyText.tsx'
import { QuoteStatusBadge } from '../../../../../components/features/QuoteStatusBadge.tsx'
import { InstantText } from '../../../../../components/features/RelativeDate.tsx'
import { type Column, DataTable } from '../../../../../components/ui/DataTable.tsx'
import { EmptyState } from '../../../../../components/ui/EmptyState.tsx'
import type { Activity, QuoteEntry } from '../../../../../contract/activity.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { currencySymbol } from '../../../../../invoicing/money/money.ts'
import { ActivitySection } from './ActivitySection.tsx'
import { useActivityList } from './use-activity-list.ts'

interface QuoteEntriesProps {
  customer: Customer
  /** The beginning of each list; undefined while it is on its way. */
  first: Activity | undefined
}

/** The quotes of a customer's activity. */
export function QuoteEntries({ customer, first }: QuoteEntriesProps) {
  const { entries, ...more } = useActivityList(customer.id, 'quotes', first)
  return (
    <ActivitySection title="Quotes" {...more}>
      <DataTable
        label={`Quotes in the activity of ${customer.name}`}
        columns={quoteColumns(customer.defaultCurrency)}
        rows={entries}
        rowKey={({ quoteId }) => quoteId}
        rowLink={({ quoteId }) => ({ to: '/quotes/$id', params: { id: quoteId } })}
        empty={<EmptyState title="No quotes yet">What {customer.name} is offered stands here.</EmptyState>}
      />
    </ActivitySection>
  )
}

function quoteColumns(currency: string): Column<QuoteEntry>[] {
  return [
    {
      key: 'number',
      header: 'Number',
      width: 130,
      phone: 'who',
      cell: ({ quoteNumber }) => <strong>{quoteNumber}</strong>,
    },
    { key: 'title', header: 'For', phone: 'status', cell: ({ title }) => title ?? '–' },
    {
      key: 'status',
      header: 'Status',
      width: 140,
      phone: 'when',
      cell: (entry) => <QuoteStatusBadge quote={entry} />,
    },
    {
      key: 'created',
      header: 'Made',
      width: 150,
      cell: ({ createdAt }) => <InstantText instant={createdAt} />,
    },
    {
      key: 'total',
      header: `Total, ${currencySymbol(currency)}`,
      width: 130,
      align: 'right',
      phone: 'amount',
      cell: ({ total }) => <MoneyText amount={total} currency={currency} display="none" />,
    },
  ]
}
