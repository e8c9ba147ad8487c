import { join } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { pino } from 'pino'
import { Refused, refuseField } from '../contract/refusals.ts'
import { connect } from '../database/connect.ts'
import { userOf, withoutPassword } from '../database/connection-url.ts'
import { openEmbedded } from '../database/embedded.ts'
import { assertApplicationRole, migrate, pendingMigrations } from '../database/migrate.ts'
import type { DB } from '../database/tables.ts'
import { smtpMailer } from '../integrations/mail/mailer.ts'
import { paperPrinter } from '../integrations/pdf/printer.ts'
import { headsInFiles } from '../server/audit-heads.ts'
import { systemCaller } from '../server/caller.ts'
import { clockOf } from '../server/clock.ts'
import type { Entrance } from '../server/operation.ts'
import type { Platen } from '../server/platen.ts'
import { rateLimits } from '../server/rate-limits.ts'
import { readSettings, SettingError, type Settings, secretOf } from '../server/settings.ts'
import { say } from './print.ts'

/** A database that is there: the embedded one, or the one the settings name. */
export interface OpenDatabase {
  appUrl: string
  adminUrl: string | null
  /** A login that may become the role of workers. */
  workerUrl: string | null
  close(): Promise<void>
}

/** Opens the database of the settings: as `owner` for `platen start`, as `guest` for a command beside it or alone. */
export async function openDatabase(settings: Settings, role: 'owner' | 'guest'): Promise<OpenDatabase> {
  if (settings.databaseUrl) {
    const { databaseUrl: appUrl, databaseAdminUrl: adminUrl, databaseWorkerUrl } = settings
    return { appUrl, adminUrl, workerUrl: databaseWorkerUrl ?? adminUrl, close: async () => undefined }
  }
  const { dataDirectory } = settings
  const server = await openEmbedded({ dataDirectory, role, onProgress: say }).catch((error: unknown) => {
    throw told(error)
  })
  const { appUrl, adminUrl } = server
  return { appUrl, adminUrl, workerUrl: adminUrl, close: () => server.stop() }
}

/** Brings the database up to this version, or says that somebody else has to; then judges the application's role. */
export function prepareDatabase(database: OpenDatabase, name: string): Promise<string[]> {
  return reaching(database, name, async () => {
    const applied = await migrateOrAsk(database)
    await assertApplicationRole(database.appUrl)
    return applied
  })
}

/** Does something with a database for the first time, telling in words why it cannot be used. */
export async function reaching<Result>(
  database: OpenDatabase,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!isUnreachable(error)) throw told(error)
    throw new Refused(
      'unavailable',
      `${name} ${withoutPassword(database.appUrl)} cannot be used: ${messageOf(error)}. Check host, port, user, password and database, and that the server runs.`,
    )
  }
}

/** What the database's own modules refuse is told in their words; a mistake in our code stays what it is. */
function told(error: unknown): unknown {
  const isMistake =
    error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError
  if (!(error instanceof Error) || isMistake) return error
  return error instanceof Refused || error instanceof SettingError
    ? error
    : new SettingError(messageOf(error))
}

/** No server, a wrong password (28), no such database (3D), no connection left (53300), or too long a wait. */
function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return /^(E[A-Z_]+$|08|28|3D|53300|57P)/.test(code) || /timeout|terminated/i.test(error.message)
}

/** An attempt at several addresses fails with an error of its own that says nothing. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return [...new Set(error.errors.map(messageOf))].join(', ')
  return error instanceof Error ? error.message : String(error)
}

async function migrateOrAsk({ adminUrl, appUrl }: OpenDatabase): Promise<string[]> {
  if (adminUrl) {
    const { applied } = await migrate({ adminUrl, appUser: userOf(appUrl) ?? 'platen_app', onProgress: say })
    return applied
  }
  const pending = await pendingMigrations(appUrl)
  if (pending.length > 0) {
    throw new SettingError(
      `The database lacks ${pending.length} migrations (${pending[0]} …). Set DATABASE_ADMIN_URL to the role that owns it, and Platen brings it up to date.`,
    )
  }
  return []
}

/** Platen in this process, on an open database. */
export function platenOn(
  database: OpenDatabase,
  settings: Settings,
  options: { connections: number },
): Platen {
  const pool = connect(database.appUrl, { maximum: options.connections })
  return {
    pool,
    queries: new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }),
    clock: clockOf(settings.today),
    secret: secretOf(settings),
    publicUrl: settings.publicUrl,
    log: pino({ level: process.env.LOG_LEVEL ?? 'warn' }, pino.destination({ fd: 2, sync: true })),
    limits: rateLimits(),
    auditHeads: headsInFiles(join(settings.dataDirectory, 'audit-heads')),
    headMailbox: headMailboxOf(settings),
    printer: paperPrinter(),
    demo: null,
  }
}

function headMailboxOf({ mail, auditHeadAddress }: Settings): Platen['headMailbox'] {
  return mail && auditHeadAddress ? { mailer: smtpMailer(mail), address: auditHeadAddress } : null
}

/** Runs a command with Platen at hand, beside a running server or without one, and leaves nothing behind. */
export async function withPlaten<Result>(
  work: (platen: Platen, settings: Settings) => Promise<Result>,
): Promise<Result> {
  const settings = readSettings(process.env)
  const database = await openDatabase(settings, 'guest')
  try {
    await prepareDatabase(database, settings.databaseUrl ? 'DATABASE_URL' : 'The embedded database')
    const platen = platenOn(database, settings, { connections: 4 })
    try {
      return await work(platen, settings)
    } finally {
      await platen.pool.end()
    }
  } finally {
    await database.close()
  }
}

/** The way in for the command line: Platen itself calls, for the company of a slug. */
export async function entranceFor(
  platen: Platen,
  slug: string,
  marks: { dryRun?: boolean; idempotencyKey?: string } = {},
): Promise<Entrance> {
  const { rows } = await sql<{ id: string }>`select id from auth.company_by_slug(${slug})`.execute(
    platen.queries,
  )
  const company = rows[0]
  if (!company)
    throw refuseField(
      'not_found',
      '--company',
      `There is no company "${slug}". Make one with: platen company create --name …`,
    )
  const caller = await systemCaller(platen, 'Command line', company.id)
  return { platen, caller, door: 'cli', ...marks }
}

/** Refuses a command that needs a company and was given none. */
export function requireCompany(slug: string | undefined): string {
  if (slug) return slug
  throw new Refused('invalid_input', 'Name the company with --company SLUG.', [
    { path: '--company', message: 'is required' },
  ])
}
