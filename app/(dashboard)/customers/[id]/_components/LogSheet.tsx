import { Button, NativeSelect, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSession } from '../../../../../components/features/session.ts'
import { useWrite } from '../../../../../components/features/use-write.ts'
import { RefusalAlert } from '../../../../../components/ui/RefusalAlert.tsx'
import { Sheet } from '../../../../../components/ui/Sheet.tsx'
import { communicationChannelLabels, communicationChannels } from '../../../../../contract/communications.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { wallClockAt } from '../../../../../invoicing/calendar/wall-clock.ts'
import { api, query } from '../../../../api.ts'
import { AttachmentsField } from './AttachmentsField.tsx'
import { type CommunicationDraft, communicationContent, emptyCommunication } from './communication-draft.ts'
import { fullName } from './contact-draft.ts'

interface LogSheetProps {
  customer: Customer
  opened: boolean
  onClose: () => void
}

/** Logs a call, a meeting, a message or an internal note. */
export function LogSheet({ customer, opened, onClose }: LogSheetProps) {
  const { company } = useSession()
  const [draft, setDraft] = useState(emptyCommunication)
  const log = useWrite(api.communications.create, {
    toast: () => 'Logged',
    onDone: () => {
      setDraft(emptyCommunication)
      onClose()
    },
    onRefusal: () => undefined,
  })
  const { error, isPending } = log
  return (
    <Sheet
      opened={opened}
      onClose={() => {
        log.reset()
        onClose()
      }}
      title="Log a conversation"
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form="log" loading={isPending}>
            Log it
          </Button>
        </>
      }
    >
      <form
        id="log"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (isPending) return
          log.mutate({ customerId: customer.id, ...communicationContent(draft, company.timeZone) })
        }}
      >
        <Stack gap="md">
          <LogFields
            customerId={customer.id}
            draft={draft}
            problems={error?.fieldMessages ?? {}}
            onChange={(change) => setDraft((now) => ({ ...now, ...change }))}
          />
          {error && error.fields.length === 0 && <RefusalAlert error={error} />}
        </Stack>
      </form>
    </Sheet>
  )
}

interface LogFieldsProps {
  customerId: string
  draft: CommunicationDraft
  problems: Partial<Record<string, string>>
  onChange: (change: Partial<CommunicationDraft>) => void
}

function LogFields({ customerId, draft, problems, onChange }: LogFieldsProps) {
  const { company } = useSession()
  const isNote = draft.channel === 'note'
  return (
    <>
      <SegmentedControl
        aria-label="What it was"
        fullWidth
        data={communicationChannels.map((value) => ({ value, label: communicationChannelLabels[value] }))}
        value={draft.channel}
        onChange={(channel) => onChange({ channel })}
      />
      {!isNote && (
        <>
          <SegmentedControl
            aria-label="From whom"
            data={[
              { value: 'inbound', label: 'They came to us' },
              { value: 'outbound', label: 'We went to them' },
            ]}
            value={draft.direction}
            onChange={(direction) => onChange({ direction })}
          />
          <ContactChoice
            customerId={customerId}
            value={draft.contactId}
            error={problems.contactId}
            onChange={(contactId) => onChange({ contactId })}
          />
        </>
      )}
      <TextInput
        label="Subject"
        value={draft.subject}
        error={problems.subject}
        maxLength={255}
        onChange={(event) => onChange({ subject: event.currentTarget.value })}
      />
      <Textarea
        label={isNote ? 'Note' : 'What was said'}
        autosize
        minRows={4}
        maxRows={16}
        maxLength={20_000}
        value={draft.body}
        error={problems.body}
        onChange={(event) => onChange({ body: event.currentTarget.value })}
      />
      <TextInput
        label="When"
        type="datetime-local"
        description="Now when left empty; on the shop’s clock."
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        max={wallClockAt(new Date(), company.timeZone)}
        value={draft.happenedAt}
        error={problems.occurredAt}
        onChange={(event) => onChange({ happenedAt: event.currentTarget.value.slice(0, 16) })}
      />
      <AttachmentsField
        attachments={draft.attachments}
        error={problems.attachments}
        onChange={(attachments) => onChange({ attachments })}
      />
    </>
  )
}

interface ContactChoiceProps {
  customerId: string
  value: string
  error: string | undefined
  onChange: (contactId: string) => void
}

function ContactChoice({ customerId, value, error, onChange }: ContactChoiceProps) {
  const contacts = useQuery(query.contacts.list.queryOptions({ input: { customerId } }))
  return (
    <NativeSelect
      label="With"
      data={[
        { value: '', label: 'Nobody in particular' },
        ...(contacts.data?.data ?? []).map((contact) => ({
          value: contact.id,
          label: `${fullName(contact)}, ${contact.role}`,
        })),
      ]}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
