import { sql } from 'kysely'
import type { CustomerGroup } from '../../contract/groups.ts'
import { Refused } from '../../contract/refusals.ts'
import type { Transaction } from '../../database/transaction.ts'

interface GroupRow {
  id: string
  name: string
  description: string | null
  is_default: boolean
  member_count: number
  version: number
}

/** The fields of a group that a client may set. */
export interface GroupContent {
  name: string
  description: string | null
  isDefault: boolean
}

function groupRows(tx: Transaction) {
  const { companyId } = tx.company
  return sql`
    select g.id, g.name, g.description, g.is_default, g.version,
      (select count(*)::int from invoicing.customer_group_members m
        join invoicing.customers c on c.company_id = ${companyId} and c.id = m.customer_id and c.deleted_at is null
        where m.company_id = ${companyId} and m.group_id = g.id) as member_count
    from invoicing.customer_groups g where g.company_id = ${companyId}
  `
}

export async function readGroups(tx: Transaction): Promise<CustomerGroup[]> {
  const { rows } = await sql<GroupRow>`${groupRows(tx)} order by g.name_key, g.id`.execute(tx.db)
  return rows.map(toGroup)
}

export async function readGroup(tx: Transaction, id: string): Promise<CustomerGroup> {
  const { rows } = await sql<GroupRow>`${groupRows(tx)} and g.id = ${id}`.execute(tx.db)
  const row = rows[0]
  if (!row) throw groupNotFound()
  return toGroup(row)
}

/** Lets one change of the company's groups through at a time: names and the default are promises over all of them. */
export async function lockGroups(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`groups ${tx.company.companyId}`}, 0))`.execute(
    tx.db,
  )
}

/** Holds a group against being deleted until the transaction ends, and tells its name. */
export async function holdGroup(tx: Transaction, id: string): Promise<{ name: string }> {
  const { rows } = await sql<{ name: string }>`
    select name from invoicing.customer_groups where company_id = ${tx.company.companyId} and id = ${id}
    for key share
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw groupNotFound()
  return row
}

/** Whether another group has this name, whatever its case. The groups are locked. */
export async function hasGroupName(tx: Transaction, name: string, exceptId: string | null): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select exists (
      select 1 from invoicing.customer_groups
      where company_id = ${tx.company.companyId} and name_key = lower(${name}) and id is distinct from ${exceptId}::uuid
    ) as taken
  `.execute(tx.db)
  return rows[0]?.taken ?? false
}

/** Clears whichever other group is the default and tells which that was; comes before the statement that sets. */
export async function clearDefaultGroup(
  tx: Transaction,
  exceptId: string | null,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    update invoicing.customer_groups set is_default = false, version = version + 1, updated_at = now()
    where company_id = ${tx.company.companyId} and is_default and id is distinct from ${exceptId}::uuid
    returning id, name
  `.execute(tx.db)
  return rows
}

export async function insertGroup(tx: Transaction, content: GroupContent): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into invoicing.customer_groups (company_id, name, description, is_default)
    values (${tx.company.companyId}, ${content.name}, ${content.description}, ${content.isDefault})
    returning id
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Error('An inserted group gave no row')
  return row.id
}

export async function updateGroupRow(tx: Transaction, id: string, content: GroupContent): Promise<void> {
  await sql`
    update invoicing.customer_groups set name = ${content.name}, description = ${content.description},
      is_default = ${content.isDefault}, version = version + 1, updated_at = now()
    where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
}

/** Deletes a group and who belonged to it; the customers themselves stay. */
export async function deleteGroup(tx: Transaction, id: string): Promise<void> {
  await sql`delete from invoicing.customer_groups where company_id = ${tx.company.companyId} and id = ${id}`.execute(
    tx.db,
  )
}

function groupNotFound(): Refused {
  return new Refused('not_found', 'The company has no customer group with this id.')
}

function toGroup(row: GroupRow): CustomerGroup {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    isDefault: row.is_default,
    memberCount: row.member_count,
    version: row.version,
  }
}
