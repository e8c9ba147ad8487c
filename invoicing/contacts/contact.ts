import type { Contact, PreferredChannel } from '../../contract/contacts.ts'
import { type Refused, refuseField } from '../../contract/refusals.ts'
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

/** What somebody new must at least have. */
export type NewContact = Partial<ContactContent> &
  Pick<ContactContent, 'firstName' | 'lastName' | 'email' | 'role'>

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

/** The refusal of an e-mail that another contact of the customer has (B: unique per customer, whatever its case). */
export function emailTaken(email: string): Refused {
  return refuseField(
    'email_taken',
    'email',
    `Another contact of this customer has the e-mail ${email}. Change that contact, or use another address.`,
  )
}

export function contactName({ firstName, lastName }: { firstName: string; lastName: string }): string {
  return `${firstName} ${lastName}`
}

/** Whom a bill is sent to: the billing contact, the primary one first. */
export function billingContactOf<Known extends Pick<Contact, 'role' | 'isPrimary'>>(
  contacts: readonly Known[],
): Known | undefined {
  const billing = contacts.filter(({ role }) => role.toLowerCase() === 'billing')
  return billing.find(({ isPrimary }) => isPrimary) ?? billing[0]
}
