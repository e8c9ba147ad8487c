import { Stack, Table, Text } from '@mantine/core'
import { InstantText } from '../../../../components/features/RelativeDate.tsx'
import { Sheet } from '../../../../components/ui/Sheet.tsx'
import type { AuditEntry } from '../../../../contract/audit.ts'
import { doorLabels, operationLabel } from './operation-label.ts'

interface AuditEntrySheetProps {
  entry: AuditEntry | undefined
  onClose: () => void
}

/** One change: who and when, and every field before and after. */
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
            {entry.actor}, {doorLabels[entry.door]}, <InstantText instant={entry.occurredAt} />
            {entry.label && ` · ${entry.label}`}
          </Text>
          {entry.reason && <Text>“{entry.reason}”</Text>}
          <Table fz="sm" layout="fixed">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Field</Table.Th>
                <Table.Th>Before</Table.Th>
                <Table.Th>After</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {changedFields(entry).map(({ field, before, after }) => (
                <Table.Tr key={field}>
                  <Table.Td style={wrap}>{field}</Table.Td>
                  <Table.Td style={wrap}>{before}</Table.Td>
                  <Table.Td style={wrap}>{after}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Stack>
      )}
    </Sheet>
  )
}

const wrap = { overflowWrap: 'anywhere', verticalAlign: 'top', whiteSpace: 'pre-wrap' } as const

function changedFields({ before, after }: Pick<AuditEntry, 'before' | 'after'>) {
  const was = new Map(Object.entries(before ?? {}))
  const is = new Map(Object.entries(after ?? {}))
  return [...new Set([...was.keys(), ...is.keys()])].map((field) => ({
    field,
    before: textOf(was.get(field)),
    after: textOf(is.get(field)),
  }))
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '–'
  return typeof value === 'string' ? value : JSON.stringify(value, null, 1)
}
