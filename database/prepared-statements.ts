import { sql } from 'kysely'
import { escapeLiteral, type PoolClient, type QueryResult } from 'pg'

/*
 * Parsing and planning a statement over many tables under row-level security takes PostgreSQL longer than running it: of the
 * detail of an invoice it was nine tenths. A prepared statement is planned once on each connection.
 */

/**
 * Stands first in a statement that is asked for all the time and whose best plan is the same for every company, large or
 * small: a row by its id, a write of one document. Not for a report, nor for rows that are joined to several others: planned
 * for an average company, it would read all of a large one.
 */
export const prepared = sql.raw('/* prepared */ ')

/**
 * Stands first in a page along the one index that has its order, its length written out, not as a value. Left to itself,
 * PostgreSQL plans it anew each time, because a plan for a large company promises to be a little cheaper than the one for
 * all; and it plans for longer than it runs.
 */
export const preparedPage = sql.raw('/* prepared page */ ')

/** Asks the database; a marked statement is kept by the connection, where that may keep any. */
export async function ask(client: PoolClient, text: string, values: unknown[]): Promise<QueryResult> {
  const mark = /^\s*\/\* prepared( page)? \*\//.exec(text)
  const name = mark && keepsStatements(client) ? nameOf(text) : undefined
  if (name === undefined) return client.query({ text, values })
  const learnt = learntBy(client)
  if (mark?.[1] && learnt.has(name) && values.every(isText)) return askForPage(client, name, values)
  const result = await client.query({ name, text, values })
  learnt.add(name)
  return result
}

/** The plan for all is asked for here alone: what follows in the transaction is planned as PostgreSQL thinks best. */
async function askForPage(client: PoolClient, name: string, values: readonly string[]): Promise<QueryResult> {
  const given = values.length > 0 ? `(${values.map(escapeLiteral).join(', ')})` : ''
  const results: unknown = await client.query(
    `set local plan_cache_mode = force_generic_plan; execute ${name}${given}; set local plan_cache_mode = auto`,
  )
  return (results as [QueryResult, QueryResult, QueryResult])[1]
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

/** The names that each connection has learnt. */
const learntNames = new WeakMap<PoolClient, Set<string>>()

function learntBy(client: PoolClient): Set<string> {
  const known = learntNames.get(client)
  if (known) return known
  const learnt = new Set<string>()
  learntNames.set(client, learnt)
  return learnt
}

/** The statements that this process keeps prepared; each is kept once on each connection. */
const names = new Map<string, string>()

/** Each takes some memory of the database on each connection. The rest is sent as it is. */
const statementsKept = 250

/** How often each other statement was asked for. A list in an order that hardly anybody wants is not worth keeping. */
const asked = new Map<string, number>()
const askedBeforeKept = 5
const statementsCounted = 5_000

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= statementsKept) return known
  const times = (asked.get(text) ?? 0) + 1
  if (times <= askedBeforeKept) {
    if (asked.size >= statementsCounted) asked.clear()
    asked.set(text, times)
    return undefined
  }
  asked.delete(text)
  const name = `platen_${names.size + 1}`
  names.set(text, name)
  return name
}

/**
 * Whether a prepared statement no longer fits because the tables were changed since. Nothing was done; another connection
 * plans it anew.
 */
export function isPlanOutdated(error: unknown): boolean {
  return error instanceof Error && error.message.includes('cached plan must not change result type')
}

/** Whether a connection leads straight to its server process; see `learnBackend`. */
const straight = new WeakMap<PoolClient, boolean>()

/** Asks, behind a statement that opens a connection's first transaction, which process answers. */
export const askBackend = 'select pg_backend_pid() as backend'

export function isKnown(client: PoolClient): boolean {
  return straight.has(client)
}

/**
 * A proxy that gives each transaction another server process would not find a prepared statement again. It answers with
 * keys of its own to cancel by, so that the process it named at first is not the one that answers.
 */
export function learnBackend(client: PoolClient, backend: number): void {
  straight.set(client, (client as PoolClient & { processID: number | null }).processID === backend)
}

function keepsStatements(client: PoolClient): boolean {
  return straight.get(client) ?? false
}
