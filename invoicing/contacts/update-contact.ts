import type { Contact } from '../../contract/contacts.ts'
import { difference } from '../../server/audit-trail.ts'
import { givenFields } from '../../server/given-fields.ts'
import { implementing, type Running } from '../../server/operation.ts'
import { requireVersion } from '../../server/require-version.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { type ContactContent, changedContact, contactName, contentOfContact } from './contact.ts'
import { readContact, updateContactRow } from './contacts.sql.ts'
import { requireFreeEmail, takeOverRole } from './primary-contact.ts'

/** Changes a contact. */
export const updateContact = implementing.contacts.update.handler(
  async ({ input: { customerId, contactId, version, ...given }, context }) => {
    const { tx, audit } = context
    await lockCustomer(tx, customerId)
    const before = await readContact(tx, customerId, contactId)
    requireVersion(contactName(before), before.version, version)
    const changed = await changeContact(context, before, givenFields(given))
    if (changed.length > 0) return readContact(tx, customerId, contactId)
    audit.nothingChanged()
    return before
  },
)

/**
 * Changes a contact whose customer is locked, and names the fields that differ; where none does, nothing is written. One
 * who is, stays or becomes primary takes the role over from whoever had it, also when only the role changes.
 */
export async function changeContact(
  { tx, audit }: Running,
  before: Contact,
  given: Partial<ContactContent>,
): Promise<string[]> {
  const { id, customerId } = before
  const standing = contentOfContact(before)
  const content = changedContact(standing, given, tx.company.country)
  const changed = difference({ ...standing }, { ...content })
  const fields = Object.keys(changed.after)
  if (fields.length === 0) return fields
  await requireFreeEmail(tx, customerId, content.email, id)
  await takeOverRole(tx, audit, customerId, content, id)
  await updateContactRow(tx, id, content)
  audit.record({ entity: 'contact', entityId: id, label: contactName(before), ...changed })
  return fields
}
