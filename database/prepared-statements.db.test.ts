import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Pool, PoolClient } from 'pg'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { testPlaten } from '../tests/support/api.ts'
import { connect } from './connect.ts'
import { prepared } from './prepared-statements.ts'
import { inCompany, mayBeRepeated, type Transaction } from './transaction.ts'

const platen = testPlaten()
let companyId: string
let pool: Pool | undefined

beforeAll(async () => {
  companyId = (await platen.found()).id
})

afterEach(async () => {
  await pool?.end()
  pool = undefined
})

/** One connection, so that all transactions share what it keeps. */
function oneConnection(meet: (client: PoolClient) => void = () => undefined): Pool {
  pool = connect(platen.database.appUrl, { maximum: 1 })
  pool.on('connect', meet)
  return pool
}

function reading<Result>(on: Pool, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return inCompany(on, companyId, { books: 'read' }, work)
}

/** Asks a marked statement so many times, each in a transaction of its own. */
async function ask(on: Pool, statement: string, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1)
    await reading(on, ({ db }) => sql`${prepared} select ${sql.raw(statement)}, ${time}::int`.execute(db))
}

async function keptBy(on: Pool): Promise<string[]> {
  const { rows } = await on.query<{ statement: string }>('select statement from pg_prepared_statements')
  return rows.map(({ statement }) => statement)
}

test('a marked statement that is asked for often is kept, one that is not is sent as it is', async () => {
  const on = oneConnection()
  await ask(on, `'often'`, 8)
  await ask(on, `'seldom'`, 2)
  await reading(on, ({ db }) => sql`select 'unmarked'`.execute(db))
  const kept = await keptBy(on)
  expect(kept).toHaveLength(1)
  expect(kept[0]).toContain(`'often'`)
})

test('behind a proxy that shares server processes none is kept: what answers is not what was named at first', async () => {
  const on = oneConnection((client) => {
    Object.assign(client, { processID: 1 })
  })
  await ask(on, `'behind a proxy'`, 8)
  expect(await keptBy(on)).toEqual([])
})

test('a statement whose table was changed since fails once, says that it may be repeated, and is planned anew', async () => {
  await platen.sql('create table public.changing (id int); grant select on public.changing to platen_app')
  const on = oneConnection()
  const marked = (tx: Transaction) => sql`${prepared} select * from public.changing`.execute(tx.db)
  for (let time = 0; time < 8; time += 1) await reading(on, marked)
  await platen.sql(`alter table public.changing add column name text default '${randomUUID()}'`)
  const failed = await reading(on, marked).catch((error: unknown) => error)
  expect(mayBeRepeated(failed)).toBe(true)
  expect((await reading(on, marked)).rows).toEqual([])
})
