import { beforeAll, expect, test } from 'vitest'
import type { CreditMemoSummary } from '../contract/credit-memos.ts'
import type { InvoiceSummary } from '../contract/invoices.ts'
import { type JobSummary, jobStatuses } from '../contract/jobs.ts'
import { type QuoteSummary, quoteStatuses } from '../contract/quotes.ts'
import { verifyCompany } from '../invoicing/verification/verify-company.ts'
import { testDay, testPlaten } from '../tests/support/api.ts'
import { demoSignIn, makeDemo } from './demo-shop.ts'

const platen = testPlaten()
let cookie: string | null
let invoices: InvoiceSummary[]
let milliseconds: number

const get = <Body = Record<string, unknown>>(path: string) =>
  platen.request<Body>('GET', `/api/v1${path}`, { cookie })

beforeAll(async () => {
  const startedAt = Date.now()
  expect(await makeDemo(platen.platen)).toEqual(['halftone-press', 'northlight-embroidery'])
  milliseconds = Date.now() - startedAt
  cookie = (await platen.request('POST', '/api/v1/session', { body: demoSignIn })).cookie
  invoices = (await get<{ data: InvoiceSummary[] }>('/invoices?limit=100')).body.data
})

test('the demo user signs in, owns Halftone Press and can switch to the second business', async () => {
  const { body } = await get('/session')
  expect(body).toMatchObject({
    role: 'owner',
    company: { name: 'Halftone Press', taxRate: '8.25' },
    companies: [{ name: 'Halftone Press' }, { name: 'Northlight Embroidery' }],
  })
})

test('it has invoices in every status, overdue ones of every age, and credits', async () => {
  expect(invoices).toHaveLength(62)
  const count = (wanted: (invoice: InvoiceSummary) => boolean) => invoices.filter(wanted).length
  expect(count(({ status }) => status === 'paid')).toBeGreaterThanOrEqual(20)
  expect(count(({ status }) => status === 'draft')).toBe(5)
  expect(count(({ status }) => status === 'void')).toBe(2)
  expect(count(({ status }) => status === 'partial')).toBeGreaterThanOrEqual(2)
  expect(count(({ status }) => status === 'sent')).toBeGreaterThanOrEqual(5)
  expect(count(({ isOverdue }) => isOverdue)).toBeGreaterThanOrEqual(5)
  expect(count(({ settledBy }) => settledBy === 'credit')).toBeGreaterThanOrEqual(1)
  const memos = await get<{ data: CreditMemoSummary[] }>('/credit-memos')
  expect(memos.body.data.map(({ reason }) => reason)).toEqual(['shortages', 'misprints', 'returns'])
  const { body } = await get<{ totals: Record<string, string> }>('/reports/aging')
  expect(body.totals.unappliedCredit).not.toBe('0.00')
  expect(Object.values(body.totals).filter((amount) => amount === '0.00')).toEqual([])
})

test('it has quotes and jobs in every state, versions, deposits, and one that waits for its invoice', async () => {
  const quotes = (await get<{ data: QuoteSummary[] }>('/quotes?limit=100')).body.data
  expect(new Set(quotes.map(({ status }) => status))).toEqual(new Set(quoteStatuses))
  expect(quotes.some(({ isExpired }) => isExpired)).toBe(true)
  expect(quotes.some(({ revision, status }) => revision === 2 && status === 'sent')).toBe(true)
  expect(quotes.some(({ invoice, status }) => invoice === null && status === 'accepted')).toBe(true)
  const jobs = (await get<{ data: JobSummary[] }>('/jobs?limit=100')).body.data
  expect(new Set(jobs.map(({ status }) => status))).toEqual(new Set(jobStatuses))
  expect(jobs.some(({ isLate }) => isLate)).toBe(true)
  const quoted = quotes.filter(({ invoice }) => invoice !== null)
  expect(quoted).toHaveLength(2)
  const changes = await Promise.all(
    quoted.map(({ invoice }) => get<{ count: number }>(`/invoices/${invoice?.id}/changes`)),
  )
  expect(changes.map(({ body }) => body.count).sort()).toEqual([0, 1])
})

test('its activity has orders of the web shop, and an entry that was edited by hand', async () => {
  const [entries] = await platen.sql<Record<string, number>>(`
    select count(*) filter (where read_only)::int as online, count(*) filter (where edited_by_hand)::int as edited,
      (select count(*)::int from invoicing.customer_quote_summaries) as quotes,
      (select count(*)::int from invoicing.customer_order_summaries) as orders
    from invoicing.customer_invoice_summaries`)
  expect(entries?.online).toBeGreaterThan(5)
  expect(entries?.edited).toBe(2)
  expect(Math.min(entries?.quotes ?? 0, entries?.orders ?? 0)).toBeGreaterThan(5)
})

test('most garments come in size runs, all are printed, and some are the customer’s own', async () => {
  const [lines] = await platen.sql<Record<string, number>>(`
    select count(*)::int as items, count(*) filter (where sizes <> '[]')::int as runs,
      count(*) filter (where imprints <> '[]')::int as printed, count(*) filter (where furnished)::int as furnished
    from invoicing.invoice_line_items where kind = 'item'`)
  expect(lines?.runs).toBeGreaterThan((lines?.items ?? 0) / 2)
  expect(lines?.printed).toBe(lines?.items)
  expect(lines?.furnished).toBeGreaterThan(1)
})

test('numbers rise with the days, and nothing lies in the future', () => {
  const issued = invoices.filter(({ issueDate }) => issueDate !== null)
  const byNumber = [...issued].sort((one, other) => (one.invoiceNumber < other.invoiceNumber ? -1 : 1))
  const days = byNumber.map(({ issueDate }) => issueDate ?? '')
  expect(days).toEqual([...days].sort())
  expect(days.every((day) => day <= testDay && day >= '2026-05-20')).toBe(true)
})

test('every tab of a customer has something to show', async () => {
  const { body } = await get<{ data: { id: string; name: string }[] }>('/customers?q=Riverbend')
  const path = `/customers/${body.data[0]?.id}`
  for (const tab of ['contacts', 'addresses', 'communications', 'statements', 'aging-snapshots']) {
    const { data } = (await get<{ data: unknown[] }>(`${path}/${tab}`)).body
    expect([tab, data.length > 0]).toEqual([tab, true])
  }
})

test('one credit limit is nearly used, and one was overridden with a reason', async () => {
  const { body } = await get<{ data: { creditLimit: string | null; availableCredit: string | null }[] }>(
    '/customers?limit=100',
  )
  const used = body.data.flatMap(({ creditLimit, availableCredit }) =>
    creditLimit === null ? [] : [1 - Number(availableCredit) / Number(creditLimit)],
  )
  expect(used.length).toBe(2)
  expect(Math.max(...used)).toBeGreaterThan(0.85)
  const overridden = await platen.sql(
    `select 1 from invoicing.audit_entries where after -> 'creditOverride' ->> 'reason' like 'Half is paid%'`,
  )
  expect(overridden.length).toBeGreaterThan(0)
})

test('the books hold, and it was quick', async () => {
  const companies = await platen.sql<{ id: string }>('select id from auth.companies')
  for (const { id } of companies)
    expect(await verifyCompany(platen.platen.pool, platen.platen.clock, id)).toEqual([])
  // A few seconds on an idle machine.
  expect(milliseconds).toBeLessThan(30_000)
})

test('a second run makes nothing and says so', async () => {
  expect(await makeDemo(platen.platen)).toBeNull()
  expect(await platen.sql('select from auth.companies')).toHaveLength(2)
})
