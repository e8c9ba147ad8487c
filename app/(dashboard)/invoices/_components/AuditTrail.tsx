import { Accordion, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { InstantText } from '../../../../components/features/RelativeDate.tsx'
import { useMay } from '../../../../components/features/session.ts'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import { query } from '../../../api.ts'
import { doorLabels, operationLabel } from '../../settings/_components/operation-label.ts'
import classes from './AuditTrail.module.css'

/** Who did what to an invoice, read only when somebody wants to know (C: U46). */
export function AuditTrail({ invoiceId }: { invoiceId: string }) {
  const mayRead = useMay('accounting.audit.read')
  const [open, setOpen] = useState<string | null>(null)
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
                <span>{operationLabel(entry.operation)}</span>
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
    </Accordion>
  )
}
