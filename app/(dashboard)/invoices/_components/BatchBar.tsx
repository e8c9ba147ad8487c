import { Button } from '@mantine/core'
import { notAllowed, useMay } from '../../../../components/features/session.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { counted } from '../../../../contract/words.ts'
import classes from './BatchBar.module.css'

export type BatchKind = 'send' | 'markPaid' | 'remind'

interface BatchBarProps {
  count: number
  onStart: (kind: BatchKind) => void
  onClear: () => void
}

/** What can be done with the chosen invoices (C: U14-U16); it stays in view while one scrolls. */
export function BatchBar({ count, onStart, onClear }: BatchBarProps) {
  const maySend = useMay('accounting.invoices.send')
  const mayRecord = useMay('accounting.payments.write')
  return (
    <section className={classes.bar} aria-label="Chosen invoices">
      <output>{counted(count, 'invoice')} selected</output>
      <span className={classes.actions}>
        <ClosedButton
          size="xs"
          variant="default"
          why={maySend ? undefined : notAllowed}
          onClick={() => onStart('send')}
        >
          Send Selected
        </ClosedButton>
        <ClosedButton
          size="xs"
          variant="default"
          why={mayRecord ? undefined : notAllowed}
          onClick={() => onStart('markPaid')}
        >
          Mark as Paid
        </ClosedButton>
        <ClosedButton
          size="xs"
          variant="default"
          why={maySend ? undefined : notAllowed}
          onClick={() => onStart('remind')}
        >
          Send Reminder
        </ClosedButton>
        <Button size="xs" variant="subtle" onClick={onClear}>
          Clear
        </Button>
      </span>
    </section>
  )
}
