import { beforeAll, expect, test } from 'vitest'
import type { Invoice } from '../../contract/invoices.ts'
import type { Payment } from '../../contract/payments.ts'
import { type TestCompany, testPlaten } from '../../tests/support/api.ts'

/*
 * What the database refuses by itself, whatever the program asks for: each statement runs as the application role, in a
 * transaction of the company that is then committed.
 */
const platen = testPlaten()
let shop: TestCompany
let other: TestCompany
let sent: Invoice
let draft: Invoice
let payment: Payment

beforeAll(async () => {
  shop = await platen.found()
  other = await platen.found()
  sent = await shop.sent({ amount: '100.00', issueDate: '2026-11-01' })
  draft = await shop.draft()
  payment = await shop.pay(sent.id, '40.00')
})

const run = (text: string, values: unknown[] = []) => platen.asApplication(shop.id, text, values)

test.each([
  ['update invoicing.receivable_entries set amount = 1', /permission denied/],
  ['delete from invoicing.receivable_entries', /permission denied/],
  ['truncate invoicing.receivable_entries cascade', /permission denied/],
  ['update invoicing.audit_entries set label = null', /permission denied/],
  ['delete from invoicing.audit_entries', /permission denied/],
  ['delete from invoicing.invoices', /permission denied/],
  ['delete from invoicing.customers', /permission denied/],
  ['delete from invoicing.payments', /permission denied/],
  ['update invoicing.payments set amount = 1', /permission denied/],
  ['update invoicing.payment_allocations set amount = 1', /permission denied/],
  ['delete from invoicing.payment_allocations', /permission denied/],
  ['delete from invoicing.idempotency_keys', /permission denied/],
  ['delete from invoicing.number_skips', /permission denied/],
  ['update invoicing.number_skips set to_value = 9', /permission denied/],
  ['select from auth.users', /permission denied/],
  ['select from auth.api_keys', /permission denied/],
  ['insert into auth.memberships default values', /permission denied/],
  ['alter table invoicing.invoices disable row level security', /must be owner/],
  ['alter table invoicing.receivable_entries disable trigger all', /must be owner/],
  ['set local session_replication_role = replica', /permission denied/],
  ['set role platen_owner', /permission denied/],
  ['create table invoicing.mine (id int)', /permission denied/],
])('the application role may not: %s', async (statement, reason) => {
  await expect(run(statement)).rejects.toThrow(reason)
})

test.each([
  'update invoicing.receivable_entries set amount = amount + 1',
  'delete from invoicing.receivable_entries',
  'truncate invoicing.receivable_entries cascade',
  'update invoicing.audit_entries set reason = null',
  'delete from invoicing.audit_entries',
  'truncate invoicing.audit_entries',
])('even a superuser does not by accident: %s', async (statement) => {
  await expect(platen.sql(statement)).rejects.toThrow(/only ever added/)
})

test.each([
  ['total', 'total = total + 1, subtotal = subtotal + 1'],
  ['customer_id', 'customer_id = customer_id, due_date = due_date + 1'],
  ['issue_date', 'issue_date = issue_date - 1'],
  ['customer_name', `customer_name = 'Other'`],
  ['notes for the customer', `customer_notes = 'Other'`],
  ['tax rate', 'tax_rate = 1'],
  ['checksum', `content_checksum = repeat('0', 64)`],
  ['discounts', `discounts = '[{}]'`],
  ['issue', 'issued_at = null, issue_date = null'],
  ['number', `invoice_number = 'INV-9999'`],
  ['number value', 'number_value = 9999'],
  ['currency', `currency = 'EUR'`],
  ['origin', `origin = 'online_order'`],
  ['creation', `created_at = now() - interval '1 year'`],
])('an issued invoice keeps its %s', async (_what, change) => {
  await expect(run(`update invoicing.invoices set ${change} where id = $1`, [sent.id])).rejects.toThrow(
    /is issued: its content cannot change|are fixed/,
  )
})

test('a draft keeps its number too', async () => {
  await expect(
    run(`update invoicing.invoices set invoice_number = 'INV-0500' where id = $1`, [draft.id]),
  ).rejects.toThrow(/are fixed/)
})

test.each([
  ['change', 'update invoicing.invoice_line_items set line_total = 0 where invoice_id = $1'],
  ['removal', 'delete from invoicing.invoice_line_items where invoice_id = $1'],
  [
    'addition',
    `insert into invoicing.invoice_line_items (company_id, invoice_id, position, kind, description, quantity, unit_price, taxable, line_total, discount_share)
     select company_id, $1, 99, 'item', 'x', 1, 1, false, 1, 0 from invoicing.invoices where id = $1`,
  ],
])('the lines of an issued invoice: no %s', async (_what, statement) => {
  await expect(run(statement, [sent.id])).rejects.toThrow(/its lines cannot change/)
})

test('an invoice is never deleted, by anybody', async () => {
  await expect(platen.sql('delete from invoicing.invoices where id = $1', [draft.id])).rejects.toThrow(
    /never deleted: void INV-\d+ instead|foreign key/,
  )
})

test('a void invoice stays void', async () => {
  const gone = await shop.draft()
  await shop.as('owner').invoices.void({ invoiceId: gone.id, reason: 'Void' })
  await expect(
    run(
      'update invoicing.invoices set voided_at = null, voided_by_user_id = null, void_reason = null where id = $1',
      [gone.id],
    ),
  ).rejects.toThrow(/is void and stays so/)
})

test('what is paid moves only with entries: refused at the commit', async () => {
  for (const change of ['amount_paid = 0', 'amount_paid = total', 'amount_paid = 41', 'credited_total = 5'])
    await expect(run(`update invoicing.invoices set ${change} where id = $1`, [sent.id])).rejects.toThrow(
      /differs from its entries/,
    )
})

test('entries move only with what is paid: refused at the commit', async () => {
  await expect(
    run(
      `insert into invoicing.receivable_entries (company_id, customer_id, invoice_id, kind, amount, currency, document_date, posting_date)
       values ($1, $2, $3, 'allocation', -10, 'USD', '2026-11-20', '2026-11-20')`,
      [shop.id, sent.customerId, sent.id],
    ),
  ).rejects.toThrow(/differs from its entries/)
})

test('issuing without entries is refused at the commit', async () => {
  await expect(
    run(
      `update invoicing.invoices set issued_at = now(), issue_date = '2026-11-20', due_date = '2026-11-20',
        posting_date = '2026-11-20', customer_name = 'x', content_checksum = repeat('a', 64) where id = $1`,
      [draft.id],
    ),
  ).rejects.toThrow(/differs from its entries/)
})

test('no balance below zero, no more allocated than paid', async () => {
  await expect(
    run('update invoicing.invoices set amount_paid = total + 1 where id = $1', [sent.id]),
  ).rejects.toThrow(/balance_due/)
  await expect(
    run('update invoicing.payments set allocated = amount + 1 where id = $1', [payment.id]),
  ).rejects.toThrow(/allocated|payments/)
  await expect(
    run('update invoicing.customer_totals set unapplied_credit = -1 where customer_id = $1', [
      sent.customerId,
    ]),
  ).rejects.toThrow(/unapplied_credit/)
})

test.each([
  ['receivable_entries', 'amount', 'NaN'],
  ['receivable_entries', 'amount', 'Infinity'],
  ['payments', 'amount', 'NaN'],
])('%s.%s refuses %s', async (table, _column, value) => {
  const statement =
    table === 'payments'
      ? `insert into invoicing.payments (company_id, customer_id, currency, amount, payment_date, posting_date, method, recorded_by_user_id)
         values ($1, $2, 'USD', $3::numeric, '2026-11-20', '2026-11-20', 'cash', $4)`
      : `insert into invoicing.receivable_entries (company_id, customer_id, kind, amount, currency, document_date, posting_date)
         values ($1, $2, 'payment', $3::numeric, 'USD', '2026-11-20', '2026-11-20')`
  const values = [shop.id, sent.customerId, value]
  await expect(
    run(statement, table === 'payments' ? [...values, shop.caller('owner').userId] : values),
  ).rejects.toThrow(/money_check|overflow/)
})

test.each(['quantity', 'unit_price', 'line_total', 'tax_rate'])(
  'a line refuses NaN as its %s',
  async (column) => {
    await expect(
      run(`update invoicing.invoice_line_items set ${column} = 'NaN' where invoice_id = $1`, [draft.id]),
    ).rejects.toThrow(/check/)
  },
)

test('a payment goes only to invoices of the customer who paid it', async () => {
  const stranger = await shop.sent()
  for (const customerId of [sent.customerId, stranger.customerId])
    await expect(
      run(
        `insert into invoicing.payment_allocations (company_id, payment_id, invoice_id, customer_id, amount, posting_date)
         values ($1, $2, $3, $4, 1, '2026-11-20')`,
        [shop.id, payment.id, stranger.id, customerId],
      ),
    ).rejects.toThrow(/foreign key/)
})

test('an allocation is released once and never brought back', async () => {
  const own = await shop.sent()
  const { allocations } = await shop.pay(own.id, '5.00')
  await shop.as('owner').invoices.void({ invoiceId: own.id, reason: 'Released' })
  for (const change of ['released_at = null', 'released_at = now()'])
    await expect(
      run(`update invoicing.payment_allocations set ${change} where id = $1`, [allocations[0]?.id]),
    ).rejects.toThrow(/only released, once/)
})

test('another company’s rows are out of sight and out of reach', async () => {
  const foreign = await other.sent()
  const tables = await platen.sql<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'invoicing'::regnamespace and relkind = 'r'`,
  )
  for (const { name } of tables) {
    const rows = await run(`select from invoicing.${name} where company_id = $1`, [other.id])
    expect([name, rows.length]).toEqual([name, 0])
  }
  const before = await platen.sql('select * from invoicing.invoices where id = $1', [foreign.id])
  await run(`update invoicing.invoices set internal_notes = 'seen' where id = $1`, [foreign.id])
  await run(`update invoicing.customers set name = 'seen' where company_id = $1`, [other.id])
  expect(await platen.sql('select * from invoicing.invoices where id = $1', [foreign.id])).toEqual(before)
  await expect(
    run(
      `insert into invoicing.customers (company_id, customer_number, name, default_currency) values ($1, 'CUST-0900', 'x', 'USD')`,
      [other.id],
    ),
  ).rejects.toThrow(/row-level security/)
  await expect(
    run('update invoicing.customers set company_id = $1 where id = $2', [other.id, sent.customerId]),
  ).rejects.toThrow(/row-level security|foreign key/)
  await expect(
    run(
      `insert into invoicing.invoices (company_id, invoice_number, number_value, customer_id, currency, payment_terms, subtotal, total)
       values ($1, 'INV-0900', 900, $2, 'USD', 'net_30', 0, 0)`,
      [shop.id, foreign.customerId],
    ),
  ).rejects.toThrow(/foreign key/)
})

test('without a company nothing is seen, and nothing breaks', async () => {
  for (const setting of ['', `set local app.company_id = ''; `]) {
    const client = await platen.platen.pool.connect()
    try {
      await client.query(`begin; ${setting}`)
      const { rows } = await client.query('select from invoicing.invoices')
      expect(rows).toEqual([])
    } finally {
      await client.query('rollback')
      client.release()
    }
  }
})

test('a company that a connection acted for is forgotten with its transaction', async () => {
  await run('select 1')
  const { rows } = await platen.platen.pool.query(
    `select current_setting('app.company_id', true) as company, (select count(*)::int from invoicing.invoices) as seen`,
  )
  expect(rows[0]).toMatchObject({ seen: 0 })
  expect(rows[0].company ?? '').toBe('')
})
