import { Badge, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { PhoneLink } from '../../../../../components/features/PhoneLink.tsx'
import { useWrite } from '../../../../../components/features/use-write.ts'
import { ClosedButton } from '../../../../../components/ui/ClosedButton.tsx'
import { ConfirmDialog } from '../../../../../components/ui/ConfirmDialog.tsx'
import { EmptyState } from '../../../../../components/ui/EmptyState.tsx'
import { ItemList, ItemRow } from '../../../../../components/ui/ItemList.tsx'
import { useEdited } from '../../../../../components/ui/use-edited.ts'
import { type Contact, preferredChannelLabels } from '../../../../../contract/contacts.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { api, query } from '../../../../api.ts'
import { ContactSheet } from './ContactSheet.tsx'
import { contactDraftOf, fullName } from './contact-draft.ts'
import { RowButton } from './RowButton.tsx'
import { TabHead } from './TabHead.tsx'
import { useWhyNot } from './use-why-not.ts'

/** Whom to call about what; one primary contact for each role. */
export function ContactsTab({ customer }: { customer: Customer }) {
  const customerId = customer.id
  const contacts = useQuery(query.contacts.list.queryOptions({ input: { customerId } }))
  const edited = useEdited(contactDraftOf)
  const [leaving, setLeaving] = useState<Contact | null>(null)
  const [isRemoving, setRemoving] = useState(false)
  const why = useWhyNot('accounting.customers.manage_contacts')
  const makePrimary = useWrite(api.contacts.update, {
    toast: (contact) => `${fullName(contact)} is the primary ${contact.role} contact`,
  })
  const add = (
    <ClosedButton why={why} variant="default" onClick={() => edited.open(null)}>
      Add contact
    </ClosedButton>
  )
  const isEmpty = contacts.data?.data.length === 0
  return (
    <>
      <TabHead actions={!isEmpty && add}>
        Whom to call about what. The primary billing contact is the one invoices are meant for.
      </TabHead>
      <ItemList
        label={`Contacts of ${customer.name}`}
        items={contacts.data?.data}
        itemKey={({ id }) => id}
        error={contacts.error}
        onRetry={() => void contacts.refetch()}
        empty={
          <EmptyState title="No contacts yet" action={add}>
            Add who approves proofs, who pays, and who to call when nobody does.
          </EmptyState>
        }
      >
        {(contact) => (
          <ContactRow
            contact={contact}
            why={why}
            isBusy={makePrimary.isPending}
            onEdit={() => edited.open(contact)}
            onPrimary={() =>
              makePrimary.mutate({
                customerId,
                contactId: contact.id,
                version: contact.version,
                isPrimary: true,
              })
            }
            onRemove={() => {
              setLeaving(contact)
              setRemoving(true)
            }}
          />
        )}
      </ItemList>
      <ContactSheet customer={customer} contacts={contacts.data?.data ?? []} edited={edited} />
      {leaving && <RemoveContact contact={leaving} opened={isRemoving} onClose={() => setRemoving(false)} />}
    </>
  )
}

interface ContactRowProps {
  contact: Contact
  why: string | undefined
  isBusy: boolean
  onEdit: () => void
  onPrimary: () => void
  onRemove: () => void
}

function ContactRow({ contact, why, isBusy, onEdit, onPrimary, onRemove }: ContactRowProps) {
  const name = fullName(contact)
  return (
    <ItemRow
      title={name}
      marks={
        <>
          <Text span size="sm">
            {contact.role}
          </Text>
          {contact.isPrimary && (
            <Badge variant="light" size="sm" tt="none">
              Primary
            </Badge>
          )}
        </>
      }
      facts={[
        <a key="email" href={`mailto:${contact.email}`}>
          {contact.email}
        </a>,
        contact.phone && <PhoneLink key="phone" phone={contact.phone} />,
        `Prefers ${preferredChannelLabels[contact.preferredChannel].toLowerCase()}`,
      ]}
      actions={
        <>
          {!contact.isPrimary && (
            <RowButton label={`Make primary: ${name}`} why={isBusy ? 'One moment.' : why} onClick={onPrimary}>
              Make primary
            </RowButton>
          )}
          <RowButton label={`Edit ${name}`} why={why} onClick={onEdit}>
            Edit
          </RowButton>
          <RowButton label={`Remove ${name}`} why={why} color="red" onClick={onRemove}>
            Remove
          </RowButton>
        </>
      }
    />
  )
}

interface RemoveContactProps {
  contact: Contact
  opened: boolean
  onClose: () => void
}

function RemoveContact({ contact, opened, onClose }: RemoveContactProps) {
  const name = fullName(contact)
  const remove = useWrite(api.contacts.remove, {
    toast: () => `${name} removed`,
    onDone: onClose,
    onRefusal: () => undefined,
  })
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Remove ${name}`}
      confirmLabel={`Remove ${name}`}
      isDangerous
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ customerId: contact.customerId, contactId: contact.id })}
    >
      <Text size="sm">
        {name} is no longer offered anywhere. What was said with them stays under Communications.
        {contact.isPrimary && ` The role ${contact.role} then has no primary contact.`}
      </Text>
    </ConfirmDialog>
  )
}
