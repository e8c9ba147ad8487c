import { beforeAll, expect, test } from 'vitest'
import type { InvoiceSummary } from '../contract/invoices.ts'
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

test('it has invoices in every status, overdue ones of every age, and a credit', async () => {
  expect(invoices).toHaveLength(60)
  const count = (wanted: (invoice: InvoiceSummary) => boolean) => invoices.filter(wanted).length
  expect(count(({ status }) => status === 'paid')).toBeGreaterThanOrEqual(20)
  expect(count(({ status }) => status === 'draft')).toBe(4)
  expect(count(({ status }) => status === 'void')).toBe(2)
  expect(count(({ status }) => status === 'partial')).toBeGreaterThanOrEqual(2)
  expect(count(({ status }) => status === 'sent')).toBeGreaterThanOrEqual(5)
  expect(count(({ isOverdue }) => isOverdue)).toBeGreaterThanOrEqual(5)
  const { body } = await get<{ totals: Record<string, string> }>('/reports/aging')
  expect(body.totals.unappliedCredit).not.toBe('0.00')
  expect(Object.values(body.totals).filter((amount) => amount === '0.00')).toEqual([])
})

test('numbers rise with the days, and nothing lies in the future', () => {
  const issued = invoices.filter(({ issueDate }) => issueDate !== null)
  const byNumber = [...issued].sort((one, other) => (one.invoiceNumber < other.invoiceNumber ? -1 : 1))
  const days = byNumber.map(({ issueDate }) => issueDate ?? '')
  expect(days).toEqual([...days].sort())
  expect(days.every((day) => day <= testDay && day >= '2026-05-20')).toBe(true)
})

test('the books hold, and it was quick', async () => {
  const companies = await platen.sql<{ id: string }>('select id from auth.companies')
  for (const { id } of companies)
    expect(await verifyCompany(platen.platen.pool, platen.platen.clock, id)).toEqual([])
  // About a second on an idle machine.
  expect(milliseconds).toBeLessThan(15_000)
})

test('a second run makes nothing and says so', async () => {
  expect(await makeDemo(platen.platen)).toBeNull()
  expect(await platen.sql('select from auth.companies')).toHaveLength(2)
})
