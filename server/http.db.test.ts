import { beforeAll, expect, test } from 'vitest'
import { expectProblem, oneLine, type TestCompany, testPlaten } from '../tests/support/api.ts'
import { httpApp } from './http.ts'

const platen = testPlaten({ apiKeyPerSecond: 60 })
let shop: TestCompany
let key: string

beforeAll(async () => {
  shop = await platen.found()
  key = shop.key('owner')
})

/** A key of its own, so that the limit of one test is not reached by another. */
async function freshKey(): Promise<string> {
  return (await shop.as('owner').apiKeys.create({ name: 'Another', role: 'admin' })).key
}

test('health needs no key, and is unavailable while the database is not ready', async () => {
  expect(await platen.request('GET', '/api/health')).toMatchObject({ status: 200, body: { status: 'ok' } })
  const app = httpApp(platen.platen, { screens: null, isReady: async () => false })
  const response = await app.request('/api/health')
  expect(response.status).toBe(503)
  expect(await response.json()).toMatchObject({ code: 'unavailable' })
})

test('creation is 201 with the whole resource, as GET answers it', async () => {
  const customer = await shop.customer()
  const made = await platen.request<{ id: string }>('POST', '/api/v1/invoices', {
    key,
    body: { customerId: customer.id, lineItems: [{ description: 'Tees', quantity: '2', unitPrice: '9.5' }] },
  })
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({ total: '19.00', status: 'draft', lineItems: [{ unitPrice: '9.50' }] })
  const read = await platen.request('GET', `/api/v1/invoices/${made.body.id}`, { key })
  expect(read.body).toEqual(made.body)
})

test('a body that is no JSON, or none at all, is malformed or names what is missing', async () => {
  expectProblem(await platen.request('POST', '/api/v1/customers', { key, raw: '{"name": ' }), 'malformed')
  expectProblem(await platen.request('POST', '/api/v1/customers', { key }), 'invalid_input')
  expectProblem(await platen.request('POST', '/api/v1/customers', { key, raw: '[]' }), 'malformed')
})

const validInvoice = {
  customerId: '00000000-0000-4000-8000-000000000000',
  lineItems: oneLine('1.00'),
}
const withLine = (line: Record<string, unknown>) => ({
  ...validInvoice,
  lineItems: [{ ...validInvoice.lineItems[0], ...line }],
})

test.each([
  ['an unknown field', { ...validInvoice, surprise: 1 }, 'surprise'],
  ['a total sent by the client', { ...validInvoice, total: '1.00' }, 'total'],
  ['a status sent by the client', { ...validInvoice, status: 'paid' }, 'status'],
  ['a company sent by the client', { ...validInvoice, companyId: validInvoice.customerId }, 'companyId'],
  ['a line total sent by the client', withLine({ lineTotal: '5.00' }), 'lineItems.0.lineTotal'],
  ['a number where text belongs', withLine({ unitPrice: 5 }), 'lineItems.0.unitPrice'],
  ['NaN', withLine({ unitPrice: 'NaN' }), 'lineItems.0.unitPrice'],
  ['1e15', withLine({ unitPrice: '1e15' }), 'lineItems.0.unitPrice'],
  ['three decimals', withLine({ unitPrice: '1.005' }), 'lineItems.0.unitPrice'],
  ['a negative price', withLine({ unitPrice: '-1.00' }), 'lineItems.0.unitPrice'],
  ['a negative quantity', withLine({ quantity: '-1' }), 'lineItems.0.quantity'],
  ['a quantity of zero', withLine({ quantity: '0.0' }), 'lineItems.0.quantity'],
  ['an empty description', withLine({ description: '  ' }), 'lineItems.0.description'],
  ['two lines in a description', withLine({ description: 'a\nb' }), 'lineItems.0.description'],
  ['a tax rate above 100', { ...validInvoice, taxRate: '100.01' }, 'taxRate'],
  ['no lines', { ...validInvoice, lineItems: [] }, 'lineItems'],
  ['501 lines', { ...validInvoice, lineItems: Array(501).fill(validInvoice.lineItems[0]) }, 'lineItems'],
  ['a date that does not exist', { ...validInvoice, dueDate: '2026-02-31' }, 'dueDate'],
  ['unknown terms', { ...validInvoice, paymentTerms: 'net_31' }, 'paymentTerms'],
  [
    'a discount above 100 percent',
    { ...validInvoice, discounts: [{ description: 'x', kind: 'percent', value: '101' }] },
    'discounts.0.value',
  ],
  ['an id that is none', { ...validInvoice, customerId: '1; drop table' }, 'customerId'],
])('%s is refused at its field', async (_what, body, path) => {
  expectProblem(
    await platen.request('POST', '/api/v1/invoices', { key: await freshKey(), body }),
    'invalid_input',
    path,
  )
})

test.each([
  '/customers?q=%00',
  '/invoices?q=%00',
  '/invoices?limit=0',
  '/invoices?limit=101',
  '/invoices?limit=x',
  '/invoices?sort=price',
  '/invoices?surprise=1',
  '/invoices?cursor=nonsense',
  '/invoices/1',
  '/audit-log?entity=%00',
  '/audit-log?from=2026-02-30',
  '/reports/aging?asOf=2026-13-01',
  '/reports/aging?knownAt=0000-01-01T00:00:00Z',
  '/reports/aging?knownAt=yesterday',
])('GET %s is refused in words', async (path) => {
  expectProblem(await platen.request('GET', `/api/v1${path}`, { key: await freshKey() }), 'invalid_input')
})

test('forged cursors are refused, not passed on to the database', async () => {
  const id = '00000000-0000-4000-8000-000000000000'
  const forged = (value: unknown, at: unknown = id) =>
    Buffer.from(JSON.stringify([value, at])).toString('base64url')
  const places: [string, string][] = [
    ['dueDate', forged('2026-02-31')],
    ['dueDate', forged('0000-01-01')],
    ['dueDate', forged('x')],
    ['total', forged('1.5')],
    ['total', forged('9'.repeat(30))],
    ['createdAt', forged('0000-01-01 00:00:00+00')],
    ['createdAt', forged('2026-02-31 00:00:00+00')],
    ['createdAt', forged('2026-01-01 25:00:00+00')],
    ['createdAt', forged('2026-01-01 00:00:00+99')],
    ['customerName', forged('a\0b')],
    ['customerName', forged('a', "'; drop table")],
    ['customerName', forged(7)],
  ]
  const own = await freshKey()
  for (const [sort, cursor] of places) {
    const reply = await platen.request('GET', `/api/v1/invoices?sort=${sort}&cursor=${cursor}`, { key: own })
    expectProblem(reply, 'invalid_input', 'cursor')
  }
})

test('unknown operations and methods are not found; too much is too large', async () => {
  expectProblem(await platen.request('GET', '/api/v1/nothing', { key }), 'not_found')
  expectProblem(await platen.request('PUT', '/api/v1/invoices', { key, body: {} }), 'not_found')
  const raw = JSON.stringify({ name: 'x'.repeat(3 * 1024 * 1024) })
  expectProblem(await platen.request('POST', '/api/v1/customers', { key, raw }), 'too_large')
})

test('dryRun is true or false, and belongs to writes', async () => {
  const body = { name: 'Perhaps' }
  expectProblem(
    await platen.request('POST', '/api/v1/customers?dryRun=yes', { key, body }),
    'invalid_input',
    'dryRun',
  )
  const trial = await platen.request('POST', '/api/v1/customers?dryRun=true', { key, body })
  expect([trial.status, trial.body.customerNumber]).toEqual([201, null])
  const { data } = await shop.as('owner').customers.list({ q: 'Perhaps' })
  expect(data).toEqual([])
})

test('a dry run of founding a company founds none', async () => {
  const { cookie } = await shop.person('owner')
  const session = await platen.request('POST', '/api/v1/companies?dryRun=true', {
    cookie,
    body: { name: 'Only a thought' },
  })
  expect([session.status, session.cookie]).toEqual([201, null])
  const { body } = await platen.request<{ companies: unknown[] }>('GET', '/api/v1/session', { cookie })
  expect(body.companies).toHaveLength(1)
})

test.each(['Bearer', 'Bearer ', 'Basic abc', 'Bearer unknown', `Bearer ${'x'.repeat(300)}`])(
  'the authorization "%s" is nobody',
  async (authorization) => {
    const reply = await platen.request('GET', '/api/v1/company', { headers: { authorization } })
    expectProblem(reply, 'not_signed_in')
  },
)

test('a write with the session cookie that comes from another site is refused', async () => {
  const { cookie } = await shop.person('admin')
  const write = (headers: Record<string, string>) =>
    platen.request('POST', '/api/v1/customers', { cookie, body: { name: 'From outside' }, headers })
  expectProblem(await write({ origin: 'https://evil.example' }), 'cross_origin')
  expectProblem(await write({ 'sec-fetch-site': 'cross-site' }), 'cross_origin')
  expectProblem(await write({ 'sec-fetch-site': 'same-site', origin: 'http://platen.test' }), 'cross_origin')
  expect((await write({ 'sec-fetch-site': 'same-origin' })).status).toBe(201)
  expect((await write({ origin: 'http://platen.test' })).status).toBe(201)
  // A key is not sent by a browser on its own, so its origin does not matter.
  const byKey = await platen.request('POST', '/api/v1/customers', {
    key,
    body: { name: 'By key' },
    headers: { origin: 'https://app.example' },
  })
  expect(byKey.status).toBe(201)
})

test('a cross-site page cannot sign somebody in either', async () => {
  const body = { email: 'a@b.example', password: 'whatever it is' }
  const headers = { 'sec-fetch-site': 'cross-site' }
  expectProblem(await platen.request('POST', '/api/v1/session', { body, headers }), 'cross_origin')
})

test('the cookie is the browser’s alone', async () => {
  const { email, password } = await shop.person('viewer')
  const reply = await platen.request('POST', '/api/v1/session', { body: { email, password } })
  expect(reply.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/i)
  expect(JSON.stringify(reply.body)).not.toContain(reply.cookie?.split('=')[1])
})

test('the door of a write is kept: screen for the cookie, rest for a key', async () => {
  const { cookie } = await shop.person('admin')
  const byCookie = await platen.request<{ id: string }>('POST', '/api/v1/customers', {
    cookie,
    body: { name: 'Door' },
  })
  const byKey = await platen.request<{ id: string }>('POST', '/api/v1/customers', {
    key,
    body: { name: 'Door' },
  })
  const doorOf = async (entityId: string) => (await shop.as('owner').audit.list({ entityId })).data[0]?.door
  expect([await doorOf(byCookie.body.id), await doorOf(byKey.body.id)]).toEqual(['screen', 'rest'])
})

test('a key may make so many requests a second, then waits', async () => {
  const { id, key: own } = await shop.as('owner').apiKeys.create({ name: 'Busy', role: 'viewer' })
  const other = await freshKey()
  // The limit is counted in this process: all but one of its requests are taken at once.
  const took = Array.from({ length: 59 }, () => platen.platen.limits.apiKey(id))
  const replies = [await platen.request('GET', '/api/v1/company', { key: own })]
  while (replies.at(-1)?.status === 200 && replies.length < 100) {
    took.push(...Array.from({ length: 60 }, () => platen.platen.limits.apiKey(id).catch(() => undefined)))
    replies.push(await platen.request('GET', '/api/v1/company', { key: own }))
  }
  await Promise.all(took)
  const last = replies.at(-1)
  if (last) expectProblem(last, 'too_many_requests')
  expect((await platen.request('GET', '/api/v1/company', { key: other })).status).toBe(200)
})

test('an unexpected error is told without its insides', async () => {
  await platen.sql('alter table invoicing.customers rename column tax_id to taxing')
  try {
    const reply = await platen.request('GET', '/api/v1/customers', { key: await freshKey() })
    expectProblem(reply, 'internal')
    expect(JSON.stringify(reply.body)).not.toMatch(/tax_id|column|select/)
  } finally {
    await platen.sql('alter table invoicing.customers rename column taxing to tax_id')
  }
})

test('a database that went away is unavailable, and comes back by itself', async () => {
  const own = await freshKey()
  const limit = (connections: number) =>
    platen.sql(`alter database ${platen.database.name} connection limit ${connections}`)
  await limit(0)
  await platen.sql(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and usename <> current_user`,
  )
  try {
    const reply = await platen.request('GET', '/api/v1/company', { key: own })
    expectProblem(reply, 'unavailable')
  } finally {
    await limit(-1)
  }
  expect((await platen.request('GET', '/api/v1/company', { key: own })).status).toBe(200)
})

test('the reference names every operation of the contract and every refusal', async () => {
  const { body } = await platen.request<{ paths: Record<string, object>; info: { description: string } }>(
    'GET',
    '/api/v1/openapi.json',
  )
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining([
      '/invoices',
      '/invoices/{invoiceId}/payments',
      '/customers/{customerId}/balance',
    ]),
  )
  expect(body.info.description).toContain('`payment_exceeds_balance`')
  const page = await platen.request('GET', '/docs')
  expect(page.body.text).not.toMatch(/https?:\/\//)
})
