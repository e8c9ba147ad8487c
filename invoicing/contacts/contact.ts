import type { Contact, PreferredChannel } from '../../contract/contacts.ts'
import { phoneInE164 } from '../customers/customer.ts'

/** The fields of a contact that a client may set. */
export interface ContactContent {
  firstName: string
  lastName: string
  email: string
  phone: string | null
  role: string
  isPrimary: boolean
  preferredChannel: PreferredChannel
}

/**
 * What a contact becomes when these fields are given; null clears. A phone without a country code is read as one of
 * `country`, and refused with `phone_not_valid` when there is no such number.
 */
export function changedContact(
  standing: ContactContent,
  given: Partial<ContactContent>,
  country: string,
): ContactContent {
  const next = { ...standing, ...given }
  return { ...next, phone: given.phone ? phoneInE164(given.phone, country) : next.phone }
}

/** The fields of a contact that a client may set, as they stand. */
export function contentOfContact(contact: Contact): ContactContent {
  const { firstName, lastName, email, phone, role, isPrimary, preferredChannel } = contact
  return { firstName, lastName, email, phone, role, isPrimary, preferredChannel }
}

export function contactName({ firstName, lastName }: { firstName: string; lastName: string }): string {
  return `${firstName} ${lastName}`
}
