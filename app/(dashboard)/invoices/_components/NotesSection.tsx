import { Accordion, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { DocumentForm } from './use-document-form.ts'

/** Notes to the customer and to ourselves, closed until there are some (C: U87-U89). */
export function NotesSection({ form }: { form: DocumentForm }) {
  const { draft, change, messages } = form
  const [open, setOpen] = useState(draft.customerNotes || draft.internalNotes ? 'notes' : null)
  const isOpen = messages.customerNotes || messages.internalNotes ? 'notes' : open
  return (
    <Accordion
      variant="contained"
      radius="lg"
      bg="var(--platen-panel)"
      value={isOpen}
      onChange={setOpen}
      transitionDuration={120}
    >
      <Accordion.Item value="notes">
        <Accordion.Control>Notes</Accordion.Control>
        <Accordion.Panel>
          <Stack gap="sm">
            <Textarea
              label="Customer notes"
              dir="auto"
              description="Stand on the invoice."
              autosize
              minRows={2}
              maxRows={12}
              maxLength={20_000}
              value={draft.customerNotes}
              error={messages.customerNotes}
              onChange={(event) => change({ customerNotes: event.currentTarget.value })}
            />
            <Textarea
              label="Internal notes"
              dir="auto"
              description="Only for the shop; can be changed after sending too."
              autosize
              minRows={2}
              maxRows={12}
              maxLength={20_000}
              value={draft.internalNotes}
              error={messages.internalNotes}
              onChange={(event) => change({ internalNotes: event.currentTarget.value })}
            />
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  )
}
