import { Group, SegmentedControl } from '@mantine/core'
import {
  type CustomerStatus,
  customerStatuses,
  customerStatusLabels,
} from '../../../../contract/customers.ts'
import { SearchField } from '../../invoices/_components/SearchField.tsx'

interface CustomersToolbarProps {
  q: string
  status: CustomerStatus | undefined
  onSearch: (q: string) => void
  onStatus: (status: CustomerStatus | undefined) => void
}

export function CustomersToolbar({ q, status, onSearch, onStatus }: CustomersToolbarProps) {
  return (
    <Group justify="space-between" gap="xs" mb={10}>
      <SegmentedControl
        aria-label="Status"
        data={[
          { value: 'all', label: 'All' },
          ...customerStatuses.map((known) => ({ value: known, label: customerStatusLabels[known] })),
        ]}
        value={status ?? 'all'}
        onChange={(next) => onStatus(customerStatuses.find((known) => known === next))}
      />
      <SearchField
        label="Search customers"
        placeholder="Name, number, e-mail or phone"
        q={q}
        onSearch={onSearch}
      />
    </Group>
  )
}
