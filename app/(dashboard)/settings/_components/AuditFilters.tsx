import { Group, NativeSelect, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { DateField } from '../../../../components/ui/DateField.tsx'
import { SearchField } from '../../../../components/ui/SearchField.tsx'
import { auditEntities } from '../../../../contract/audit.ts'
import { query } from '../../../api.ts'
import { entityLabels } from './audit-values.ts'
import { writeOperations } from './operation-label.ts'

/** On a phone they stand side by side, whatever their words are. */
const width = (wide: number) => ({ w: { base: 'calc(50% - 5px)', sm: wide } })

const narrow = { miw: 0, flex: '1 1 0' }

/** What the audit log is asked for; stands in the URL as it is. */
export interface AuditFilter {
  q?: string | undefined
  actor?: string | undefined
  entity?: string | undefined
  operation?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

interface AuditFiltersProps {
  filter: AuditFilter
  onChange: (change: AuditFilter) => void
}

export function AuditFilters({ filter, onChange }: AuditFiltersProps) {
  const actors = useQuery(query.audit.actors.queryOptions())
  const choose = (name: 'actor' | 'entity' | 'operation') => ({
    value: filter[name] ?? '',
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ [name]: event.currentTarget.value || undefined }),
  })
  const people = (actors.data?.data ?? []).map(({ id, name }) => ({ value: id, label: name }))
  const isOther = filter.actor !== undefined && !people.some(({ value }) => value === filter.actor)
  return (
    <Group gap="xs">
      <SearchField
        label="Search the audit log"
        placeholder="Number or name"
        q={filter.q ?? ''}
        onSearch={(q) => onChange({ q: q || undefined })}
      />
      <NativeSelect
        aria-label="Who"
        {...width(130)}
        {...choose('actor')}
        data={[
          { value: '', label: 'Everybody' },
          ...people,
          ...(isOther ? [{ value: filter.actor ?? '', label: 'Somebody else' }] : []),
        ]}
      />
      <NativeSelect
        aria-label="Kind"
        {...width(130)}
        {...choose('entity')}
        data={[
          { value: '', label: 'Everything' },
          ...auditEntities.map((entity) => ({ value: entity, label: entityLabels[entity] })),
        ]}
      />
      <NativeSelect
        aria-label="Change"
        w={{ base: '100%', sm: 170 }}
        {...choose('operation')}
        data={[{ value: '', label: 'Every change' }, ...writeOperations]}
      />
      <Group gap={6} wrap="nowrap" w={{ base: '100%', sm: 'auto' }}>
        <Text c="dimmed" size="sm">
          from
        </Text>
        <DateField
          aria-label="From"
          {...narrow}
          value={filter.from ?? ''}
          onChange={(day) => onChange({ from: day || undefined })}
        />
        <Text c="dimmed" size="sm">
          to
        </Text>
        <DateField
          aria-label="To"
          {...narrow}
          value={filter.to ?? ''}
          onChange={(day) => onChange({ to: day || undefined })}
        />
      </Group>
    </Group>
  )
}
