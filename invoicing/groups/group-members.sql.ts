import { sql } from 'kysely'
import type { Transaction } from '../../database/transaction.ts'

/** Puts a customer into a group that is held; false when they are in it already. */
export async function insertMember(tx: Transaction, groupId: string, customerId: string): Promise<boolean> {
  const { rows } = await sql`
    insert into invoicing.customer_group_members (company_id, customer_id, group_id)
    values (${tx.company.companyId}, ${customerId}, ${groupId})
    on conflict do nothing returning group_id
  `.execute(tx.db)
  return rows.length > 0
}

/** Takes a customer out of a group; false when they are not in it. */
export async function deleteMember(tx: Transaction, groupId: string, customerId: string): Promise<boolean> {
  const { rows } = await sql`
    delete from invoicing.customer_group_members
    where company_id = ${tx.company.companyId} and customer_id = ${customerId} and group_id = ${groupId}
    returning group_id
  `.execute(tx.db)
  return rows.length > 0
}

/** Puts a customer just created into the company's default group, and tells its name; null without such a group. */
export async function joinDefaultGroup(tx: Transaction, customerId: string): Promise<string | null> {
  const { companyId } = tx.company
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from invoicing.customer_groups where company_id = ${companyId} and is_default
    for key share
  `.execute(tx.db)
  const group = rows[0]
  if (!group) return null
  await insertMember(tx, group.id, customerId)
  return group.name
}
