import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Pool, PoolClient } from 'pg'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { testPlaten } from '../tests/support/api.ts'
import { connect } from './connect.ts'
import { prepared, preparedPage } from './prepared-statements.ts'
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

describe('a page', () => {
  // One company has nearly all rows, a hundred have one each: what is cheapest for one is not for the others.
  const page = (tx: Transaction, company: string) =>
    sql<{
      n: number
    }>`${preparedPage} select n from public.skewed where company = ${company} order by n limit 3`.execute(
      tx.db,
    )
  const plansOf = async (on: Pool) => {
    const { rows } = await on.query<{ generic: number; custom: number }>(
      'select generic_plans::int as generic, custom_plans::int as custom from pg_prepared_statements',
    )
    return rows[0]
  }
  beforeAll(() =>
    platen.sql(`create table public.skewed (company text, n int);
      insert into public.skewed select case when n % 50 = 0 then 'small' || n else 'large' end, n from generate_series(1, 5000) n;
      create index on public.skewed (company, n); analyze public.skewed; grant select on public.skewed to platen_app`),
  )

  test('is planned once on its connection, for whomever it is asked', async () => {
    const on = oneConnection()
    for (let time = 0; time < 20; time += 1) {
      const company = time % 2 === 0 ? 'large' : 'small50'
      const { rows } = await reading(on, (tx) => page(tx, company))
      expect(rows.map(({ n }) => n)).toEqual(company === 'large' ? [1, 2, 3] : [50])
    }
    // Five times it was sent as it is, and the sixth made it known.
    expect(await plansOf(on)).toEqual({ generic: 14, custom: 1 })
  })

  test('leaves the planning of what follows in its transaction alone', async () => {
    const on = oneConnection()
    for (let time = 0; time < 8; time += 1) await reading(on, (tx) => page(tx, 'large'))
    const mode = await reading(on, async (tx) => {
      await page(tx, 'large')
      return sql<{ plan_cache_mode: string }>`show plan_cache_mode`.execute(tx.db)
    })
    expect(mode.rows).toEqual([{ plan_cache_mode: 'auto' }])
  })

  test('takes quotes, backslashes and other alphabets as values, as parameters would', async () => {
    const on = oneConnection()
    for (const text of [
      ...Array(8).fill(''),
      `O'Brien`,
      '\\',
      `\\'; drop table public.skewed; --`,
      'Ärzte 👕',
      '$1',
    ]) {
      const { rows } = await reading(on, ({ db }) =>
        sql<{ text: string }>`${preparedPage} select ${text}::text as text`.execute(db),
      )
      expect(rows).toEqual([{ text }])
    }
  })

  test('with a value that is no text is sent as a parameter', async () => {
    const on = oneConnection()
    for (const value of [...Array(8).fill(1), null, 2]) {
      const { rows } = await reading(on, ({ db }) =>
        sql<{ value: number }>`${preparedPage} select ${value}::int as value`.execute(db),
      )
      expect(rows).toEqual([{ value }])
    }
  })
})

test.each([
  ['statement', prepared],
  ['page', preparedPage],
])(
  'a %s whose table was changed since fails once, says that it may be repeated, and is planned anew',
  async (_kind, mark) => {
    await platen.sql(
      'drop table if exists public.changing; create table public.changing (id int); grant select on public.changing to platen_app',
    )
    const on = oneConnection()
    const marked = (tx: Transaction) => sql`${mark} select * from public.changing`.execute(tx.db)
    for (let time = 0; time < 8; time += 1) await reading(on, marked)
    await platen.sql(`alter table public.changing add column name text default '${randomUUID()}'`)
    const failed = await reading(on, marked).catch((error: unknown) => error)
    expect(mayBeRepeated(failed)).toBe(true)
    expect((await reading(on, marked)).rows).toEqual([])
  },
)
