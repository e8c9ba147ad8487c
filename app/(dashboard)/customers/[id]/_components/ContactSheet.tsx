import { Autocomplete, Button, Checkbox, NativeSelect, Stack, TextInput } from '@mantine/core'
import { StaleAlert } from '../../../../../components/features/StaleAlert.tsx'
import { useStale } from '../../../../../components/features/use-stale.ts'
import { useWrite } from '../../../../../components/features/use-write.ts'
import { RefusalAlert } from '../../../../../components/ui/RefusalAlert.tsx'
import { Sheet } from '../../../../../components/ui/Sheet.tsx'
import type { useEdited } from '../../../../../components/ui/use-edited.ts'
import {
  type Contact,
  preferredChannelLabels,
  preferredChannels,
  usualContactRoles,
} from '../../../../../contract/contacts.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { api } from '../../../../api.ts'
import {
  type ContactDraft,
  contactContent,
  contactDraftOf,
  contactInWords,
  fullName,
  primaryBefore,
} from './contact-draft.ts'

interface ContactSheetProps {
  customer: Customer
  contacts: readonly Contact[]
  edited: ReturnType<typeof useEdited<Contact, ContactDraft>>
}

/** Adds or changes a contact; who becomes primary takes the role over. */
export function ContactSheet({ customer, contacts, edited }: ContactSheetProps) {
  const { subject, draft, opened, change } = edited
  const stale = useStale(edited, {
    latest: contacts.find(({ id }) => id === subject?.id),
    draftOf: contactDraftOf,
  })
  const options = {
    toast: (contact: Contact) => `${fullName(contact)} saved`,
    onDone: () => {
      stale.forget()
      edited.forget()
    },
    onRefusal: stale.meet,
  }
  const create = useWrite(api.contacts.create, options)
  const update = useWrite(api.contacts.update, options)
  const { error, isPending } = subject ? update : create
  const close = () => {
    create.reset()
    update.reset()
    stale.close()
    edited.close()
  }
  const save = (over = subject) => {
    const content = contactContent(draft)
    if (over) {
      const { id: contactId, version } = over
      update.mutate({ customerId: customer.id, contactId, version, ...content })
    } else create.mutate({ customerId: customer.id, ...content })
  }
  return (
    <Sheet
      opened={opened}
      onClose={close}
      title={subject ? `Edit ${fullName(subject)}` : 'Add contact'}
      footer={
        <>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" form="contact" loading={isPending}>
            Save contact
          </Button>
        </>
      }
    >
      <form
        id="contact"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!isPending) save()
        }}
      >
        <Stack gap="md">
          {subject && (
            <StaleAlert
              name={fullName(subject)}
              {...{ draft, stale, isPending }}
              inWords={contactInWords}
              onOverwrite={() => save(stale.over)}
            />
          )}
          <ContactFields draft={draft} problems={error?.fieldMessages ?? {}} onChange={change} />
          <Checkbox
            label={`Primary ${draft.role.trim() || 'contact'} contact`}
            description={primaryNote(draft, subject, primaryBefore(contacts, draft.role, subject?.id))}
            checked={draft.isPrimary}
            onChange={(event) => change({ isPrimary: event.currentTarget.checked })}
          />
          {error && error.fields.length === 0 && !stale.isStale && <RefusalAlert error={error} />}
        </Stack>
      </form>
    </Sheet>
  )
}

function primaryNote(draft: ContactDraft, subject: Contact | null, before: Contact | undefined): string {
  if (before && draft.isPrimary) return `Takes over from ${fullName(before)}.`
  if (before) return `${fullName(before)} is primary now.`
  return subject?.isPrimary && !draft.isPrimary ? 'The role then has no primary contact.' : 'Nobody is yet.'
}

interface ContactFieldsProps {
  draft: ContactDraft
  problems: Partial<Record<string, string>>
  onChange: (change: Partial<ContactDraft>) => void
}

function ContactFields({ draft, problems, onChange }: ContactFieldsProps) {
  const text = (name: 'firstName' | 'lastName' | 'email' | 'phone', maxLength: number) => ({
    value: draft[name],
    error: problems[name],
    maxLength,
    autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ [name]: event.currentTarget.value }),
  })
  return (
    <>
      <TextInput label="First name" data-autofocus {...text('firstName', 100)} />
      <TextInput label="Last name" {...text('lastName', 100)} />
      <TextInput label="E-mail" type="email" {...text('email', 255)} />
      <TextInput label="Phone" type="tel" {...text('phone', 50)} />
      <Autocomplete
        label="Role"
        description="Choose one or write another."
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={[...usualContactRoles]}
        value={draft.role}
        error={problems.role}
        maxLength={100}
        onChange={(role) => onChange({ role })}
      />
      <NativeSelect
        label="Prefers"
        data={preferredChannels.map((channel) => ({
          value: channel,
          label: preferredChannelLabels[channel],
        }))}
        value={draft.preferredChannel}
        onChange={(event) => {
          const chosen = preferredChannels.find((channel) => channel === event.currentTarget.value)
          if (chosen) onChange({ preferredChannel: chosen })
        }}
      />
    </>
  )
}
