import { sql } from 'kysely'
import type { Address, AddressType } from '../../contract/addresses.ts'
import { Refused } from '../../contract/refusals.ts'
import type { Transaction } from '../../database/transaction.ts'
import type { AddressContent } from './address.ts'

interface AddressRow {
  id: string
  customer_id: string
  label: string
  type: AddressType
  line1: string
  line2: string | null
  city: string | null
  state: string | null
  postal_code: string | null
  country: string
  is_default: boolean
  notes: string | null
  created_at: Date
  version: number
}

const columns = sql`id, customer_id, label, type, line1, line2, city, state, postal_code, country, is_default, notes,
  created_at, version`

/** A customer's addresses, defaults first, then by type and label. */
export function readAddresses(tx: Transaction, customerId: string): Promise<Address[]> {
  return readAddressesOf(tx, [customerId])
}

/** The addresses of some customers, each customer's in their order. */
export async function readAddressesOf(tx: Transaction, customerIds: readonly string[]): Promise<Address[]> {
  const { rows } = await sql<AddressRow>`
    select ${columns} from invoicing.customer_addresses
    where company_id = ${tx.company.companyId} and customer_id = any(${customerIds}::uuid[]) and deleted_at is null
    order by is_default desc, array_position(array['billing', 'shipping', 'statement', 'other'], type), lower(label), id
  `.execute(tx.db)
  return rows.map(toAddress)
}

export async function readAddress(tx: Transaction, customerId: string, id: string): Promise<Address> {
  const { rows } = await sql<AddressRow>`
    select ${columns} from invoicing.customer_addresses
    where company_id = ${tx.company.companyId} and customer_id = ${customerId} and id = ${id} and deleted_at is null
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Refused('not_found', 'The customer has no address with this id.')
  return toAddress(row)
}

/**
 * Clears whichever other address is the default of a type and tells which that was. A statement of its own before the
 * one that sets: one statement for both passes or fails by the physical order of the rows.
 */
export async function clearDefaultAddress(
  tx: Transaction,
  customerId: string,
  type: AddressType,
  exceptId: string | null,
): Promise<Address[]> {
  const { rows } = await sql<AddressRow>`
    update invoicing.customer_addresses set is_default = false, version = version + 1, updated_at = now()
    where company_id = ${tx.company.companyId} and customer_id = ${customerId} and type = ${type} and is_default
      and deleted_at is null and id is distinct from ${exceptId}::uuid
    returning ${columns}
  `.execute(tx.db)
  return rows.map(toAddress)
}

export async function insertAddress(
  tx: Transaction,
  customerId: string,
  content: AddressContent,
): Promise<Address> {
  const { rows } = await sql<AddressRow>`
    insert into invoicing.customer_addresses (company_id, customer_id, label, type, line1, line2, city, state,
      postal_code, country, is_default, notes)
    values (${tx.company.companyId}, ${customerId}, ${content.label}, ${content.type}, ${content.line1},
      ${content.line2}, ${content.city}, ${content.state}, ${content.postalCode}, ${content.country},
      ${content.isDefault}, ${content.notes})
    returning ${columns}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Error('An inserted address gave no row')
  return toAddress(row)
}

export async function updateAddressRow(tx: Transaction, id: string, content: AddressContent): Promise<void> {
  await sql`
    update invoicing.customer_addresses set label = ${content.label}, type = ${content.type}, line1 = ${content.line1},
      line2 = ${content.line2}, city = ${content.city}, state = ${content.state}, postal_code = ${content.postalCode},
      country = ${content.country}, is_default = ${content.isDefault}, notes = ${content.notes},
      version = version + 1, updated_at = now()
    where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
}

/** Marks an address as deleted, which also takes the default mark off. */
export async function markAddressRemoved(tx: Transaction, id: string): Promise<void> {
  await sql`
    update invoicing.customer_addresses set deleted_at = now(), is_default = false, version = version + 1,
      updated_at = now()
    where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
}

function toAddress(row: AddressRow): Address {
  return {
    id: row.id,
    customerId: row.customer_id,
    label: row.label,
    type: row.type,
    line1: row.line1,
    line2: row.line2,
    city: row.city,
    state: row.state,
    postalCode: row.postal_code,
    country: row.country,
    isDefault: row.is_default,
    notes: row.notes,
    createdAt: row.created_at.toISOString(),
    version: row.version,
  }
}
