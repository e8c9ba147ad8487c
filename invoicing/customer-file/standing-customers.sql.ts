import { type RawBuilder, sql } from 'kysely'
import type { ImportedCustomer } from '../../contract/customer-import.ts'
import type { Transaction } from '../../database/transaction.ts'
import { readAddressesOf } from '../addresses/addresses.sql.ts'
import { readContactsOf } from '../contacts/contacts.sql.ts'
import {
  type CustomerAlone,
  customerAlone,
  customerNotFound,
  type OwnRow,
} from '../customers/customer-row.ts'
import { type CustomerFilters, conditionsOf, ownColumns } from '../customers/customers.sql.ts'
import { type Candidate, identitiesOf } from './customer-match.ts'
import type { WholeCustomer } from './write-file.ts'

/** Waits for every other import of the same customer, until this one is through. */
export async function lockIdentities(tx: Transaction, given: ImportedCustomer): Promise<void> {
  const identities = identitiesOf(given).map((identity) => `import ${tx.company.companyId} ${identity}`)
  await sql`
    select pg_advisory_xact_lock(hashtextextended(identity, 0)) from unnest(${identities}::text[]) as identity
  `.execute(tx.db)
}

/** Who may be the customer that is told of: at most a few of each kind, which is enough to see that there are several. */
export async function readCandidates(tx: Transaction, given: ImportedCustomer): Promise<Candidate[]> {
  const { customerNumber, email, name } = given
  const branch = (by: Candidate['by'], condition: RawBuilder<unknown>) => sql`(
    select id, customer_number, external_id, ${by} as by, deleted_at is not null as is_removed
    from invoicing.customers where company_id = ${tx.company.companyId} and ${condition}
    order by customer_number limit 5
  )`
  const branches = [
    ...(customerNumber
      ? [
          branch('number', sql`customer_number in (${customerNumber}, upper(${customerNumber}::text))`),
          branch('externalId', sql`external_id = ${customerNumber} and deleted_at is null`),
        ]
      : []),
    ...(email ? [branch('email', sql`email_key = lower(${email}::text) and deleted_at is null`)] : []),
    ...(!email && !customerNumber && name
      ? [
          branch(
            'name',
            sql`name_sort collate "C" = lower(${name}::text) and email is null and deleted_at is null`,
          ),
        ]
      : []),
  ]
  if (branches.length === 0) return []
  const { rows } = await sql<{
    id: string
    customer_number: string
    external_id: string | null
    by: Candidate['by']
    is_removed: boolean
  }>`${sql.join(branches, sql` union all `)}`.execute(tx.db)
  return rows.map((row) => ({
    id: row.id,
    customerNumber: row.customer_number,
    externalId: row.external_id,
    by: row.by,
    isRemoved: row.is_removed,
  }))
}

/** Locks a customer and gives their own row: all of it as the last holder of the lock left it. */
export async function lockAlone(tx: Transaction, id: string): Promise<CustomerAlone> {
  const { rows } = await sql<OwnRow>`
    select ${ownColumns} from invoicing.customers c
    where c.company_id = ${tx.company.companyId} and c.id = ${id} and c.deleted_at is null
    for no key update
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw customerNotFound()
  return customerAlone(row)
}

/** Remembers under which number another system knows a customer. */
export async function setExternalId(tx: Transaction, id: string, externalId: string): Promise<void> {
  await sql`
    update invoicing.customers set external_id = ${externalId}, updated_at = now()
    where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
}

/** Customers by number, from a number on, with contacts and addresses: three statements, however many they are. */
export async function readWholeCustomers(
  tx: Transaction,
  wanted: { filters: CustomerFilters; after: string | null; limit: number },
): Promise<WholeCustomer[]> {
  const conditions = [
    ...conditionsOf(tx, wanted.filters, everybody),
    ...(wanted.after === null ? [] : [sql`c.customer_number > ${wanted.after}`]),
  ]
  const { rows } = await sql<OwnRow>`
    select ${ownColumns} from invoicing.customers c where ${sql.join(conditions, sql` and `)}
    order by c.customer_number limit ${wanted.limit}
  `.execute(tx.db)
  const ids = rows.map(({ id }) => id)
  const contacts = byCustomer(await readContactsOf(tx, ids))
  const addresses = byCustomer(await readAddressesOf(tx, ids))
  return rows.map((row) => ({
    customer: customerAlone(row),
    contacts: contacts.get(row.id) ?? [],
    addresses: addresses.get(row.id) ?? [],
  }))
}

/** More than a company has customers: a file leaves nobody out, where a list on screen ends. */
const everybody = 1_000_000_000

function byCustomer<Thing extends { customerId: string }>(things: readonly Thing[]): Map<string, Thing[]> {
  const found = new Map<string, Thing[]>()
  for (const thing of things) {
    const of = found.get(thing.customerId)
    if (of) of.push(thing)
    else found.set(thing.customerId, [thing])
  }
  return found
}
