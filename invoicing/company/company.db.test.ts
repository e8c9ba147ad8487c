import { beforeEach, expect, test } from 'vitest'
import {
  expectProblem,
  expectRefused,
  oneLine,
  type TestCompany,
  testPlaten,
} from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany

beforeEach(async () => {
  platen.today = '2026-11-21'
  shop = await platen.found()
})

test('name, time zone and tax rate change; the tax rate reaches new drafts only', async () => {
  const { company, audit } = shop.as('admin')
  const before = await shop.draft()
  const changed = await company.update({
    version: 1,
    name: 'Renamed',
    timeZone: 'Asia/Tokyo',
    taxRate: '8.2500',
  })
  expect(changed).toMatchObject({ name: 'Renamed', timeZone: 'Asia/Tokyo', taxRate: '8.25', version: 2 })
  expect((await shop.draft()).taxAmount).toBe('8.25')
  expect((await shop.as('viewer').invoices.show({ invoiceId: before.id })).taxAmount).toBe('0.00')
  const [entry] = (await audit.list({ entity: 'company' })).data
  expect(entry).toMatchObject({
    operation: 'company.update',
    before: { timeZone: 'America/New_York', taxRate: '0' },
    after: { timeZone: 'Asia/Tokyo', taxRate: '8.25' },
  })
})

test('a letterhead is kept as it is written, and taken away by nothing', async () => {
  const { company } = shop.as('admin')
  const letterhead = '12 Inlet Street\nIthaca, NY 14850\n\nEIN 12-3456789'
  const changed = await company.update({ version: 1, letterhead: `${letterhead}\n ` })
  expect(changed.letterhead).toBe(letterhead)
  expect((await company.update({ version: 2, taxRate: '5' })).letterhead).toBe(letterhead)
  await expectRefused(
    company.update({ version: 3, letterhead: `${'a\n'.repeat(8)}b` }),
    'invalid_input',
    'letterhead',
  )
  expect((await company.update({ version: 3, letterhead: '  ' })).letterhead).toBeNull()
  expect((await company.update({ version: 4, letterhead: null })).letterhead).toBeNull()
})

test('a stale version is refused, also when two change at once', async () => {
  const { company } = shop.as('owner')
  const results = await Promise.allSettled([
    company.update({ version: 1, taxRate: '1' }),
    company.update({ version: 1, taxRate: '2' }),
  ])
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  await expectRefused(company.update({ version: 1, taxRate: '3' }), 'stale_version')
})

test.each(['Mars/Olympus', 'EST5EDT', '+01:00', 'IST'])('the time zone %s is refused', async (timeZone) => {
  await expectRefused(shop.as('owner').company.update({ version: 1, timeZone }), 'invalid_input', 'timeZone')
})

test('a number series rises and never falls; what it leaves out is recorded', async () => {
  const { company } = shop.as('owner')
  await shop.draft()
  const raised = await company.raiseNumber({ series: 'invoice', next: 1042 })
  expect(raised.numberSeries).toContainEqual({ series: 'invoice', prefix: 'INV-', nextNumber: 'INV-1042' })
  expect((await shop.draft()).invoiceNumber).toBe('INV-1042')
  await expectRefused(company.raiseNumber({ series: 'invoice', next: 1042 }), 'number_series_passed', 'next')
  await expectRefused(company.raiseNumber({ series: 'invoice', next: 1 }), 'number_series_passed', 'next')
  const skips = await platen.sql(
    `select from_value, to_value, reason from invoicing.number_skips where company_id = $1`,
    [shop.id],
  )
  expect(skips).toEqual([{ from_value: '2', to_value: '1041', reason: 'raised' }])
  const audited = (await shop.as('owner').audit.list({ entity: 'company' })).data.length
  await company.raiseNumber({ series: 'invoice', next: 1043 })
  expect((await shop.as('owner').audit.list({ entity: 'company' })).data).toHaveLength(audited)
})

test('the books close up to yesterday, stay closed, and move later postings behind them', async () => {
  const { company } = shop.as('owner')
  const early = await shop.sent({ issueDate: '2026-10-10' })
  await expectRefused(
    company.update({ version: 1, booksClosedOn: '2026-11-21' }),
    'date_in_future',
    'booksClosedOn',
  )
  await company.update({ version: 1, booksClosedOn: '2026-10-31' })
  await expectRefused(
    company.update({ version: 2, booksClosedOn: '2026-10-30' }),
    'date_in_closed_period',
    'booksClosedOn',
  )
  const late = await shop.sent({ issueDate: '2026-10-15' })
  expect(late).toMatchObject({ issueDate: '2026-10-15', postingDate: '2026-11-01' })
  const paid = await shop.pay(early.id, '40.00', { date: '2026-10-20' })
  expect(paid).toMatchObject({ date: '2026-10-20', postingDate: '2026-11-01' })
  const { totals } = await shop.as('viewer').reports.aging({ asOf: '2026-10-31' })
  expect(totals).toMatchObject({ balance: '100.00', unappliedCredit: '0.00' })
})

test('closing needs its permission', async () => {
  const { userId, cookie } = await shop.person('accountant')
  await shop.as('owner').members.update({ userId, extraPermissions: ['company.settings.write'] })
  const close = () =>
    platen.request('PATCH', '/api/v1/company', { cookie, body: { version: 1, booksClosedOn: '2026-10-31' } })
  expect((await close()).body).toMatchObject({ code: 'forbidden' })
  await shop
    .as('owner')
    .members.update({ userId, extraPermissions: ['company.settings.write', 'accounting.books.close'] })
  expect((await close()).status).toBe(200)
})

test('a closing waits for postings under way, and no posting slips into a closed day', async () => {
  const customer = await shop.customer()
  const drafts = await Promise.all(
    Array.from({ length: 12 }, () => shop.draft({ customerId: customer.id, lineItems: oneLine('10.00') })),
  )
  const { company, invoices } = shop.as('owner')
  const results = await Promise.allSettled([
    ...drafts.slice(0, 6).map(({ id }) => invoices.send({ invoiceId: id, issueDate: '2026-10-05' })),
    company.update({ version: 1, booksClosedOn: '2026-10-31' }),
    ...drafts.slice(6).map(({ id }) => invoices.send({ invoiceId: id, issueDate: '2026-10-05' })),
  ])
  expect(results.filter(({ status }) => status === 'rejected')).toEqual([])
  const { data } = await invoices.list({ limit: 100 })
  const posted = await Promise.all(data.map(({ id }) => invoices.show({ invoiceId: id })))
  const before = posted.filter(({ postingDate }) => postingDate === '2026-10-05')
  const after = posted.filter(({ postingDate }) => postingDate === '2026-11-01')
  expect(before.length + after.length).toBe(12)
  const { balance } = await shop
    .as('viewer')
    .customers.balance({ customerId: customer.id, asOf: '2026-10-31' })
  expect(balance).toBe(`${before.length * 10}.00`)
})

test('the database itself refuses an entry in a closed day', async () => {
  const { id, customerId } = await shop.sent({ issueDate: '2026-10-10' })
  await shop.as('owner').company.update({ version: 1, booksClosedOn: '2026-10-31' })
  await expect(
    platen.asApplication(
      shop.id,
      `insert into invoicing.receivable_entries (company_id, customer_id, invoice_id, kind, amount, currency, document_date, posting_date)
       values ($1, $2, $3, 'payment', -1, 'USD', '2026-10-12', '2026-10-12')`,
      [shop.id, customerId, id],
    ),
  ).rejects.toThrow(/books are closed for 2026-10-12/)
})

test('founding a company twice with one idempotency key founds one, and another body is refused', async () => {
  const { cookie } = await shop.person('viewer')
  const found = (name: string) =>
    platen.request<{ id: string; slug: string }>('POST', '/api/v1/companies', {
      cookie,
      body: { name },
      headers: { 'idempotency-key': 'second shop' },
    })
  const replies = await Promise.all(Array.from({ length: 8 }, () => found('Second Shop')))
  expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(201))
  expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1)
  expectProblem(await found('Third Shop'), 'idempotency_key_reused')
})
