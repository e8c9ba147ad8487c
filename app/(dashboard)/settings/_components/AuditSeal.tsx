import { Button, Group, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { InstantText } from '../../../../components/features/RelativeDate.tsx'
import { CopyButton } from '../../../../components/ui/CopyButton.tsx'
import type { AuditHead } from '../../../../contract/audit.ts'
import { formatDate } from '../../../../invoicing/calendar/calendar.ts'
import { query } from '../../../api.ts'
import type { AuditFilter } from './AuditFilters.tsx'

/** How far the log is sealed; the seal to note down, which tells later whether history was changed; the log as a file. */
export function AuditSeal({ filter }: { filter: AuditFilter }) {
  const head = useQuery({ ...query.audit.head.queryOptions(), refetchInterval: 10_000 })
  const wanted = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []))
  return (
    <Group justify="space-between" gap="sm">
      <div>
        <Text c="dimmed">Every change: who, when, through which door, and what it was before.</Text>
        <Text c="dimmed" size="sm">
          {head.data ? <Sealed head={head.data} /> : 'Looking at the seal …'}
        </Text>
      </div>
      <Group gap="xs">
        {head.data && head.data.position > 0 && (
          <CopyButton value={`${head.data.position} ${head.data.hash}`} label="Copy the seal" />
        )}
        <Button
          component="a"
          href={`/api/v1/audit-log/csv?${new URLSearchParams(wanted)}`}
          download
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          Download CSV
        </Button>
      </Group>
    </Group>
  )
}

function Sealed({ head: { position, sealedAt, waiting, lastNoted } }: { head: AuditHead }) {
  return (
    <>
      {sealedAt === null ? (
        'Nothing is sealed yet. '
      ) : (
        <>
          Sealed up to position {position}, <InstantText instant={sealedAt} inSentence />.{' '}
        </>
      )}
      {waiting > 0 && `${waiting} about to be sealed. `}
      {lastNoted &&
        `Noted outside the database on ${formatDate(lastNoted.day)}, position ${lastNoted.position}.`}
    </>
  )
}
