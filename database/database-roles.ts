import { type Kysely, sql } from 'kysely'

/** Owns every object, runs the migrations, and cannot log in. Sees no company's rows itself. */
export const ownerRole = 'platen_owner'
/** What the application is: a login itself (embedded), or granted to the login of `DATABASE_URL`. */
export const applicationRole = 'platen_app'
/** What a worker process is: it works the job queue, and sees nothing of the companies. Granted to no one but the owner. */
export const workerRole = 'platen_worker'
/** Owners of the SECURITY DEFINER functions. */
const definerRoles = ['platen_search', 'platen_auth', workerRole] as const

const advice = 'Set DATABASE_ADMIN_URL to the owner of the database, with CREATEROLE (or a superuser).'

/**
 * Makes the roles and their memberships where they are missing. Roles belong to the whole server and several
 * databases may be prepared at once, so everything is looked up first, and what another connection did in
 * the same moment is looked up again.
 */
export async function prepareRoles(admin: Kysely<unknown>, applicationLogin: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await makeRoles(admin)
      await makeMemberships(admin, applicationLogin)
      await prepareDatabase(admin)
      return
    } catch (error) {
      if (attempt < 10 && isConcurrentChange(error)) continue
      if (codeOf(error) === '42501') {
        throw new Error(`The admin login may not prepare the roles of Platen: ${String(error)}. ${advice}`)
      }
      throw error
    }
  }
}

async function makeRoles(admin: Kysely<unknown>): Promise<void> {
  for (const role of [ownerRole, applicationRole, ...definerRoles]) {
    const found = await sql<{ privileged: boolean }>`
      select rolsuper or rolbypassrls as privileged from pg_roles where rolname = ${role}`.execute(admin)
    if (found.rows[0]?.privileged) {
      throw new Error(
        `The role ${role} is a superuser or has BYPASSRLS, so security by row would not hold. Run "alter ` +
          `role ${role} nosuperuser nobypassrls" as a superuser.`,
      )
    }
    if (found.rows.length > 0) continue
    // The owner may hand functions to the definer roles but must not inherit what policies show to them.
    const inherit = role === ownerRole ? 'noinherit' : 'inherit'
    await sql.raw(`create role ${role} nologin ${inherit}`).execute(admin)
  }
}

async function makeMemberships(admin: Kysely<unknown>, applicationLogin: string): Promise<void> {
  const { rows } = await sql<{ name: string; superuser: boolean; granting: string }>`
    select current_user as name, rolsuper as superuser,
      case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end as granting
    from pg_roles where rolname = current_user`.execute(admin)
  const me = rows[0]
  if (!me) throw new Error('The admin login does not know its own role.')
  if (applicationLogin === me.name) {
    throw new Error(
      `DATABASE_URL and DATABASE_ADMIN_URL use the same login ${me.name}. Give the application a login of its ` +
        'own, without privileges ("create role platen_web login password …").',
    )
  }
  const grant = async (role: string, member: string) => {
    const missing = await sql<{ missing: boolean }>`
      select not pg_has_role(${member}::name, ${role}::name, ${sql.lit(me.granting)}) as missing`.execute(
      admin,
    )
    if (missing.rows[0]?.missing) await sql`grant ${sql.id(role)} to ${sql.id(member)}`.execute(admin)
  }
  const login = await sql`select from pg_roles where rolname = ${applicationLogin}`.execute(admin)
  if (login.rows.length === 0)
    throw new Error(`The login ${applicationLogin} of DATABASE_URL does not exist.`)
  if (!me.superuser) {
    await grant(ownerRole, me.name)
    await grant(workerRole, me.name)
  }
  for (const role of definerRoles) await grant(role, ownerRole)
  if (applicationLogin !== applicationRole) await grant(applicationRole, applicationLogin)
}

async function prepareDatabase(admin: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{
    name: string
    mayCreate: boolean
    publicMayCreate: boolean
    trigrams: boolean
  }>`
    select current_database() as name,
      has_database_privilege(${ownerRole}, current_database(), 'CREATE') as "mayCreate",
      exists (
        select from pg_namespace, aclexplode(nspacl) as acl
        where nspname = 'public' and acl.grantee = 0 and acl.privilege_type = 'CREATE'
      ) as "publicMayCreate",
      exists (select from pg_extension where extname = 'pg_trgm') as trigrams`.execute(admin)
  const state = rows[0]
  if (!state) return
  if (!state.mayCreate) {
    await sql`grant create on database ${sql.id(state.name)} to ${sql.id(ownerRole)}`.execute(admin)
    const granted = await sql<{ granted: boolean }>`
      select has_database_privilege(${ownerRole}, current_database(), 'CREATE') as granted`.execute(admin)
    // Without the right to grant, PostgreSQL only warns.
    if (!granted.rows[0]?.granted) {
      throw new Error(`The admin login does not own the database ${state.name}. ${advice}`)
    }
  }
  if (state.publicMayCreate) await sql`revoke create on schema public from public`.execute(admin)
  if (!state.trigrams) await sql`create extension if not exists pg_trgm with schema public`.execute(admin)
}

/** Duplicate role, membership or extension, and "tuple concurrently updated". */
function isConcurrentChange(error: unknown): boolean {
  const code = codeOf(error)
  return (
    code === '42710' ||
    code === '23505' ||
    (code === 'XX000' && error instanceof Error && /concurrently/.test(error.message))
  )
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
