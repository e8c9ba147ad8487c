import { implementing } from '../../server/operation.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { contactName, contentOfContact } from './contact.ts'
import { markContactRemoved, readContact } from './contacts.sql.ts'

/** Removes a contact. Their e-mail and, if they were primary, their role are free again. */
export const removeContact = implementing.contacts.remove.handler(
  async ({ input: { customerId, contactId }, context: { tx, audit } }) => {
    await lockCustomer(tx, customerId)
    const before = await readContact(tx, customerId, contactId)
    await markContactRemoved(tx, contactId)
    audit.record({
      entity: 'contact',
      entityId: contactId,
      label: contactName(before),
      before: { customerId, ...contentOfContact(before) },
      after: { removed: true },
    })
    return { id: contactId, removed: true as const }
  },
)
