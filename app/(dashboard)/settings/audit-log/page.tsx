import { Group, Stack, Text } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { InstantText } from '../../../../components/features/RelativeDate.tsx'
import { type Column, DataTable } from '../../../../components/ui/DataTable.tsx'
import { DateField } from '../../../../components/ui/DateField.tsx'
import { EmptyState } from '../../../../components/ui/EmptyState.tsx'
import { rowsOf } from '../../../../components/ui/rows-of.ts'
import type { AuditEntry } from '../../../../contract/audit.ts'
import { civilDate } from '../../../../contract/dates.ts'
import { query } from '../../../api.ts'
import { AuditEntrySheet } from '../_components/AuditEntrySheet.tsx'
import { doorLabels, operationLabel } from '../_components/operation-label.ts'
import { SettingsBar } from '../_components/SettingsBar.tsx'

export const Route = createFileRoute('/_dashboard/settings/audit-log')({
  validateSearch: z.object({
    from: civilDate.optional().catch(undefined),
    to: civilDate.optional().catch(undefined),
    entry: z.coerce.string().optional().catch(undefined),
  }),
  component: AuditLog,
})

function AuditLog() {
  const { from, to, entry } = Route.useSearch()
  const navigate = Route.useNavigate()
  const log = useInfiniteQuery({
    ...query.audit.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: 50, from, to, cursor }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.nextCursor ?? undefined,
    }),
    placeholderData: keepPreviousData,
  })
  const table = rowsOf(log)
  const opened = table.rows?.find(({ id }) => id === entry)
  const narrow = (change: { from?: string; to?: string }) =>
    void navigate({ search: (now) => ({ ...now, ...change, entry: undefined }), replace: true })
  return (
    <Stack gap="sm">
      <title>Audit log · Platen</title>
      <SettingsBar text="Every change: who, when, through which door, and what it was before.">
        <Group gap="xs">
          <Text c="dimmed">From</Text>
          <DateField
            aria-label="From"
            value={from ?? ''}
            onChange={(day) => narrow({ from: day || undefined })}
          />
          <Text c="dimmed">to</Text>
          <DateField aria-label="To" value={to ?? ''} onChange={(day) => narrow({ to: day || undefined })} />
        </Group>
      </SettingsBar>
      <DataTable
        {...table}
        label="Audit log"
        columns={columns}
        rowKey={({ id }) => id}
        rowLink={({ id }) => ({ to: '/settings/audit-log', search: { from, to, entry: id } })}
        empty={<EmptyState title="Nothing in these days">Every change of state is written here.</EmptyState>}
      />
      <AuditEntrySheet
        entry={opened}
        onClose={() => void navigate({ search: (now) => ({ ...now, entry: undefined }) })}
      />
    </Stack>
  )
}

const columns: Column<AuditEntry>[] = [
  {
    key: 'operation',
    header: 'What',
    phone: 'who',
    cell: ({ operation }) => operationLabel(operation),
  },
  {
    key: 'label',
    header: 'On',
    phone: 'status',
    cell: ({ label, reason }) => (
      <>
        {label ?? '–'}{' '}
        {reason && (
          <Text span c="dimmed">
            {reason}
          </Text>
        )}
      </>
    ),
  },
  {
    key: 'actor',
    header: 'Who',
    width: 240,
    phone: 'amount',
    cell: ({ actor, door }) => (
      <>
        {actor}{' '}
        <Text span c="dimmed">
          {doorLabels[door]}
        </Text>
      </>
    ),
  },
  {
    key: 'occurredAt',
    header: 'When',
    width: 140,
    align: 'right',
    phone: 'when',
    cell: ({ occurredAt }) => <InstantText instant={occurredAt} />,
  },
]
