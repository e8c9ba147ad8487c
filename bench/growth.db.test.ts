import { randomUUID } from 'node:crypto'
import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely'
import { escapeLiteral, Pool } from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { type InvoiceSort, invoiceSorts, invoiceViews } from '../contract/invoices.ts'
import type { DB } from '../database/tables.ts'
import { actAs } from '../database/transaction.ts'
import { customerPatterns } from '../invoicing/customers/search-pattern.ts'
import { readInvoices, type WantedInvoices } from '../invoicing/invoices/invoice-list.sql.ts'
import { testPlaten } from '../tests/support/api.ts'
import { makeKeys } from './api-keys.ts'
import { wrongBooks } from './books.ts'
import { detailCall, draftCall, pageCall, paymentCall, searchCall, sendCall } from './calls.ts'
import type { Call } from './http-clients.ts'
import { benchTaxRate, customerAt, phoneAt } from './ledger-rows.ts'
import { type Ledgers, loadCustomers, loadLedgers } from './load-ledgers.ts'
import { benchToday, idOf, type Ledger } from './plan.ts'
import { prepareDrafts } from './prepared-drafts.ts'

// What keeps it fast at any size and on any machine: how often an operation asks the database, how long a page is, and
// that every list reads along an index under row-level security. Nothing here looks at a clock.

const settings = {
  currency: 'USD',
  country: 'US',
  timeZone: 'America/New_York',
  taxRate: benchTaxRate,
  booksClosedOn: null,
  version: 1,
}

const platen = testPlaten()
let ledgers: Ledgers
let key: string
let trips = 0

beforeAll(async () => {
  const { pool } = platen.platen
  platen.today = benchToday
  // Each round trip ends with a ReadyForQuery of the server.
  pool.on('connect', (client) => {
    client.connection.on('readyForQuery', () => {
      trips += 1
    })
  })
  ledgers = await loadLedgers(platen.database.adminUrl, {
    ...{ small: { customers: 5, invoices: 25 }, big: { customers: 400, invoices: 20_000 } },
    ...{ neighbours: { companies: 0, customers: 0, invoices: 0 }, rounds: 1, importRows: 0 },
  })
  key = (await makeKeys(pool, [ledgers.big])).get(ledgers.big)?.[0] ?? ''
})

test('the data of the benchmark keeps every promise about the books', { timeout: 120_000 }, async () => {
  expect(await wrongBooks(platen.platen.pool, ledgers.small)).toEqual([])
  expect(await wrongBooks(platen.platen.pool, ledgers.big)).toEqual([])
})

/** One real request, how often it asked the database, and how long the answer is. */
async function costOf({
  method,
  path,
  body,
}: Call): Promise<{ trips: number; status: number; bytes: number }> {
  const before = trips
  const reply = await platen.request(method, `/api/v1${path}`, {
    ...{ key, body, headers: method === 'POST' ? { 'idempotency-key': randomUUID() } : {} },
  })
  return { trips: trips - before, status: reply.status, bytes: JSON.stringify(reply.body).length }
}

// Each number counts the key, the beginning of the transaction, its end, and the steps between.
test.each<[string, number, (ledger: Ledger) => Call]>([
  ['draft', 8, (ledger) => draftCall(ledger, 1)],
  ['payment', 8, (ledger) => paymentCall(ledger, 1)],
  ['page', 4, () => pageCall],
  ['detail', 4, (ledger) => detailCall(ledger, 1)],
  ['search', 4, () => searchCall(1)],
])('a %s asks the database at most %d times', async (_name, most, call) => {
  const { trips: asked, status } = await costOf(call(ledgers.big))
  expect(status).toBeLessThan(300)
  expect(asked).toBeLessThanOrEqual(most)
})

test('a send asks the database at most 10 times', async () => {
  const admin = new Pool({ connectionString: platen.database.adminUrl, max: 1 })
  const draft = await prepareDrafts(admin, ledgers.big, 1).finally(() => admin.end())
  const { trips: asked, status } = await costOf(sendCall(ledgers.big, draft))
  expect(status).toBe(200)
  expect(asked).toBeLessThanOrEqual(10)
})

test('a page of 50 invoices is at most 15 kB of JSON', async () => {
  expect((await costOf(pageCall)).bytes).toBeLessThanOrEqual(15_000)
})

/**
 * How PostgreSQL runs a list for the application's role, with row-level security: the statement itself, explained. `kept`
 * is the plan of a prepared statement, which is made for every company alike.
 */
async function planOf(wanted: Partial<WantedInvoices>, kept = false): Promise<string> {
  const { pool, clock } = platen.platen
  const sent: CompiledQuery[] = []
  const listening = new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => void sent.push(query),
  })
  const company = { ...settings, companyId: ledgers.big.companyId }
  return listening.transaction().execute(async (db) => {
    await sql.raw(actAs(company.companyId)).execute(db)
    const atCommit = () => undefined
    const all = { view: 'all', q: undefined, customerId: undefined, cursor: undefined } as const
    const page = { limit: 50, detail: 'full' } as const
    const wantedPage = { ...all, sort: 'dueDate', direction: 'asc', ...wanted, ...page } as const
    await readInvoices({ db, company, atCommit }, wantedPage, clock.today(company.timeZone))
    const statement = sent.at(-1)
    const parameters = [...(statement?.parameters ?? [])]
    if (kept) {
      await sql
        .raw(`set local plan_cache_mode = force_generic_plan; prepare kept as ${statement?.sql}`)
        .execute(db)
    }
    const explained = kept
      ? CompiledQuery.raw(
          `explain execute kept (${parameters.map((value) => escapeLiteral(String(value))).join()})`,
        )
      : CompiledQuery.raw(`explain ${statement?.sql}`, parameters)
    const { rows } = await db.executeQuery<{ 'QUERY PLAN': string }>(explained)
    if (kept) await sql.raw('deallocate kept').execute(db)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  })
}

const fastSorts = invoiceSorts.filter((sort) => sort !== 'customerName' && sort !== 'status')

describe.each(invoiceViews)('the view %s', (view) => {
  test.each(fastSorts)('by %s reads along an index', async (sort) => {
    for (const direction of ['asc', 'desc'] as const)
      expect(await planOf({ view, sort, direction })).not.toMatch(/Seq Scan on invoices/)
  })
})

test.each([
  ...(['all', 'outstanding', 'paid'] as const).flatMap((view) =>
    fastSorts.map((sort) => [view, sort] as const),
  ),
  ['draft', 'createdAt'] as const,
  ['overdue', 'dueDate'] as const,
])(
  'the view %s by %s is read along its index by a plan that is kept, for every company',
  async (view, sort) => {
    for (const direction of ['asc', 'desc'] as const)
      expect(await planOf({ view, sort, direction }, true)).not.toMatch(/Sort|Join|Seq Scan on invoices/)
  },
)

test.each(fastSorts)('all invoices by %s are read in order, none is sorted', async (sort) => {
  expect(await planOf({ sort })).not.toMatch(/Sort/)
})

test.each<InvoiceSort>(['customerName', 'status'])(
  'of one customer by %s reads along an index',
  async (sort) => {
    const customerId = idOf(ledgers.big.tag, 'customer', 1)
    expect(await planOf({ sort, customerId })).not.toMatch(/Seq Scan on invoices/)
  },
)

test.each(fastSorts)('a later page by %s begins where the last one ended', async (sort) => {
  const first = await platen.request<{ nextCursor: string }>(
    'GET',
    `/api/v1/invoices?sort=${sort}&limit=50`,
    { key },
  )
  const plan = await planOf({ sort, direction: 'desc', cursor: first.body.nextCursor })
  expect(plan).not.toMatch(/Seq Scan on invoices|Sort/)
})

const crowd: Ledger = { tag: 'crowd', companyId: idOf('crowd', 'company', 1), customers: 20_000, invoices: 0 }

test('a search among 20,000 customers reads along an index', { timeout: 120_000 }, async () => {
  const admin = new Pool({ connectionString: platen.database.adminUrl, max: 1 })
  await loadCustomers(admin, crowd).finally(() => admin.end())
  const { number, name, email } = customerAt(crowd, 12_345)
  for (const query of [number, name, email, phoneAt(12_345), 'office12345', 'Harbor', 'or']) {
    expect([query, (await pagesOf(query)) < 3_000]).toEqual([query, true])
  }
})

/** How many pages of the database a search of 26 customers looks at. */
async function pagesOf(query: string): Promise<number> {
  const client = await platen.platen.pool.connect()
  try {
    await client.query(`begin read only; ${actAs(crowd.companyId)}`)
    const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Record<string, number> }[] }>(
      `explain (analyze, buffers, format json) select invoicing.search_customers($1, 26)`,
      [customerPatterns(query).at(-1)],
    )
    const plan = rows[0]?.['QUERY PLAN'][0]?.Plan
    return (plan?.['Shared Hit Blocks'] ?? Number.NaN) + (plan?.['Shared Read Blocks'] ?? Number.NaN)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

test.each(['Harbor', 'INV-0042', '42'])('a search for %s reads along indexes', async (q) => {
  expect(await planOf({ q })).not.toMatch(/Seq Scan on invoices/)
})
