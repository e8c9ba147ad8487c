import { givenFields } from '../../server/given-fields.ts'
import { implementing } from '../../server/operation.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { changedContact, contactName } from './contact.ts'
import { insertContact } from './contacts.sql.ts'
import { requireFreeEmail, takeOverRole } from './primary-contact.ts'

/** Adds a contact to a customer (B: CustomerContact); a primary one takes the role over. */
export const createContact = implementing.contacts.create.handler(
  async ({ input: { customerId, ...given }, context: { tx, caller, audit } }) => {
    await lockCustomer(tx, customerId)
    const content = changedContact(
      { ...given, phone: null, isPrimary: false, preferredChannel: 'email' },
      givenFields(given),
      tx.company.country,
    )
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
  },
)
