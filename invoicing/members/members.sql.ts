import { sql } from 'kysely'
import type { Member } from '../../contract/members.ts'
import type { Role } from '../../contract/permissions.ts'
import type { Transaction } from '../../database/transaction.ts'

export async function readMembers(tx: Transaction): Promise<Member[]> {
  const { rows } = await sql<{
    user_id: string
    name: string
    email: string
    role: Role
    extra_permissions: string[]
    invited: boolean
  }>`select * from auth.members()`.execute(tx.db)
  return rows.map((row) => ({
    userId: row.user_id,
    name: row.name,
    email: row.email,
    role: row.role,
    extraPermissions: row.extra_permissions,
    invited: row.invited,
  }))
}

/** Lets one change of members through at a time, so that a company keeps an owner. */
export async function lockMembers(tx: Transaction): Promise<void> {
  await sql`select auth.lock_members()`.execute(tx.db)
}

export async function setMember(
  tx: Transaction,
  userId: string,
  role: Role,
  extraPermissions: readonly string[],
): Promise<void> {
  await sql`select auth.set_member(${userId}::uuid, ${role}, ${extraPermissions}::text[])`.execute(tx.db)
}

export async function removeMemberRow(tx: Transaction, userId: string): Promise<void> {
  await sql`select auth.remove_member(${userId}::uuid)`.execute(tx.db)
}
