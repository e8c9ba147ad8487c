import { Button, Stack, Text } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { z } from 'zod'
import { InstantText } from '../../../../components/features/RelativeDate.tsx'
import { type Column, DataTable } from '../../../../components/ui/DataTable.tsx'
import { EmptyState } from '../../../../components/ui/EmptyState.tsx'
import { rowsOf } from '../../../../components/ui/rows-of.ts'
import type { AuditEntry } from '../../../../contract/audit.ts'
import { civilDate } from '../../../../contract/dates.ts'
import { byCursor, query } from '../../../api.ts'
import { AuditEntrySheet } from '../_components/AuditEntrySheet.tsx'
import { type AuditFilter, AuditFilters } from '../_components/AuditFilters.tsx'
import { AuditSeal } from '../_components/AuditSeal.tsx'
import { doorLabels, operationLabel } from '../_components/operation-label.ts'

const search = z.object({
  q: z.string().max(200).optional().catch(undefined),
  actor: z.uuid().optional().catch(undefined),
  entity: z.string().max(50).optional().catch(undefined),
  operation: z.string().max(100).optional().catch(undefined),
  from: civilDate.optional().catch(undefined),
  to: civilDate.optional().catch(undefined),
  entry: z.coerce.string().optional().catch(undefined),
})

export const Route = createFileRoute('/_dashboard/settings/audit-log')({
  validateSearch: search,
  component: AuditLog,
})

function AuditLog() {
  const { entry, ...filter } = Route.useSearch()
  const navigate = Route.useNavigate()
  const log = useInfiniteQuery({
    ...query.audit.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: 50, ...filter, cursor }),
      ...byCursor,
    }),
    placeholderData: keepPreviousData,
  })
  const table = rowsOf(log)
  const opened = table.rows?.find(({ id }) => id === entry)
  const narrow = (change: AuditFilter) =>
    void navigate({ search: (now) => ({ ...now, ...change, entry: undefined }), replace: true })
  const isNarrowed = Object.values(filter).some((value) => value !== undefined)
  return (
    <Stack gap="sm">
      <title>Audit log · Platen</title>
      <AuditSeal filter={filter} />
      <AuditFilters filter={filter} onChange={narrow} />
      <DataTable
        {...table}
        label="Audit log"
        columns={columns}
        rowKey={({ id }) => id}
        rowLink={({ id }) => ({ to: '/settings/audit-log', search: { ...filter, entry: id } })}
        empty={
          <EmptyState
            title={isNarrowed ? 'No such change' : 'Nothing changed yet'}
            action={
              isNarrowed && (
                <Button variant="default" onClick={() => void navigate({ search: {} })}>
                  Show every change
                </Button>
              )
            }
          >
            Every change of state is written here, in the moment it is made.
          </EmptyState>
        }
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
  {
    key: 'position',
    header: 'Seal',
    width: 80,
    align: 'right',
    cell: ({ position }) =>
      position ?? (
        <Text span c="dimmed" title="About to be sealed">
          soon
        </Text>
      ),
  },
]
