import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createRouterClient, ORPCError, type RouterClient } from '@orpc/server'
import { Kysely, PostgresDialect } from 'kysely'
import { Pool, type QueryResultRow } from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect } from 'vitest'
import type { NotedHead } from '../../contract/audit.ts'
import type { Customer } from '../../contract/customers.ts'
import type { Invoice } from '../../contract/invoices.ts'
import type { Payment } from '../../contract/payments.ts'
import { type Role, roles } from '../../contract/permissions.ts'
import type { Quote } from '../../contract/quotes.ts'
import { type Problem, type RefusalCode, refusals } from '../../contract/refusals.ts'
import { connect } from '../../database/connect.ts'
import type { DB } from '../../database/tables.ts'
import { inNoCompany } from '../../database/transaction.ts'
import { paperPrinter } from '../../integrations/pdf/printer.ts'
import { foundCompany } from '../../invoicing/company/found-company.ts'
import { router } from '../../invoicing/router.ts'
import type { AuditHeads } from '../../server/audit-heads.ts'
import { type Caller, callerOfApiKey, systemCaller } from '../../server/caller.ts'
import { httpApp } from '../../server/http.ts'
import type { Entrance } from '../../server/operation.ts'
import type { Platen } from '../../server/platen.ts'
import { toProblem } from '../../server/problem.ts'
import { rateLimits } from '../../server/rate-limits.ts'
import { type FileDatabase, testDatabase } from './database.ts'

export type Client = RouterClient<typeof router>
type Marks = Pick<Entrance, 'dryRun' | 'idempotencyKey' | 'door'>

/** The day it is in every test, unless it sets another. */
export const testDay = '2026-11-21'

/** What a unit of the file's Platen gives: the real thing on a database of its own, with a clock that the test sets. */
export interface TestPlaten {
  readonly platen: Platen
  readonly database: FileDatabase
  /** The day it is. */
  today: string
  /** A company with a key for each role. */
  found(options?: {
    name?: string
    currency?: string
    country?: string
    timeZone?: string
    taxRate?: string
  }): Promise<TestCompany>
  /** SQL as superuser: sees and may change every company's rows. */
  sql<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>
  /** SQL as superuser with triggers and foreign keys off: what somebody with the server's password could do. */
  tamper(text: string, values?: unknown[]): Promise<void>
  /** SQL in a transaction as the application role acting for a company; committed. */
  asApplication<Row extends QueryResultRow>(
    companyId: string,
    text: string,
    values?: unknown[],
  ): Promise<Row[]>
  /** A real request to a real server on a random port. */
  request<Body = Record<string, unknown>>(
    method: string,
    path: string,
    options?: RequestOptions,
  ): Promise<Reply<Body>>
}

export interface RequestOptions {
  key?: string
  cookie?: string | null
  body?: unknown
  /** A body as it is, instead of JSON. */
  raw?: string
  headers?: Record<string, string>
}

export interface Reply<Body> {
  status: number
  headers: Headers
  body: Body
  /** The session cookie that the reply set, ready to be sent back. */
  cookie: string | null
}

export interface TestCompany {
  id: string
  slug: string
  name: string
  /** The router in this process, as somebody with this role. */
  as(role: Role, marks?: Partial<Marks>): Client
  /** The API key of this role. */
  key(role: Role): string
  caller(role: Role): Caller
  customer(content?: Partial<Parameters<Client['customers']['create']>[0]>): Promise<Customer>
  draft(
    content?: Partial<Parameters<Client['invoices']['create']>[0]> & { amount?: string },
  ): Promise<Invoice>
  sent(
    content?: Partial<Parameters<Client['invoices']['create']>[0]> & { amount?: string; issueDate?: string },
  ): Promise<Invoice>
  quote(content?: Partial<Parameters<Client['quotes']['create']>[0]> & { amount?: string }): Promise<Quote>
  sentQuote(
    content?: Partial<Parameters<Client['quotes']['create']>[0]> & { amount?: string },
  ): Promise<Quote>
  acceptedQuote(
    content?: Partial<Parameters<Client['quotes']['create']>[0]> & { amount?: string },
  ): Promise<Quote>
  pay(
    invoiceId: string,
    amount: string,
    more?: { date?: string; keepExcessAsCredit?: boolean },
  ): Promise<Payment>
  /** A person who joined by an invitation, and the cookie of their session. */
  person(
    role: Role,
    email?: string,
  ): Promise<{ userId: string; email: string; password: string; cookie: string }>
}

export function oneLine(unitPrice: string) {
  return [{ description: 'Printed tees', quantity: '1', unitPrice }]
}

/** Called once at the top of a `.db.test.ts`: Platen on a fresh database of this file, as the application role. */
export function testPlaten(options: { apiKeyPerSecond?: number } = {}): TestPlaten {
  const database = testDatabase()
  let opened: { platen: Platen; admin: Pool } | undefined
  let server: Server | undefined
  let today = testDay
  const open = () => {
    if (!opened) throw new Error('Platen is open inside of hooks and tests')
    return opened
  }
  beforeAll(() => {
    const clock = { now: () => new Date(), today: () => today }
    opened = {
      platen: platenFor(database.appUrl, clock, options.apiKeyPerSecond ?? 100_000),
      admin: new Pool({ connectionString: database.adminUrl, max: 2 }),
    }
    // The database is dropped by force at the end, which may meet a connection that is just saying goodbye.
    opened.admin.on('connect', (client) => client.on('error', () => undefined))
    opened.admin.on('error', () => undefined)
  })
  afterAll(async () => {
    server?.closeAllConnections()
    server?.close()
    await Promise.all([opened?.platen.pool.end(), opened?.admin.end()])
  })
  const rowsOf = async <Row extends QueryResultRow>(
    pool: Pool,
    before: string,
    text: string,
    values: unknown[],
  ) => {
    const client = await pool.connect()
    try {
      await client.query(`begin; ${before}`)
      const { rows } = await client.query<Row>(text, values)
      await client.query('commit')
      return rows
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
  }
  const self: TestPlaten = {
    get platen() {
      return open().platen
    },
    database,
    get today() {
      return today
    },
    set today(day) {
      today = day
    },
    found: (company = {}) => foundTestCompany(self, company),
    sql: (text, values = []) => rowsOf(open().admin, '', text, values),
    tamper: async (text, values = []) => {
      await rowsOf(open().admin, 'set local session_replication_role = replica', text, values)
    },
    asApplication: (companyId, text, values = []) =>
      rowsOf(open().platen.pool, `set local app.company_id = '${companyId}'`, text, values),
    request: async (method, path, request = {}) => {
      server ??= await serve(open().platen)
      return send(server, method, path, request)
    },
  }
  return self
}

function platenFor(appUrl: string, clock: Platen['clock'], apiKeyPerSecond: number): Platen {
  const pool = connect(appUrl, { maximum: 10 })
  return {
    pool,
    queries: new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }),
    clock,
    secret: 'a secret of the tests, long enough to sign with',
    publicUrl: 'http://platen.test',
    log: pino({ level: 'silent' }),
    limits: rateLimits({ apiKeyPerSecond }),
    auditHeads: headsInMemory(),
    headMailbox: null,
    printer: paperPrinter(),
    demo: null,
  }
}

/** Heads of the audit log, kept for as long as the test's Platen is. */
function headsInMemory(): AuditHeads {
  const kept = new Map<string, NotedHead[]>()
  return {
    note: async (companyId, head) => void kept.set(companyId, [...(kept.get(companyId) ?? []), head]),
    noted: async (companyId) => kept.get(companyId) ?? [],
  }
}

function serve(platen: Platen): Promise<Server> {
  const app = httpApp(platen, { screens: null, isReady: async () => true })
  const server = createServer(getRequestListener(app.fetch))
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

async function send<Body>(
  server: Server,
  method: string,
  path: string,
  { key, cookie, body, raw, headers }: RequestOptions,
): Promise<Reply<Body>> {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body))
  const response = await fetch(`http://127.0.0.1:${address.port}${path}`, {
    method,
    headers: {
      ...(text === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(cookie ? { cookie } : {}),
      ...headers,
    },
    ...(text === undefined ? {} : { body: text }),
  })
  const answered = await response.text()
  const json = response.headers.get('content-type')?.includes('json') ?? false
  const set = response.headers.getSetCookie().find((candidate) => candidate.startsWith('platen_session='))
  return {
    status: response.status,
    headers: response.headers,
    body: JSON.parse(json ? answered : JSON.stringify({ text: answered })),
    cookie: set?.split(';')[0] ?? null,
  }
}

let foundedCompanies = 0
let persons = 0

async function foundTestCompany(
  test: TestPlaten,
  {
    name,
    currency = 'USD',
    country = 'US',
    timeZone = 'America/New_York',
    taxRate,
  }: Parameters<TestPlaten['found']>[0] & object,
): Promise<TestCompany> {
  const { platen } = test
  foundedCompanies += 1
  const wanted = name ?? `Shop ${foundedCompanies}`
  const founder = await systemCaller(platen, 'Test', null)
  const company = await inNoCompany(platen.pool, ({ db }) =>
    foundCompany(db, {
      name: wanted,
      currency,
      country,
      timeZone,
      ownerUserId: null,
      byUserId: founder.userId,
      door: 'cli',
    }),
  )
  const owner = await systemCaller(platen, 'Test', company.id)
  const client: Client = createRouterClient(router, { context: { platen, caller: owner, door: 'cli' } })
  const holders = new Map<Role, { key: string; caller: Caller }>()
  for (const role of roles) {
    const { key } = await client.apiKeys.create({ name: `Key of ${role}`, role })
    holders.set(role, { key, caller: await callerOfApiKey(platen, key) })
  }
  if (taxRate !== undefined) await client.company.update({ version: 1, taxRate })
  const holder = (role: Role) => {
    const found = holders.get(role)
    if (!found) throw new Error(`No key for ${role}`)
    return found
  }
  const made: TestCompany = {
    ...company,
    as: (role, marks = {}) =>
      createRouterClient(router, {
        context: { platen, caller: holder(role).caller, door: 'rest', ...marks },
      }),
    key: (role) => holder(role).key,
    caller: (role) => holder(role).caller,
    customer: async (content = {}) => {
      const { id } = await client.customers.create({ name: 'Riverbend School', ...content })
      return client.customers.show({ customerId: id })
    },
    draft: async ({ amount = '100.00', ...content } = {}) => {
      const customerId = content.customerId ?? (await made.customer()).id
      const { id } = await client.invoices.create({ lineItems: oneLine(amount), ...content, customerId })
      return client.invoices.show({ invoiceId: id })
    },
    sent: async ({ issueDate, ...content } = {}) => {
      const { id } = await made.draft(content)
      return client.invoices.send({ invoiceId: id, ...(issueDate === undefined ? {} : { issueDate }) })
    },
    quote: async ({ amount = '100.00', ...content } = {}) => {
      const customerId = content.customerId ?? (await made.customer()).id
      const { id } = await client.quotes.create({ lineItems: oneLine(amount), ...content, customerId })
      return client.quotes.show({ quoteId: id })
    },
    sentQuote: async (content) => client.quotes.send({ quoteId: (await made.quote(content)).id }),
    acceptedQuote: async (content) => client.quotes.accept({ quoteId: (await made.sentQuote(content)).id }),
    pay: (invoiceId, amount, more = {}) =>
      client.payments.record({ invoiceId, amount, method: 'check', ...more }),
    person: async (role, email) => {
      persons += 1
      const address = email ?? `person${persons}@shop.example`
      const password = 'a password of the tests'
      const { userId, invitationUrl } = await client.members.add({
        email: address,
        name: `Person ${persons}`,
        role,
      })
      const token = invitationUrl?.split('/').at(-1) ?? ''
      const { cookie } = await test.request('POST', '/api/v1/invitations/accept', {
        body: { token, password },
      })
      if (!cookie) throw new Error('The invitation was not accepted')
      return { userId, email: address, password, cookie }
    },
  }
  return made
}

/** The problem that an operation, called in this process, is refused with. */
export async function refusalOf(action: Promise<unknown>): Promise<Problem> {
  try {
    await action
  } catch (error) {
    if (error instanceof ORPCError) return toProblem(error)
    throw error
  }
  throw new Error('It was expected to be refused and was not')
}

/** Expects an operation to be refused with a code, the status that belongs to it, and the field where one is named. */
export async function expectRefused(
  action: Promise<unknown>,
  code: RefusalCode,
  path?: string,
): Promise<Problem> {
  const problem = await refusalOf(action)
  expect(problem).toMatchObject({ code, status: refusals[code].status })
  if (path !== undefined) expect(problem.errors.map((error) => error.path)).toContain(path)
  return problem
}

/** Expects a reply to be problem+json with a code, its status, and the field where one is named. */
export function expectProblem(reply: Reply<unknown>, code: RefusalCode, path?: string): void {
  const { status, title } = refusals[code]
  expect(reply.body).toMatchObject({ type: `urn:platen:refusal:${code}`, code, status, title })
  expect(reply.status).toBe(status)
  expect(reply.headers.get('content-type')).toBe('application/problem+json')
  if (path !== undefined)
    expect(reply.body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ path })]) })
}
