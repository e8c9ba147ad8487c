import { sql } from 'kysely'
import type { PoolClient } from 'pg'

/*
 * Parsing and planning a statement over many tables under row-level security takes PostgreSQL longer than running it: of the
 * detail of an invoice it was nine tenths. A prepared statement is planned once on each connection.
 */

/**
 * Stands first in a statement that is asked for all the time and whose best plan is the same for every company, large or
 * small: a row by its id, a page along the one index that has its order (its length written out, not as a value). Not for a
 * report, nor for rows that are joined to several others: planned for an average company, it would read all of a large one.
 */
export const prepared = sql.raw('/* prepared */ ')

/** The text, with its name where the connection may keep it prepared. */
export function queryOf(client: PoolClient, text: string, values: unknown[]) {
  const name = isMarked(text) && keepsStatements(client) ? nameOf(text) : undefined
  return name === undefined ? { text, values } : { name, text, values }
}

function isMarked(text: string): boolean {
  return /^\s*\/\* prepared \*\//.test(text)
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
