import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CompiledQuery, Kysely, type Migration, Migrator, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { withoutPassword } from './connection-url.ts'
import { applicationRole, ownerRole, prepareRoles, workerRole } from './database-roles.ts'
import { jobSchema, prepareJobQueue } from './job-queue.ts'

export interface MigrateOptions {
  /** A superuser, or the owner of the database with CREATEROLE. Never through a transaction pooler. */
  adminUrl: string
  /** The login of `DATABASE_URL`; it gets the role `platen_app`. */
  appUser: string
  onProgress?: (line: string) => void
  /** Where the `NNNN_name.sql` files are; those beside this module by default. */
  directory?: string
  /** Applies these and no others: a database as an older Platen left it. */
  only?: readonly string[]
}

const migrationSchema = 'migrations'
const besideThisModule = fileURLToPath(new URL('./migrations/', import.meta.url))

/**
 * Prepares the roles and applies the migrations that are missing, all or none, under the migrator's lock.
 * Returns the names of those applied.
 */
export async function migrate(options: MigrateOptions): Promise<{ applied: string[] }> {
  const { only } = options
  const files = new Map(
    [...migrationFiles(options.directory)].filter(([name]) => only === undefined || only.includes(name)),
  )
  const admin = connect(options.adminUrl)
  try {
    await prepareRoles(admin, options.appUser)
  } finally {
    await admin.destroy()
  }
  const owner = connect(options.adminUrl, ownerRole)
  try {
    const applied = await applyMissing(owner, files, options)
    await prepareJobQueue(options.adminUrl)
    return { applied }
  } finally {
    await owner.destroy()
  }
}

/** The names of the migrations that this Platen has, in their order. */
export function knownMigrations(): string[] {
  return [...migrationFiles().keys()]
}

/** The migrations that this Platen has and the database has not. Any login of the application may ask. */
export async function pendingMigrations(url: string, directory?: string): Promise<string[]> {
  const database = connect(url)
  try {
    const known = await sql<{ known: boolean }>`
      select exists (
        select from pg_class join pg_namespace on pg_namespace.oid = relnamespace
        where nspname = ${migrationSchema} and relname = 'kysely_migration'
      ) as known`.execute(database)
    const names = [...migrationFiles(directory).keys()]
    if (!known.rows[0]?.known) return names
    const applied = await sql<{ name: string }>`
      select name from ${sql.table(`${migrationSchema}.kysely_migration`)}`.execute(database)
    return names.filter((name) => !applied.rows.some((row) => row.name === name))
  } finally {
    await database.destroy()
  }
}

/**
 * Refuses a login for which security by row would not hold: a superuser, one with BYPASSRLS, one that may
 * become either or the owner, and one that owns objects of Platen. Also one that Platen was not opened to.
 */
export async function assertApplicationRole(url: string): Promise<void> {
  const database = connect(url)
  try {
    const { rows } = await sql<{
      login: string
      privileged: boolean
      owner: boolean
      worker: boolean
      owns: boolean
      application: boolean
    }>`
      select current_user as login,
        exists (
          select from pg_roles
          where (rolsuper or rolbypassrls) and pg_has_role(current_user, oid, 'MEMBER')
        ) as privileged,
        exists (select from pg_roles where rolname = ${ownerRole} and pg_has_role(current_user, oid, 'MEMBER')) as owner,
        exists (select from pg_roles where rolname = ${workerRole} and pg_has_role(current_user, oid, 'MEMBER')) as worker,
        exists (
          select from pg_namespace as n
          left join pg_class as c on c.relnamespace = n.oid
          left join pg_proc as p on p.pronamespace = n.oid
          where n.nspname in ('invoicing', 'auth', 'jobs', ${sql.lit(jobSchema)}, ${sql.lit(migrationSchema)})
            and (select oid from pg_roles where rolname = current_user) in (n.nspowner, c.relowner, p.proowner)
        ) as owns,
        exists (select from pg_roles where rolname = ${applicationRole} and pg_has_role(current_user, oid, 'USAGE')) as application`.execute(
      database,
    )
    const found = rows[0]
    if (!found) return
    const fault = found.privileged
      ? 'is a superuser or has BYPASSRLS (itself or through a role)'
      : found.owner
        ? `is a member of ${ownerRole}, which owns the tables`
        : found.owns
          ? 'owns objects of Platen'
          : found.worker
            ? `is a member of ${workerRole}, which sees every company's jobs`
            : undefined
    if (fault) {
      throw new Error(
        `The login ${found.login} of DATABASE_URL ${fault}, so it could read every company. Set DATABASE_URL ` +
          'to a login without privileges and DATABASE_ADMIN_URL to this one, then run "platen migrate".',
      )
    }
    if (!found.application) {
      throw new Error(
        `The login ${found.login} of DATABASE_URL is not a member of ${applicationRole}. Run "platen migrate" ` +
          `with DATABASE_ADMIN_URL set, or "grant ${applicationRole} to ${found.login}" as an administrator.`,
      )
    }
  } finally {
    await database.destroy()
  }
}

async function applyMissing(
  owner: Kysely<unknown>,
  files: Map<string, string>,
  options: MigrateOptions,
): Promise<string[]> {
  const migrations = Object.fromEntries(
    [...files].map(([name, text]) => [name, asMigration(name, text, options.onProgress)]),
  )
  const migrator = new Migrator({
    db: owner,
    provider: { getMigrations: () => Promise.resolve(migrations) },
    migrationTableSchema: migrationSchema,
  })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error) {
    const failed = results.find((result) => result.status === 'Error')?.migrationName
    const where = failed === undefined ? '' : ` in migration ${failed}${lineOf(error, files.get(failed))}`
    throw new Error(
      `The database ${withoutPassword(options.adminUrl)} could not be migrated${where}: ${messageOf(error)}`,
      { cause: error },
    )
  }
  await sql`grant usage on schema ${sql.id(migrationSchema)} to ${sql.id(applicationRole)}`.execute(owner)
  await sql`grant select on ${sql.table(`${migrationSchema}.kysely_migration`)} to ${sql.id(applicationRole)}`.execute(
    owner,
  )
  return results.map((result) => result.migrationName)
}

function asMigration(name: string, text: string, onProgress?: (line: string) => void): Migration {
  return {
    async up(database) {
      onProgress?.(`Migrating: ${name}`)
      // The migration before may have become another role.
      await sql.raw(`set role ${ownerRole}`).execute(database)
      await sql.raw(text).execute(database)
      await sql.raw(`set role ${ownerRole}`).execute(database)
    },
  }
}

function migrationFiles(directory = besideThisModule): Map<string, string> {
  const names = readdirSync(directory).filter((file) => file.endsWith('.sql'))
  const odd = names.find((file) => !/^\d{4}_[a-z0-9_]+\.sql$/.test(file))
  if (odd) throw new Error(`The migration ${join(directory, odd)} is not named like 0001_roles.sql.`)
  return new Map(
    names.sort().map((file) => [file.slice(0, -'.sql'.length), readFileSync(join(directory, file), 'utf8')]),
  )
}

/** One connection, as the role given: the migrator's lock and its work are of one session. */
function connect(url: string, role?: string): Kysely<unknown> {
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: 10_000 })
  pool.on('error', () => {})
  return new Kysely<unknown>({
    dialect: new PostgresDialect({
      pool,
      onCreateConnection: async (connection) => {
        if (role !== undefined) await connection.executeQuery(CompiledQuery.raw(`set role ${role}`))
      },
    }),
  })
}

function lineOf(error: unknown, text: string | undefined): string {
  const position = error instanceof Error && 'position' in error ? Number(error.position) : Number.NaN
  if (text === undefined || !Number.isSafeInteger(position)) return ''
  return `, line ${text.slice(0, position - 1).split('\n').length}`
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
