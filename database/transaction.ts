import { Kysely, PostgresDialect, type RawBuilder, sql } from 'kysely'
import { escapeLiteral, type Pool, type PoolClient } from 'pg'
import { ask, askBackend, isKnown, isPlanOutdated, learnBackend } from './prepared-statements.ts'
import type { DB } from './tables.ts'

/** What a company has settled, as read when the transaction began. */
export interface CompanySettings {
  companyId: string
  currency: string
  /** ISO 3166-1 alpha-2: where phone numbers without a country code are at home. */
  country: string
  timeZone: string
  taxRate: string
  booksClosedOn: string | null
  version: number
}

/** A transaction as one company: everything read and written in it is that company's. */
export interface Transaction {
  db: Kysely<DB>
  company: CompanySettings
  /** Leaves a statement to be sent with the commit, in its round trip: what every write ends with. */
  atCommit(statement: RawBuilder<unknown>): void
}

/** A transaction outside every company: only the functions of schema auth answer in it. */
export interface CompanylessTransaction {
  db: Kysely<DB>
}

/**
 * How a transaction treats the books: `post` may add entries and so holds off a closing of the books; `close` waits
 * for every posting under way and holds new ones off.
 */
export type BooksLock = 'read' | 'post' | 'close'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** SQL that makes the open transaction the company's. The id is checked, then written as a literal: SET takes no parameter. */
export function actAs(companyId: string): string {
  if (!uuid.test(companyId)) throw new TypeError('A company id is a lower-case uuid')
  return `set local app.company_id = '${companyId}'`
}

/**
 * Runs `work` in a transaction as the company and commits, or rolls back when it throws or when `keep` is false (a dry
 * run: every deferred check is made first). The only place that opens a transaction for a company.
 */
export async function inCompany<Result>(
  pool: Pool,
  companyId: string,
  options: { books: BooksLock; keep?: boolean },
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return withConnection(pool, beginning(companyId, options.books), async (client, db, begun) => {
    const last: string[] = []
    const atCommit = (statement: RawBuilder<unknown>) => void last.push(withValues(statement, db))
    const run = async () => work({ db, company: settingsIn(begun, companyId), atCommit })
    return finish(client, options.keep ?? true, run, last)
  })
}

/** Runs `work` in a transaction that belongs to no company, with the same choice to keep it or not. */
export async function inNoCompany<Result>(
  pool: Pool,
  work: (transaction: CompanylessTransaction) => Promise<Result>,
  options: { keep?: boolean } = {},
): Promise<Result> {
  return withConnection(pool, 'begin', (client, db) =>
    finish(client, options.keep ?? true, () => work({ db })),
  )
}

/** Turns a companyless transaction into one of a company that was just founded in it. */
export async function continueAs(db: Kysely<DB>, companyId: string): Promise<void> {
  await sql.raw(actAs(companyId)).execute(db)
}

/** SQL that begins, names the company, takes the lock on its books and reads its settings: one round trip. */
function beginning(companyId: string, books: BooksLock): string {
  const key = `hashtextextended('books ${companyId}', 0)`
  const lock = {
    read: '',
    post: `select pg_advisory_xact_lock_shared(${key});`,
    close: `select pg_advisory_xact_lock(${key});`,
  }[books]
  return `begin${books === 'read' ? ' read only' : ''}; ${actAs(companyId)}; ${lock}
     select company_id, currency, country, time_zone, tax_rate, books_closed_on, version
     from invoicing.company_settings where company_id = '${companyId}'`
}

function settingsIn(begun: unknown, companyId: string): CompanySettings {
  const row = firstRow<SettingsRow>(Array.isArray(begun) ? begun.at(-1) : begun)
  if (!row) throw new Error(`Company ${companyId} has no settings`)
  return {
    companyId,
    currency: row.currency,
    country: row.country,
    timeZone: row.time_zone,
    taxRate: row.tax_rate,
    booksClosedOn: row.books_closed_on,
    version: row.version,
  }
}

interface SettingsRow {
  currency: string
  country: string
  time_zone: string
  tax_rate: string
  books_closed_on: string | null
  version: number
}

function firstRow<Row>(result: unknown): Row | undefined {
  return (result as { rows: Row[] }).rows[0]
}

async function finish<Result>(
  client: PoolClient,
  keep: boolean,
  work: () => Promise<Result>,
  last: readonly string[] = [],
): Promise<Result> {
  try {
    const result = await work()
    await client.query([...last, keep ? 'commit' : 'set constraints all immediate; rollback'].join('; '))
    return result
  } catch (error) {
    // When the connection itself is gone there is nothing left to roll back, and the first error is the one to tell.
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}

/** A statement with its values as literals: several statements in one round trip can take no parameters. */
function withValues(statement: RawBuilder<unknown>, db: Kysely<DB>): string {
  const { sql: text, parameters } = statement.compile(db)
  return text.replace(/\$(\d+)/g, (_, place: string) => {
    const value = parameters[Number(place) - 1]
    if (typeof value === 'string') return escapeLiteral(value)
    if (value === null) return 'null'
    throw new TypeError('A statement left for the commit takes text and null only')
  })
}

async function withConnection<Result>(
  pool: Pool,
  begin: string,
  work: (client: PoolClient, db: Kysely<DB>, begun: unknown) => Promise<Result>,
): Promise<Result> {
  const { client, begun } = await despiteBrokenConnections(() => begunConnection(pool, begin))
  let broken: Error | boolean = false
  try {
    return await work(client, queriesOn(client), begun)
  } catch (error) {
    if (isConnectionLost(error) || isPlanOutdated(error)) broken = true
    throw error
  } finally {
    client.release(broken)
  }
}

async function begunConnection(pool: Pool, begin: string): Promise<{ client: PoolClient; begun: unknown }> {
  const client = await pool.connect()
  try {
    if (isKnown(client)) return { client, begun: await client.query(begin) }
    const replies: unknown = await client.query(`${begin}; ${askBackend}`)
    const begun = Array.isArray(replies) ? replies : [replies]
    learnBackend(client, firstRow<{ backend: number }>(begun.pop())?.backend ?? 0)
    return { client, begun }
  } catch (error) {
    const broken = isConnectionLost(error)
    if (!broken) await client.query('rollback').catch(() => undefined)
    client.release(broken)
    throw error
  }
}

const attempts = 3

/**
 * Tries again when a connection turns out to have broken while it lay idle, as after a restart of the database. For
 * what did nothing yet: a beginning, or a question that may be asked twice.
 */
export async function despiteBrokenConnections<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt()
    } catch (error) {
      const isCrowded = error instanceof Error && error.message.includes('timeout exceeded')
      if (!isConnectionLost(error) || isCrowded || tried === attempts) throw error
    }
  }
}

const queries = new WeakMap<PoolClient, Kysely<DB>>()

/** Kysely on one connection of the pool. Made once per connection, for it holds nothing of a transaction. */
function queriesOn(client: PoolClient): Kysely<DB> {
  const known = queries.get(client)
  if (known) return known
  const query = (text: string, values: unknown[]) => ask(client, text, values)
  const lent = { query, release: () => undefined }
  const made = new Kysely<DB>({
    dialect: new PostgresDialect({
      pool: { connect: async () => lent as PoolClient, end: async () => undefined },
    }),
  })
  queries.set(client, made)
  return made
}

/** Whether an error says that the connection is gone, so that it must not go back to the pool. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = sqlState(error)
  // 53300: the server has no connection left to give.
  if (code) return code.startsWith('08') || code.startsWith('57P') || code === '53300'
  return /Connection terminated|ECONNRESET|ECONNREFUSED|EPIPE|ENOENT|timeout exceeded when trying to connect|not queryable/.test(
    error.message,
  )
}

/** Whether a transaction ended for a reason that lies outside of it, so that the same may be tried again. */
export function mayBeRepeated(error: unknown): boolean {
  const state = sqlState(error)
  return state === '40P01' || state === '40001' || isPlanOutdated(error)
}

/** PostgreSQL's five-character code of an error, if it came from there. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  // EPIPE and its like also have five letters; every SQLSTATE has a digit.
  return typeof error.code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(error.code) ? error.code : undefined
}
