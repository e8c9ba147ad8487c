import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { Refused } from '../../contract/refusals.ts'
import { ownerRole } from '../database-roles.ts'
import { actAs } from '../transaction.ts'
import { jobRows, type StoredTable, sequencesOf, storedTables } from './stored-tables.ts'

/** The whole database at one instant, whoever writes meanwhile. */
export interface Snapshot {
  takenAt: Date
  postgres: string
  migrations: string[]
  companyIds: string[]
  tables: StoredTable[]
  /** The rows of a table, as COPY gives them, and how many there were. */
  rowsOf(table: StoredTable): Rows
  jobs(): Rows
  /** After the rows: a sequence may only stand further than they say. */
  sequences(): Promise<{ name: string; value: string | null }[]>
  close(): Promise<void>
}

export interface Rows {
  text: AsyncGenerator<Buffer>
  /** Known when all of the text was read. */
  count(): number
}

/** The text of a row must not depend on who asks, and waiting for a migration must end. */
const settings = `set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local timezone = 'UTC';
  set local bytea_output = 'hex'; set local extra_float_digits = 1; set local statement_timeout = 0;
  set local idle_in_transaction_session_timeout = 0; set local lock_timeout = '60s'`

/**
 * PostgreSQL then refuses a statement whose rows a policy would leave out, instead of leaving them out: a backup that lacks
 * rows in silence is worse than none.
 */
const everyRowOrNone = 'set local row_security = off'

/**
 * Opens a read-only transaction that sees one instant, as the admin login. One that stands above the policies reads every
 * table as it is. Another reads the companies' tables through the application's login, company by company, in the same
 * snapshot: no role of its own would see the rows of all.
 */
export async function openSnapshot(login: { adminUrl: string; appUrl: string }): Promise<Snapshot> {
  const admin = await connected(login.adminUrl)
  const clients = [admin]
  const close = async () => void (await Promise.all(clients.map(end)))
  try {
    const { isAbove, postgres } = await standingOf(admin)
    const expected = await storedTables(admin)
    await admin.query('begin isolation level repeatable read read only')
    await admin.query(settings)
    if (!isAbove) await admin.query(`set local role ${ownerRole}`)
    await admin.query(everyRowOrNone)
    const { takenAt, tables } = await lockAndLook(admin, expected)
    const migrations = await namesIn(
      admin,
      'select name as value from migrations.kysely_migration order by name',
    )
    const companyIds = await namesIn(admin, 'select id as value from auth.companies order by id')
    const application = isAbove ? null : await inSameSnapshot(admin, login.appUrl)
    if (application) clients.push(application)
    return {
      takenAt,
      postgres,
      migrations,
      companyIds,
      tables,
      rowsOf: (table) =>
        application && table.hasPolicies
          ? copied(companyIds.map((companyId) => ofCompany(application, table, companyId)))
          : copied([{ client: admin, rows: `select ${table.columns.join(', ')} from ${table.relation}` }]),
      jobs: () => copied([{ client: admin, rows: jobRows.select }]),
      sequences: () => sequencesOf(admin),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

interface Copy {
  client: pg.Client
  before?: string
  rows: string
}

function ofCompany(client: pg.Client, { relation, columns }: StoredTable, companyId: string): Copy {
  const rows = `select ${columns.join(', ')} from ${relation} where company_id = '${companyId}'`
  return { client, before: actAs(companyId), rows }
}

function copied(copies: readonly Copy[]): Rows {
  let count = 0
  async function* text(): AsyncGenerator<Buffer> {
    for (const { client, before, rows } of copies) {
      if (before) await client.query(before)
      const stream = client.query(copyTo(`copy (${rows}) to stdout`))
      for await (const chunk of stream) yield chunk
      count += stream.rowCount
    }
  }
  return { text: text(), count: () => count }
}

async function standingOf(admin: pg.Client): Promise<{ isAbove: boolean; postgres: string }> {
  const { rows } = await admin.query<{ isAbove: boolean; postgres: string }>(
    `select rolsuper or rolbypassrls as "isAbove", current_setting('server_version') as postgres
     from pg_roles where rolname = current_user`,
  )
  return rows[0] ?? { isAbove: false, postgres: '' }
}

/**
 * The tables are locked against migrations before the transaction looks at anything, for what it sees is fixed by its first
 * look. The instant told lies before that one, so that everything committed until then is seen.
 */
async function lockAndLook(
  admin: pg.Client,
  expected: readonly StoredTable[],
): Promise<{ takenAt: Date; tables: StoredTable[] }> {
  await admin.query(`lock table ${expected.map(({ relation }) => relation).join(', ')} in access share mode`)
  const { rows } = await admin.query<{ now: Date }>('select now()')
  const tables = await storedTables(admin)
  const takenAt = rows[0]?.now
  if (!takenAt || JSON.stringify(tables) !== JSON.stringify(expected)) {
    throw new Refused('unavailable', 'The database was migrated at this very moment. Start the backup again.')
  }
  return { takenAt, tables }
}

/** A transaction of the application's login that sees exactly what the admin's does. */
async function inSameSnapshot(admin: pg.Client, appUrl: string): Promise<pg.Client> {
  const [snapshot] = await namesIn(admin, 'select pg_export_snapshot() as value')
  const application = await connected(appUrl)
  try {
    await application.query('begin isolation level repeatable read read only')
    await application.query(`set transaction snapshot '${snapshot}'`)
    await application.query(settings)
    return application
  } catch (error) {
    await end(application)
    throw error
  }
}

async function namesIn(client: pg.Client, query: string): Promise<string[]> {
  const { rows } = await client.query<{ value: string }>(query)
  return rows.map(({ value }) => value)
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'platen backup',
    connectionTimeoutMillis: 15_000,
  })
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** Says goodbye, or hangs up where rows are still under way that nobody wants any more. */
async function end(client: pg.Client): Promise<void> {
  const waited = new Promise((resolve) => setTimeout(resolve, 1_000).unref())
  await Promise.race([client.end().catch(() => undefined), waited])
  client.connection.stream.destroy()
}
