import type { Contact } from '../../contract/contacts.ts'
import type { BroughtIn, ImportedContact } from '../../contract/customer-import.ts'
import { refuseField } from '../../contract/refusals.ts'
import { givenFields } from '../../server/given-fields.ts'
import type { Running } from '../../server/operation.ts'
import { readContacts } from '../contacts/contacts.sql.ts'
import { addContact } from '../contacts/create-contact.ts'
import { changeContact } from '../contacts/update-contact.ts'
import { at } from './agreement.ts'

/** Brings the contacts of a customer in whose row is locked: each is known by its e-mail. */
export async function bringContacts(
  running: Running,
  customer: { id: string; isNew: boolean },
  contacts: readonly ImportedContact[],
): Promise<BroughtIn[]> {
  const read = () => readContacts(running.tx, customer.id)
  let standing = contacts.length === 0 || customer.isNew ? [] : await read()
  const brought: BroughtIn[] = []
  for (const [index, given] of contacts.entries()) {
    const before = standing.find(({ email }) => email.toLowerCase() === given.email.toLowerCase())
    const result = await at(`contacts.${index}`, () => bringContact(running, customer.id, given, before))
    brought.push(result)
    // A primary contact may have taken the role from one who comes later in the list.
    if (given.isPrimary && standing.length > 0 && result.outcome !== 'unchanged') standing = await read()
  }
  return brought
}

async function bringContact(
  running: Running,
  customerId: string,
  given: ImportedContact,
  before: Contact | undefined,
): Promise<BroughtIn> {
  if (before) {
    const changes = await changeContact(running, before, givenFields(given))
    return { outcome: changes.length > 0 ? 'updated' : 'unchanged', changes }
  }
  const { firstName, lastName, role } = given
  if (firstName === undefined) throw missing('firstName')
  if (lastName === undefined) throw missing('lastName')
  if (role === undefined) throw missing('role')
  await addContact(running, customerId, { ...given, firstName, lastName, role })
  return { outcome: 'created', changes: [] }
}

function missing(field: string) {
  return refuseField('invalid_input', field, 'is needed for a new contact')
}
