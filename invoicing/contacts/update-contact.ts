import { difference } from '../../server/audit-trail.ts'
import { givenFields } from '../../server/given-fields.ts'
import { implementing } from '../../server/operation.ts'
import { requireVersion } from '../../server/require-version.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { changedContact, contactName, contentOfContact } from './contact.ts'
import { readContact, updateContactRow } from './contacts.sql.ts'
import { requireFreeEmail, takeOverRole } from './primary-contact.ts'

/**
 * Changes a contact. One who is, stays or becomes primary takes the role over from whoever had it, also when only the
 * role changes.
 */
export const updateContact = implementing.contacts.update.handler(
  async ({ input: { customerId, contactId, version, ...given }, context: { tx, audit } }) => {
    await lockCustomer(tx, customerId)
    const before = await readContact(tx, customerId, contactId)
    requireVersion(contactName(before), before.version, version)
    const standing = contentOfContact(before)
    const content = changedContact(standing, givenFields(given), tx.company.country)
    const changed = difference({ ...standing }, { ...content })
    if (Object.keys(changed.after).length === 0) {
      audit.nothingChanged()
      return before
    }
    await requireFreeEmail(tx, customerId, content.email, contactId)
    await takeOverRole(tx, audit, customerId, content, contactId)
    await updateContactRow(tx, contactId, content)
    audit.record({ entity: 'contact', entityId: contactId, label: contactName(before), ...changed })
    return readContact(tx, customerId, contactId)
  },
)
