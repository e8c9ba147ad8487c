import { sql } from 'kysely'
import type { Contact, PreferredChannel } from '../../contract/contacts.ts'
import { Refused } from '../../contract/refusals.ts'
import type { Transaction } from '../../database/transaction.ts'
import type { ContactContent } from './contact.ts'

interface ContactRow {
  id: string
  customer_id: string
  first_name: string
  last_name: string
  email: string
  phone: string | null
  role: string
  is_primary: boolean
  preferred_channel: PreferredChannel
  created_at: Date
  version: number
}

const columns = sql`id, customer_id, first_name, last_name, email, phone, role, is_primary, preferred_channel,
  created_at, version`

/** A customer's contacts, primary ones first, then by role and name. */
export function readContacts(tx: Transaction, customerId: string): Promise<Contact[]> {
  return readContactsOf(tx, [customerId])
}

/** The contacts of some customers, each customer's in their order. */
export async function readContactsOf(tx: Transaction, customerIds: readonly string[]): Promise<Contact[]> {
  const { rows } = await sql<ContactRow>`
    select ${columns} from invoicing.customer_contacts
    where company_id = ${tx.company.companyId} and customer_id = any(${customerIds}::uuid[]) and deleted_at is null
    order by is_primary desc, role_key, lower(last_name), lower(first_name), id
  `.execute(tx.db)
  return rows.map(toContact)
}

export async function readContact(tx: Transaction, customerId: string, id: string): Promise<Contact> {
  const { rows } = await sql<ContactRow>`
    select ${columns} from invoicing.customer_contacts
    where company_id = ${tx.company.companyId} and customer_id = ${customerId} and id = ${id} and deleted_at is null
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Refused('not_found', 'The customer has no contact with this id.')
  return toContact(row)
}

/** Whether another contact of the customer has this e-mail, whatever its case. The customer's row is locked. */
export async function hasEmail(
  tx: Transaction,
  customerId: string,
  email: string,
  exceptId: string | null,
): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select exists (
      select 1 from invoicing.customer_contacts
      where company_id = ${tx.company.companyId} and customer_id = ${customerId} and email_key = lower(${email})
        and deleted_at is null and id is distinct from ${exceptId}::uuid
    ) as taken
  `.execute(tx.db)
  return rows[0]?.taken ?? false
}

/**
 * Clears whoever else is primary in a role and tells who that was. A statement of its own before the one that sets:
 * one statement for both passes or fails by the physical order of the rows.
 */
export async function clearPrimary(
  tx: Transaction,
  customerId: string,
  role: string,
  exceptId: string | null,
): Promise<Contact[]> {
  const { rows } = await sql<ContactRow>`
    update invoicing.customer_contacts set is_primary = false, version = version + 1, updated_at = now()
    where company_id = ${tx.company.companyId} and customer_id = ${customerId} and role_key = lower(${role})
      and is_primary and deleted_at is null and id is distinct from ${exceptId}::uuid
    returning ${columns}
  `.execute(tx.db)
  return rows.map(toContact)
}

export async function insertContact(
  tx: Transaction,
  customerId: string,
  content: ContactContent,
  createdByUserId: string,
): Promise<Contact> {
  const { rows } = await sql<ContactRow>`
    insert into invoicing.customer_contacts (company_id, customer_id, first_name, last_name, email, phone, role,
      is_primary, preferred_channel, created_by_user_id)
    values (${tx.company.companyId}, ${customerId}, ${content.firstName}, ${content.lastName}, ${content.email},
      ${content.phone}, ${content.role}, ${content.isPrimary}, ${content.preferredChannel}, ${createdByUserId})
    returning ${columns}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Error('An inserted contact gave no row')
  return toContact(row)
}

export async function updateContactRow(tx: Transaction, id: string, content: ContactContent): Promise<void> {
  await sql`
    update invoicing.customer_contacts set first_name = ${content.firstName}, last_name = ${content.lastName},
      email = ${content.email}, phone = ${content.phone}, role = ${content.role}, is_primary = ${content.isPrimary},
      preferred_channel = ${content.preferredChannel}, version = version + 1, updated_at = now()
    where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
}

/** Marks a contact as deleted, which also takes the primary mark off. What was said with them stays under their name. */
export async function markContactRemoved(tx: Transaction, id: string): Promise<void> {
  await sql`
    update invoicing.customer_contacts set deleted_at = now(), is_primary = false, version = version + 1,
      updated_at = now()
    where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
}

function toContact(row: ContactRow): Contact {
  return {
    id: row.id,
    customerId: row.customer_id,
    firstName: row.first_name,
    lastName: row.last_name,
    email: row.email,
    phone: row.phone,
    role: row.role,
    isPrimary: row.is_primary,
    preferredChannel: row.preferred_channel,
    createdAt: row.created_at.toISOString(),
    version: row.version,
  }
}
