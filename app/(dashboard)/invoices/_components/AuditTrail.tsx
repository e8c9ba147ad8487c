import { Accordion, Anchor, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, useState } from 'react'
import { InstantText } from '../../../../components/features/RelativeDate.tsx'
import { useMay } from '../../../../components/features/session.ts'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import type { AuditEntry } from '../../../../contract/audit.ts'
import { query } from '../../../api.ts'
import { OnceOpened } from '../../_components/OnceOpened.tsx'
import { doorLabels, operationLabel } from '../../settings/_components/operation-label.ts'
import classes from './AuditTrail.module.css'

const AuditEntrySheet = lazy(async () => ({
  default: (await import('../../settings/_components/AuditEntrySheet.tsx')).AuditEntrySheet,
}))

/** Who did what to an invoice, read only when somebody wants to know; an entry opens to what it changed (C: U46). */
export function AuditTrail({ invoiceId }: { invoiceId: string }) {
  const mayRead = useMay('accounting.audit.read')
  const [open, setOpen] = useState<string | null>(null)
  const [shown, setShown] = useState<AuditEntry>()
  const log = useQuery({
    ...query.invoices.auditLog.queryOptions({ input: { invoiceId } }),
    enabled: mayRead && open !== null,
  })
  if (!mayRead) return null
  return (
    <Accordion
      variant="contained"
      radius="lg"
      bg="var(--platen-panel)"
      value={open}
      onChange={setOpen}
      transitionDuration={120}
    >
      <Accordion.Item value="log">
        <Accordion.Control>Audit log</Accordion.Control>
        <Accordion.Panel>
          <RefusalAlert error={log.error} />
          {log.isPending && (
            <Text size="sm" c="dimmed">
              Reading …
            </Text>
          )}
          <ol className={classes.entries}>
            {log.data?.data.map((entry) => (
              <li key={entry.id}>
                <Anchor component="button" type="button" ta="start" onClick={() => setShown(entry)}>
                  {operationLabel(entry.operation)}
                </Anchor>
                <span className={classes.fact}>
                  {entry.actor} {doorLabels[entry.door]},{' '}
                  <InstantText instant={entry.occurredAt} inSentence />
                  {entry.reason && ` · “${entry.reason}”`}
                </span>
              </li>
            ))}
          </ol>
        </Accordion.Panel>
      </Accordion.Item>
      <OnceOpened opened={shown !== undefined}>
        <AuditEntrySheet entry={shown} onClose={() => setShown(undefined)} />
      </OnceOpened>
    </Accordion>
  )
}
