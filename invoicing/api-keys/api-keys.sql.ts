import { sql } from 'kysely'
import type { ApiKey } from '../../contract/api-keys.ts'
import type { Role } from '../../contract/permissions.ts'
import type { Transaction } from '../../database/transaction.ts'

export async function readApiKeys(tx: Transaction): Promise<ApiKey[]> {
  const { rows } = await sql<{
    id: string
    name: string
    prefix: string
    role: Role
    created_at: Date
    created_by: string | null
    last_used_at: Date | null
    revoked_at: Date | null
  }>`select * from auth.api_keys()`.execute(tx.db)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    role: row.role,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  }))
}

export async function insertApiKey(
  tx: Transaction,
  key: { name: string; prefix: string; hash: Buffer; role: Role; createdByUserId: string },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select auth.create_api_key(${key.name}, ${key.prefix}, ${key.hash}, ${key.role}, ${key.createdByUserId}::uuid) as id
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Error('auth.create_api_key gave no row')
  return row.id
}

export async function revokeApiKeyRow(tx: Transaction, id: string): Promise<void> {
  await sql`select auth.revoke_api_key(${id}::uuid)`.execute(tx.db)
}
