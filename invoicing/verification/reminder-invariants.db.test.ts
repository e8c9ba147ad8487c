import { beforeEach, expect, test } from 'vitest'
import { type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { reminderInvariants } from './reminder-invariants.sql.ts'
import { verifyCompany } from './verify-company.ts'

/* Reminders that no operation would have sent; each test has a company of its own with one that was sent rightly. */
const here = testPlaten()
let shop: TestCompany
let invoiceId: string
let reminderId: string

beforeEach(async () => {
  shop = await here.found()
  const customer = await shop.customer({ email: 'office@blue.test' })
  const late = { customerId: customer.id, issueDate: '2026-11-01', dueDate: '2026-11-10', amount: '80.00' }
  invoiceId = (await shop.sent(late)).id
  await shop.as('owner').reminders.send({ invoiceId })
  const [reminder] = await here.sql<{ id: string }>(
    'select id from invoicing.invoice_reminders where invoice_id = $1',
    [invoiceId],
  )
  reminderId = reminder?.id ?? ''
})

async function found(): Promise<Record<string, string[]>> {
  const broken = await verifyCompany(here.platen.pool, here.platen.clock, shop.id)
  return Object.fromEntries(broken.map(({ id, brokenIds }) => [id, brokenIds]))
}
const tamper = (text: string) => here.tamper(text, [invoiceId])

test('a reminder that was sent rightly holds, also when the invoice is paid or void later', async () => {
  await shop.pay(invoiceId, '80.00')
  expect(await found()).toEqual({})
  const other = await shop.sent({ customerId: (await shop.customer({ email: 'a@b.test' })).id })
  await shop.as('owner').reminders.send({ invoiceId: other.id })
  await shop.as('owner').invoices.void({ invoiceId: other.id, reason: 'Wrong' })
  expect(await found()).toEqual({})
})

test('JOB-2: a reminder of an invoice that was paid, or void, is found', async () => {
  await tamper('update invoicing.invoice_reminders set balance_due = 0 where invoice_id = $1')
  expect(await found()).toEqual({ 'JOB-2': [reminderId] })
  await tamper('update invoicing.invoice_reminders set balance_due = 80 where invoice_id = $1')
  await shop.pay(invoiceId, '80.00')
  await tamper(
    `update invoicing.receivable_entries set recorded_at = recorded_at - interval '1 hour' where invoice_id = $1`,
  )
  await tamper(`update invoicing.invoices set issued_at = issued_at - interval '1 hour' where id = $1`)
  expect((await found())['JOB-2']).toEqual([reminderId])
})

test('JOB-2: a reminder of an invoice that was void is found', async () => {
  await shop.as('owner').invoices.void({ invoiceId, reason: 'Wrong' })
  await tamper(`update invoicing.invoices set voided_at = voided_at - interval '1 hour' where id = $1`)
  expect((await found())['JOB-2']).toEqual([reminderId])
})

test('JOB-1 and JOB-3: what happened twice is found, with the keys gone that prevent it', async () => {
  await here.sql('alter table invoicing.effects drop constraint effects_pkey')
  await here.sql('drop index invoicing.invoice_reminders_once')
  const effect = 'insert into invoicing.effects (company_id, effect_key) values ($1, $2)'
  for (const key of ['late-fee 1', 'late-fee 1', 'late-fee 2']) await here.sql(effect, [shop.id, key])
  await here.sql(
    `insert into invoicing.invoice_reminders (company_id, invoice_id, customer_id, message_id, reminder_date, balance_due,
       days_overdue, sent_by_user_id)
     select company_id, invoice_id, customer_id, message_id, reminder_date, balance_due, days_overdue, sent_by_user_id
     from invoicing.invoice_reminders where id = $1`,
    [reminderId],
  )
  const broken = await found()
  expect(broken['JOB-1']).toEqual(['late-fee 1'])
  expect(broken['JOB-3']).toHaveLength(1)
})

test('each of these invariants was broken here', () => {
  expect(reminderInvariants.map(({ id }) => id)).toEqual(['JOB-1', 'JOB-2', 'JOB-3'])
})
