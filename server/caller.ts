import { type Kysely, sql } from 'kysely'
import { allows, type Permission, type Role, roles } from '../contract/permissions.ts'
import { Refused } from '../contract/refusals.ts'
import type { DB } from '../database/tables.ts'
import { hashApiKey } from './api-key.ts'
import type { Platen } from './platen.ts'
import { hashToken } from './session.ts'

/** Who calls: a row of auth.users, and the company they call for. */
export interface Caller {
  userId: string
  kind: 'person' | 'api_key' | 'system'
  name: string
  email: string | null
  companyId: string | null
  role: Role | null
  extraPermissions: readonly string[]
  sessionHash: Buffer | null
}

export function mayCall(caller: Caller, permission: Permission): boolean {
  return caller.role !== null && allows(caller.role, caller.extraPermissions, permission)
}

/** The caller behind a session cookie, or null when the session is over. */
export function callerOfSession(platen: Platen, token: string): Promise<Caller | null> {
  return callerOfHash(platen.queries, hashToken(platen.secret, token))
}

/** The caller behind the stored hash of a session's token. */
export async function callerOfHash(db: Kysely<DB>, sessionHash: Buffer): Promise<Caller | null> {
  const { rows } = await sql<{
    user_id: string
    kind: Caller['kind']
    name: string
    email: string | null
    company_id: string | null
    role: string | null
    extra_permissions: string[] | null
  }>`select * from auth.resolve_session(${sessionHash})`.execute(db)
  const row = rows[0]
  if (!row) return null
  return {
    userId: row.user_id,
    kind: row.kind,
    name: row.name,
    email: row.email,
    companyId: row.company_id,
    role: roleOf(row.role),
    extraPermissions: row.extra_permissions ?? [],
    sessionHash,
  }
}

/** The caller behind an API key; an unknown or revoked one is refused. */
export async function callerOfApiKey(platen: Platen, key: string): Promise<Caller> {
  const { rows } = await sql<{
    api_key_id: string
    user_id: string
    name: string
    company_id: string
    role: string
  }>`
    select * from auth.resolve_api_key(${hashApiKey(key)})
  `.execute(platen.queries)
  const row = rows[0]
  if (!row)
    throw new Refused(
      'not_signed_in',
      'This API key is unknown or was revoked. Make a new one under Settings > API keys.',
    )
  await platen.limits.apiKey(row.api_key_id)
  return {
    userId: row.user_id,
    kind: 'api_key',
    name: row.name,
    email: null,
    companyId: row.company_id,
    role: roleOf(row.role),
    extraPermissions: [],
    sessionHash: null,
  }
}

/** Platen itself, acting for a company: the command line and the worker. */
export async function systemCaller(platen: Platen, name: string, companyId: string | null): Promise<Caller> {
  const { rows } = await sql<{ id: string }>`select auth.system_user(${name}) as id`.execute(platen.queries)
  const row = rows[0]
  if (!row) throw new Error('auth.system_user gave no row')
  return {
    userId: row.id,
    kind: 'system',
    name,
    email: null,
    companyId,
    role: companyId ? 'owner' : null,
    extraPermissions: [],
    sessionHash: null,
  }
}

function roleOf(text: string | null): Role | null {
  return roles.find((role) => role === text) ?? null
}
