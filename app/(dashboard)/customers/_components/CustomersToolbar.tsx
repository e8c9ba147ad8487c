import { Anchor, Group, NativeSelect, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { SearchField } from '../../../../components/ui/SearchField.tsx'
import {
  type CustomerStatus,
  customerStatuses,
  customerStatusLabels,
} from '../../../../contract/customers.ts'
import { query } from '../../../api.ts'

interface CustomersToolbarProps {
  q: string
  status: CustomerStatus | undefined
  onSearch: (q: string) => void
  onStatus: (status: CustomerStatus | undefined) => void
  /** The group's id. */
  group: string | undefined
  onGroup: (group: string | undefined) => void
}

export function CustomersToolbar({ q, status, onSearch, onStatus, group, onGroup }: CustomersToolbarProps) {
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
      <GroupFilter group={group} onGroup={onGroup} />
      <SearchField
        label="Search customers"
        placeholder="Name, number, e-mail or phone"
        q={q}
        onSearch={onSearch}
      />
    </Group>
  )
}

function GroupFilter({ group, onGroup }: Pick<CustomersToolbarProps, 'group' | 'onGroup'>) {
  const groups = useQuery(query.groups.list.queryOptions())
  const known = groups.data?.data ?? []
  return (
    <Group gap="xs" me="auto">
      {known.length > 0 && (
        <NativeSelect
          aria-label="Group"
          data={[
            { value: '', label: 'Every group' },
            ...known.map(({ id, name, memberCount }) => ({ value: id, label: `${name} (${memberCount})` })),
          ]}
          value={group ?? ''}
          onChange={(event) => onGroup(event.currentTarget.value || undefined)}
        />
      )}
      <Anchor size="sm" renderRoot={(props) => <Link to="/customers/groups" {...props} />}>
        Manage groups
      </Anchor>
    </Group>
  )
}
