import { Anchor, Group, Stack, Table, Text } from '@mantine/core'
import { IconLink, IconLinkOff } from '@tabler/icons-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import { InstantText } from '../../../../components/features/RelativeDate.tsx'
import { useSession } from '../../../../components/features/session.ts'
import { Sheet } from '../../../../components/ui/Sheet.tsx'
import type { AuditEntry } from '../../../../contract/audit.ts'
import { changedFields } from './audit-values.ts'
import { doorLabels, operationLabel } from './operation-label.ts'

interface AuditEntrySheetProps {
  entry: AuditEntry | undefined
  onClose: () => void
}

/** One change: who and when, every field before and after, and its place in the sealed log. */
export function AuditEntrySheet({ entry, onClose }: AuditEntrySheetProps) {
  return (
    <Sheet
      opened={entry !== undefined}
      onClose={onClose}
      title={entry ? operationLabel(entry.operation) : ''}
    >
      {entry && (
        <Stack gap="md">
          <Text>
            {entry.actor}, {doorLabels[entry.door]}, <InstantText instant={entry.occurredAt} inSentence />
            {entry.label && ` · ${entry.label}`}
          </Text>
          {entry.reason && <Text>“{entry.reason}”</Text>}
          <Fields entry={entry} />
          <Group justify="space-between">
            <SealOf entry={entry} />
            <DocumentLink entry={entry} />
          </Group>
        </Stack>
      )}
    </Sheet>
  )
}

const cell = { overflowWrap: 'anywhere', verticalAlign: 'top', whiteSpace: 'pre-wrap' } as const

/** What was made has no before, and what was removed no after: one column says it. */
function Fields({ entry }: { entry: AuditEntry }) {
  const { company } = useSession()
  const fields = changedFields(entry, company.timeZone)
  if (fields.length === 0) return <Text c="dimmed">It tells no fields.</Text>
  const [had, has] = [entry.before !== null, entry.after !== null]
  return (
    <Table fz="sm" layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Field</Table.Th>
          {had && <Table.Th>Before</Table.Th>}
          {has && <Table.Th>{had ? 'After' : 'Set to'}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {fields.map(({ field, label, before, after }) => (
          <Table.Tr key={field}>
            <Table.Td style={cell}>{label}</Table.Td>
            {had && (
              <Table.Td style={cell} c="dimmed" td={has && before !== '–' ? 'line-through' : undefined}>
                {before}
              </Table.Td>
            )}
            {has && (
              <Table.Td style={cell} fw={had ? 600 : undefined}>
                {after}
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function SealOf({ entry: { position } }: { entry: AuditEntry }) {
  return (
    <Group gap={6} c="dimmed" fz="sm">
      {position === null ? (
        <>
          <IconLinkOff size={16} aria-hidden /> About to be sealed
        </>
      ) : (
        <>
          <IconLink size={16} aria-hidden /> Sealed at position {position}
        </>
      )}
    </Group>
  )
}

function DocumentLink({ entry: { entity, entityId, label } }: { entry: AuditEntry }) {
  const pages: Record<string, LinkProps['to']> = { invoice: '/invoices/$id', customer: '/customers/$id' }
  const to = pages[entity]
  if (!to) return null
  return (
    <Anchor renderRoot={(props) => <Link {...props} to={to} params={{ id: entityId }} />}>
      Open {label ?? `the ${entity}`}
    </Anchor>
  )
}
