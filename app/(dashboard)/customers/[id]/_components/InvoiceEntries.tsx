import { Badge, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import { MoneyText } from '../../../../../components/features/MoneyText.tsx'
import { InstantText } from '../../../../../components/features/RelativeDate.tsx'
import { StatusBadge } from '../../../../../components/features/StatusBadge.tsx'
import { type Column, DataTable } from '../../../../../components/ui/DataTable.tsx'
import { EmptyState } from '../../../../../components/ui/EmptyState.tsx'
import { useEdited } from '../../../../../components/ui/use-edited.ts'
import type { Activity, InvoiceEntry } from '../../../../../contract/activity.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { whyEntryIsFixed } from '../../../../../invoicing/activity/activity.ts'
import { currencySymbol } from '../../../../../invoicing/money/money.ts'
import { ActivitySection } from './ActivitySection.tsx'
import { type EditedEntry, EntrySheet } from './EntrySheet.tsx'
import { type EntryDraft, entryDraftOf, entryFieldLabels } from './entry-draft.ts'
import { RowButton } from './RowButton.tsx'
import { useActivityList } from './use-activity-list.ts'
import { useWhyNot } from './use-why-not.ts'

interface InvoiceEntriesProps {
  customer: Customer
  /** The beginning of each list; undefined while it is on its way. */
  first: Activity | undefined
}

/** The invoices of a customer's activity; entries made in the shop can be edited, and are marked then. */
export function InvoiceEntries({ customer, first }: InvoiceEntriesProps) {
  const { entries, ...more } = useActivityList(customer.id, 'invoices', first)
  const edited = useEdited<EditedEntry, EntryDraft>(entryDraftOf)
  const notAllowed = useWhyNot('accounting.customers.write')
  const { subject } = edited
  const latest = entries?.find(({ invoiceId }) => invoiceId === subject?.id)
  return (
    <ActivitySection title="Invoices" {...more}>
      <DataTable
        label={`Invoices in the activity of ${customer.name}`}
        columns={entryColumns(customer.defaultCurrency, (entry) => (
          <RowButton
            label={`Edit entry ${entry.invoiceNumber}`}
            why={whyEntryIsFixed(entry) ?? notAllowed}
            onClick={() => edited.open({ ...entry, id: entry.invoiceId })}
          >
            Edit
          </RowButton>
        ))}
        rows={entries}
        rowKey={({ invoiceId }) => invoiceId}
        rowLink={({ invoiceId }) => ({ to: '/invoices/$id', params: { id: invoiceId } })}
        empty={
          <EmptyState title="No invoices yet">
            Each invoice of {customer.name} leaves an entry here, from its first draft on.
          </EmptyState>
        }
      />
      {subject && (
        <EntrySheet
          customerId={customer.id}
          entry={subject}
          latest={latest && { ...latest, id: latest.invoiceId }}
          edited={edited}
        />
      )}
    </ActivitySection>
  )
}

function entryColumns(
  currency: string,
  editButton: (entry: InvoiceEntry) => ReactNode,
): Column<InvoiceEntry>[] {
  return [
    {
      key: 'number',
      header: 'Number',
      phone: 'who',
      cell: (entry) => (
        <>
          {entry.invoiceNumber} {entry.editedByHand && <ByHand entry={entry} />}
        </>
      ),
    },
    { key: 'status', header: 'Status', width: 130, cell: (entry) => <StatusBadge {...entry} /> },
    { key: 'origin', header: 'From', width: 140, cell: originOf },
    {
      key: 'created',
      header: 'Made',
      width: 150,
      cell: ({ createdAt }) => <InstantText instant={createdAt} />,
    },
    {
      key: 'facts',
      header: 'Status',
      phone: 'status',
      isOnlyOnPhone: true,
      cell: (entry) => (
        <>
          <StatusBadge {...entry} /> {originOf(entry)} · <InstantText instant={entry.createdAt} />
        </>
      ),
    },
    {
      key: 'total',
      header: `Total, ${currencySymbol(currency)}`,
      width: 130,
      align: 'right',
      phone: 'amount',
      cell: ({ total }) => <MoneyText amount={total} currency={currency} display="none" />,
    },
    { key: 'edit', header: 'Change', width: 90, align: 'right', phone: 'when', cell: editButton },
  ]
}

function originOf({ readOnly }: InvoiceEntry): string {
  return readOnly ? 'Online order' : 'In the shop'
}

function ByHand({ entry }: { entry: InvoiceEntry }) {
  const fields = entry.editedFields.map((field) => entryFieldLabels[field].toLowerCase()).join(', ')
  return (
    <Tooltip label={`Set by hand: ${fields}`}>
      <Badge size="sm" tt="none" variant="default">
        Edited by hand
      </Badge>
    </Tooltip>
  )
}
