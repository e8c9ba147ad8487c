import type { Contact } from '../../contract/contacts.ts'
import { givenFields } from '../../server/given-fields.ts'
import { implementing, type Running } from '../../server/operation.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { type ContactContent, changedContact, contactName, type NewContact } from './contact.ts'
import { insertContact } from './contacts.sql.ts'
import { requireFreeEmail, takeOverRole } from './primary-contact.ts'

/** Adds a contact to a customer (B: CustomerContact); a primary one takes the role over. */
export const createContact = implementing.contacts.create.handler(
  async ({ input: { customerId, ...given }, context }) => {
    await lockCustomer(context.tx, customerId)
    return addContact(context, customerId, given)
  },
)

/** Adds a contact to a customer whose row is locked. */
export async function addContact(
  { tx, caller, audit }: Running,
  customerId: string,
  given: NewContact,
): Promise<Contact> {
  const empty: ContactContent = { ...given, phone: null, isPrimary: false, preferredChannel: 'email' }
  const content = changedContact(empty, givenFields(given), tx.company.country)
  await requireFreeEmail(tx, customerId, content.email, null)
  await takeOverRole(tx, audit, customerId, content, null)
  const contact = await insertContact(tx, customerId, content, caller.userId)
  audit.record({
    entity: 'contact',
    entityId: contact.id,
    label: contactName(contact),
    after: { customerId, ...content },
  })
  return contact
}
