import { type Kysely, sql } from 'kysely'
import type { Role } from '../../contract/permissions.ts'
import type { DB } from '../../database/tables.ts'

export async function anyPerson(db: Kysely<DB>): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select auth.any_person() as found`.execute(db)
  return rows[0]?.found ?? false
}

/** Lets one sign-up through at a time, so that there is one first owner. */
export async function lockSignUp(db: Kysely<DB>): Promise<void> {
  await sql`select auth.lock_sign_up()`.execute(db)
}

export async function personByEmail(
  db: Kysely<DB>,
  email: string,
): Promise<{ userId: string; name: string; passwordHash: string | null } | null> {
  const { rows } = await sql<{ user_id: string; name: string; password_hash: string | null }>`
    select * from auth.person_by_email(${email})
  `.execute(db)
  const row = rows[0]
  return row ? { userId: row.user_id, name: row.name, passwordHash: row.password_hash } : null
}

export async function insertPerson(
  db: Kysely<DB>,
  person: { name: string; email: string; passwordHash: string | null },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select auth.create_person(${person.name}, ${person.email}, ${person.passwordHash}) as id
  `.execute(db)
  const row = rows[0]
  if (!row) throw new Error('auth.create_person gave no row')
  return row.id
}

export async function insertSession(
  db: Kysely<DB>,
  userId: string,
  hash: Buffer,
  expiresAt: Date,
): Promise<void> {
  await sql`select auth.create_session(${hash}, ${userId}::uuid, ${expiresAt.toISOString()}::timestamptz)`.execute(
    db,
  )
}

export async function deleteSession(db: Kysely<DB>, hash: Buffer): Promise<void> {
  await sql`select auth.end_session(${hash})`.execute(db)
}

/** Lets a session work for another company of its user; false when the user does not belong to it. */
export async function switchSession(db: Kysely<DB>, hash: Buffer, companyId: string): Promise<boolean> {
  const { rows } = await sql<{ switched: boolean | null }>`
    select auth.switch_company(${hash}, ${companyId}::uuid) as switched
  `.execute(db)
  return rows[0]?.switched ?? false
}

export async function takeInvitation(
  db: Kysely<DB>,
  tokenHash: Buffer,
  passwordHash: string,
): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`
    select auth.accept_invitation(${tokenHash}, ${passwordHash}) as id
  `.execute(db)
  return rows[0]?.id ?? null
}

export async function companiesOf(
  db: Kysely<DB>,
  userId: string,
): Promise<{ companyId: string; slug: string; name: string; role: Role }[]> {
  const { rows } = await sql<{ company_id: string; slug: string; name: string; role: Role }>`
    select * from auth.companies_of(${userId}::uuid)
  `.execute(db)
  return rows.map((row) => ({ companyId: row.company_id, slug: row.slug, name: row.name, role: row.role }))
}

export async function settingsOf(
  db: Kysely<DB>,
  companyId: string,
): Promise<{
  currency: string
  country: string
  timeZone: string
  taxRate: string
  slug: string
  name: string
} | null> {
  const { rows } = await sql<{
    currency: string
    country: string
    time_zone: string
    tax_rate: string
    slug: string
    name: string
  }>`
    select s.currency, s.country, s.time_zone, s.tax_rate, c.slug, c.name
    from auth.company() c join invoicing.company_settings s on s.company_id = c.id where s.company_id = ${companyId}
  `.execute(db)
  const row = rows[0]
  return row ? { ...row, timeZone: row.time_zone, taxRate: row.tax_rate } : null
}

/**
 * Invites a person who has no password yet; an earlier invitation of theirs ends. False when somebody has one, or
 * belongs to another company, whose invitation stands.
 */
export async function insertPersonInvitation(
  db: Kysely<DB>,
  userId: string,
  tokenHash: Buffer,
  expiresAt: Date,
): Promise<boolean> {
  const { rows } = await sql<{ invited: boolean | null }>`
    select auth.invite(${userId}::uuid, ${tokenHash}, ${expiresAt.toISOString()}::timestamptz) as invited
  `.execute(db)
  return rows[0]?.invited ?? false
}
