import {
  type Contact,
  type PreferredChannel,
  preferredChannelLabels,
} from '../../../../../contract/contacts.ts'

/** A contact as it is being typed. */
export interface ContactDraft {
  firstName: string
  lastName: string
  email: string
  phone: string
  role: string
  preferredChannel: PreferredChannel
  isPrimary: boolean
}

export function contactDraftOf(contact: Contact | null): ContactDraft {
  return {
    firstName: contact?.firstName ?? '',
    lastName: contact?.lastName ?? '',
    email: contact?.email ?? '',
    phone: contact?.phone ?? '',
    role: contact?.role ?? 'billing',
    preferredChannel: contact?.preferredChannel ?? 'email',
    isPrimary: contact?.isPrimary ?? false,
  }
}

export function contactContent(draft: ContactDraft) {
  return { ...draft, phone: draft.phone.trim() || null }
}

/** Field by field, as it is read beside another version. */
export function contactInWords(draft: ContactDraft): [field: string, text: string][] {
  return [
    ['First name', draft.firstName],
    ['Last name', draft.lastName],
    ['E-mail', draft.email],
    ['Phone', draft.phone],
    ['Role', draft.role],
    ['Prefers', preferredChannelLabels[draft.preferredChannel]],
    ['Primary', draft.isPrimary ? 'Yes' : 'No'],
  ]
}

export function fullName({ firstName, lastName }: Pick<Contact, 'firstName' | 'lastName'>): string {
  return `${firstName} ${lastName}`
}

/** Who hands a role over when somebody else becomes primary for it; roles are compared without regard to case. */
export function primaryBefore(
  contacts: readonly Contact[],
  role: string,
  contactId: string | undefined,
): Contact | undefined {
  const same = role.trim().toLowerCase()
  return contacts.find(
    (contact) => contact.isPrimary && contact.id !== contactId && contact.role.toLowerCase() === same,
  )
}
