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

/** The group that new customers join, which stays for this transaction; null without such a group. */
export async function readDefaultGroup(tx: Transaction): Promise<{ id: string; name: string } | null> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from invoicing.customer_groups where company_id = ${tx.company.companyId} and is_default
    for key share
  `.execute(tx.db)
  return rows[0] ?? null
}
