import { Button, Group, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useMay } from '../../../../components/features/session.ts'
import { useWrite } from '../../../../components/features/use-write.ts'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import type { Invoice } from '../../../../contract/invoices.ts'
import { api } from '../../../api.ts'
import classes from './InternalNotes.module.css'

/** What the shop notes for itself (C: U44): changed in place, in every state, also after the invoice was sent. */
export function InternalNotes({ invoice }: { invoice: Invoice }) {
  const mayWrite = useMay('accounting.invoices.write')
  const [typed, setTyped] = useState<string | null>(null)
  const save = useWrite(api.invoices.update, {
    onDone: () => setTyped(null),
    toast: () => 'Notes saved',
    onRefusal: () => undefined,
  })
  const submit = () => {
    if (typed === null || save.isPending) return
    save.mutate({
      invoiceId: invoice.id,
      version: invoice.version,
      internalNotes: typed.trim() === '' ? null : typed,
    })
  }
  const edit = (
    <Button variant="subtle" size="compact-xs" onClick={() => setTyped(invoice.internalNotes ?? '')}>
      {invoice.internalNotes ? 'Edit notes' : 'Add notes'}
    </Button>
  )
  return (
    <Panel title="Internal Notes" aside={mayWrite && typed === null ? edit : undefined}>
      {typed === null ? (
        <Text size="sm" c={invoice.internalNotes ? undefined : 'dimmed'} className={classes.text}>
          {invoice.internalNotes ?? 'Seen by the shop only.'}
        </Text>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <Textarea
            aria-label="Internal notes"
            autosize
            autoFocus
            minRows={2}
            maxRows={16}
            maxLength={20_000}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
            }}
          />
          <RefusalAlert error={save.error} />
          <Group gap="xs" mt="xs" justify="flex-end">
            <Button variant="default" size="xs" onClick={() => setTyped(null)}>
              Cancel
            </Button>
            <Button variant="default" size="xs" type="submit" loading={save.isPending}>
              Save notes
            </Button>
          </Group>
        </form>
      )}
    </Panel>
  )
}
