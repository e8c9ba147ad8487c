import { beforeAll, expect, test } from 'vitest'
import type { Invoice } from '../../contract/invoices.ts'
import type { Payment } from '../../contract/payments.ts'
import { type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { chainInvariants } from './audit-invariants.sql.ts'
import { creditInvariants } from './credit-invariants.sql.ts'
import { customerInvariants } from './customer-invariants.sql.ts'
import { invariants } from './invariants.sql.ts'
import { invoiceLook } from './invoice-look.sql.ts'
import { quoteInvariants } from './quote-invariants.sql.ts'
import { reminderInvariants } from './reminder-invariants.sql.ts'
import { rollupInvariants } from './rollup-invariants.sql.ts'
import { statementInvariants } from './statement-invariants.sql.ts'
import { trailLook } from './trail-look.sql.ts'
import { verifyCompany } from './verify-company.ts'

/*
 * Somebody with the server's password, who switches triggers and foreign keys off, changes one thing at a time; each is
 * found, under the invariant that it breaks. After each the tables are put back as they were.
 */
const platen = testPlaten()
let all: Books
let other: Books

interface Books {
  shop: TestCompany
  paid: Invoice
  partial: Invoice
  sent: Invoice
  draft: Invoice
  gone: Invoice
  payment: Payment
  yen: Invoice
  rushed: Invoice
}

async function books(): Promise<Books> {
  const shop = await platen.found({ taxRate: '8.25' })
  const { id: customerId } = await shop.customer()
  const paid = await shop.sent({
    customerId,
    amount: '100.00',
    issueDate: '2026-10-01',
    discounts: [{ description: 'Team', kind: 'percent', value: '10' }],
  })
  const payment = await shop.pay(paid.id, '120.00', { keepExcessAsCredit: true, date: '2026-10-20' })
  const partial = await shop.sent({ customerId, amount: '50.00', issueDate: '2026-11-01' })
  await shop.pay(partial.id, '20.00')
  const sent = await shop.sent({ customerId, amount: '30.00', issueDate: '2026-11-05' })
  const draft = await shop.draft({ customerId })
  const gone = await shop.sent({ customerId, amount: '10.00' })
  await shop.pay(gone.id, '4.00')
  await shop.as('owner').invoices.void({ invoiceId: gone.id, reason: 'Wrong' })
  const japanese = await shop.customer({ name: 'Kyoto', defaultCurrency: 'JPY' })
  const yen = await shop.sent({ customerId: japanese.id, amount: '5000' })
  const rushed = await shop.as('owner').invoices.create({
    customerId,
    lineItems: [
      { description: 'Shirts', quantity: '3', unitPrice: '3.33' },
      { kind: 'fee', description: 'Rush', unitPrice: '0', percentOfItems: '12.5' },
    ],
  })
  return {
    shop,
    paid,
    partial,
    sent,
    draft,
    gone,
    payment,
    yen,
    rushed: { ...rushed, invoiceNumber: rushed.invoiceNumber ?? '' },
  }
}

async function found(shop: TestCompany): Promise<Record<string, string[]>> {
  const broken = await verifyCompany(platen.platen.pool, platen.platen.clock, shop.id)
  return Object.fromEntries(broken.map(({ id, brokenIds }) => [id, brokenIds]))
}

beforeAll(async () => {
  all = await books()
  other = await books()
  await platen.sql(
    `create schema kept; ${await forEachTable((table) => `create table kept.${table} as table invoicing.${table};`)}`,
  )
})

async function forEachTable(statement: (table: string, columns: string) => string): Promise<string> {
  const tables = await platen.sql<{ name: string; columns: string }>(
    `select c.relname as name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = 'invoicing'::regnamespace and c.relkind = 'r' group by 1`,
  )
  return tables.map(({ name, columns }) => statement(name, columns)).join('\n')
}

async function putBack(): Promise<void> {
  await tamper(
    await forEachTable(
      (table, columns) => `delete from invoicing.${table};
        insert into invoicing.${table} (${columns}) overriding system value select ${columns} from kept.${table};`,
    ),
  )
}

test('books that nobody touched hold, every kind of document in them', async () => {
  expect(await found(all.shop)).toEqual({})
})

/** What is done to the books, and the id that the invariant must name. */
type Tampering = [
  id: string,
  what: string,
  tamper: (books: Books) => Promise<unknown>,
  named?: (books: Books) => string,
]

const { tamper } = platen
const invoice = (text: string) => (id: string) =>
  tamper(`update invoicing.invoices set ${text} where id = $1`, [id])
const number = (read: (books: Books) => Invoice) => (all: Books) => read(all).invoiceNumber

const tamperings: Tampering[] = [
  [
    'TEN-1',
    'an allocation moved to the invoice of another customer',
    ({ payment, yen }) =>
      tamper('update invoicing.payment_allocations set invoice_id = $2 where payment_id = $1', [
        payment.id,
        yen.id,
      ]),
  ],
  [
    'TEN-1',
    'an entry moved to another customer',
    ({ sent, yen }) =>
      tamper('update invoicing.receivable_entries set customer_id = $2 where invoice_id = $1', [
        sent.id,
        yen.customerId,
      ]),
  ],
  [
    'TEN-1',
    'a line of an invoice that is gone',
    ({ draft }) => tamper('delete from invoicing.invoices where id = $1', [draft.id]),
  ],
  [
    'CUS-2',
    'a name that was not normalised',
    ({ sent }) =>
      tamper(`update invoicing.customers set name = 'Cafe' || chr(769) where id = $1`, [sent.customerId]),
    () => 'CUST-0001',
  ],
  [
    'CUS-3',
    'the currency of a customer with invoices',
    ({ sent }) =>
      tamper(`update invoicing.customers set default_currency = 'EUR' where id = $1`, [sent.customerId]),
    () => 'CUST-0001',
  ],
  [
    'INV-1',
    'the total of a line',
    ({ sent }) =>
      tamper('update invoicing.invoice_line_items set line_total = line_total + 1 where invoice_id = $1', [
        sent.id,
      ]),
    number(({ sent }) => sent),
  ],
  [
    'INV-1',
    'the price of a line',
    ({ sent }) =>
      tamper('update invoicing.invoice_line_items set unit_price = unit_price + 1 where invoice_id = $1', [
        sent.id,
      ]),
    number(({ sent }) => sent),
  ],
  [
    'INV-1',
    'the percentage of a charge',
    ({ rushed }) =>
      tamper(
        `update invoicing.invoice_line_items set percent_of_items = percent_of_items + 1
         where invoice_id = $1 and kind = 'fee'`,
        [rushed.id],
      ),
    number(({ rushed }) => rushed),
  ],
  [
    'INV-1',
    'a line that is gone',
    ({ draft }) => tamper('delete from invoicing.invoice_line_items where invoice_id = $1', [draft.id]),
    number(({ draft }) => draft),
  ],
  [
    'INV-1',
    'a total with its subtotal',
    ({ draft }) => invoice('subtotal = subtotal + 5, total = total + 5')(draft.id),
    number(({ draft }) => draft),
  ],
  [
    'INV-1',
    'the share of a discount',
    ({ paid }) =>
      tamper('update invoicing.invoice_line_items set discount_share = 0 where invoice_id = $1', [paid.id]),
    number(({ paid }) => paid),
  ],
  [
    'INV-1',
    'the tax with the total',
    ({ draft }) => invoice('tax_amount = tax_amount + 1, total = total + 1')(draft.id),
    number(({ draft }) => draft),
  ],
  [
    'INV-1',
    'the base of a tax',
    ({ sent }) =>
      tamper('update invoicing.invoice_line_items set taxable = false where invoice_id = $1', [sent.id]),
    number(({ sent }) => sent),
  ],
  [
    'INV-1',
    'a tax that was left out',
    ({ draft }) => invoice(`taxes = '[]', tax_amount = 0, total = total - tax_amount`)(draft.id),
    number(({ draft }) => draft),
  ],
  [
    'INV-1',
    'the percent of a discount',
    ({ paid }) => invoice(`discounts = jsonb_set(discounts, '{0,value}', '"11"')`)(paid.id),
    number(({ paid }) => paid),
  ],
  [
    'INV-1',
    'a line at a rate that is not its own',
    ({ sent }) =>
      tamper('update invoicing.invoice_line_items set tax_rate = 7 where invoice_id = $1', [sent.id]),
    number(({ sent }) => sent),
  ],
  [
    'INV-4',
    'the words of a line of an issued invoice',
    ({ sent }) =>
      tamper(`update invoicing.invoice_line_items set description = 'Other' where invoice_id = $1`, [
        sent.id,
      ]),
    number(({ sent }) => sent),
  ],
  [
    'INV-4',
    'the customer’s name on an issued invoice',
    ({ partial }) => invoice(`customer_name = 'Other'`)(partial.id),
    number(({ partial }) => partial),
  ],
  [
    'INV-4',
    'the due date of a void invoice',
    ({ gone }) => invoice('due_date = due_date + 1')(gone.id),
    number(({ gone }) => gone),
  ],
  [
    'INV-5',
    'an issue date in the future',
    ({ sent }) => invoice(`issue_date = '2027-01-01', due_date = '2027-01-01'`)(sent.id),
    number(({ sent }) => sent),
  ],
  [
    'INV-6',
    'an allocation to a void invoice brought back',
    ({ gone }) =>
      tamper('update invoicing.payment_allocations set released_at = null where invoice_id = $1', [gone.id]),
    number(({ gone }) => gone),
  ],
  [
    'INV-7',
    'a status, through what is paid',
    ({ sent }) => invoice('amount_paid = total')(sent.id),
    number(({ sent }) => sent),
  ],
  [
    'LED-1',
    'an invoice unsent',
    ({ sent }) => invoice('issued_at = null')(sent.id),
    number(({ sent }) => sent),
  ],
  [
    'NUM-2',
    'a draft that is gone with its lines',
    async ({ draft }) => {
      await tamper('delete from invoicing.invoice_line_items where invoice_id = $1', [draft.id])
      await tamper('delete from invoicing.invoices where id = $1', [draft.id])
    },
    () => 'invoice INV-7',
  ],
  [
    'NUM-2',
    'a counter set back',
    ({ shop }) =>
      tamper(
        `update invoicing.number_counters set next_value = 3 where company_id = $1 and series = 'customer'`,
        [shop.id],
      ).then(() =>
        tamper(
          `update invoicing.number_counters set next_value = 2 where company_id = $1 and series = 'invoice'`,
          [shop.id],
        ),
      ),
    () => 'invoice INV-1',
  ],
  [
    'NUM-2',
    'a counter set forward',
    ({ shop }) =>
      tamper(
        `update invoicing.number_counters set next_value = 9 where company_id = $1 and series = 'customer'`,
        [shop.id],
      ),
    () => 'customer CUST-8',
  ],
  [
    'NUM-2',
    'two invoices of one number value',
    ({ draft }) => invoice('number_value = 1')(draft.id),
    () => 'invoice INV-7',
  ],
  [
    'PAY-2',
    'what a payment counts as allocated',
    ({ payment }) =>
      tamper('update invoicing.payments set allocated = allocated - 1 where id = $1', [payment.id]),
    ({ payment }) => payment.id,
  ],
  [
    'PAY-2',
    'the amount of a payment',
    ({ payment }) =>
      tamper('update invoicing.payment_allocations set amount = 500 where payment_id = $1', [payment.id]),
    ({ payment }) => payment.id,
  ],
  [
    'PAY-3',
    'the amount of an allocation',
    ({ payment }) =>
      tamper('update invoicing.payment_allocations set amount = amount - 1 where payment_id = $1', [
        payment.id,
      ]),
    number(({ paid }) => paid),
  ],
  [
    'PAY-3',
    'an allocation that is gone',
    ({ payment }) => tamper('delete from invoicing.payment_allocations where payment_id = $1', [payment.id]),
    number(({ paid }) => paid),
  ],
  [
    'PAY-5',
    'a payment of next year',
    ({ payment }) =>
      tamper(
        `update invoicing.payments set payment_date = '2027-01-01', posting_date = '2027-01-01' where id = $1`,
        [payment.id],
      ),
    ({ payment }) => payment.id,
  ],
  [
    'LED-1',
    'the balance, through what is paid',
    ({ partial }) => invoice('amount_paid = amount_paid + 5')(partial.id),
    number(({ partial }) => partial),
  ],
  [
    'LED-1',
    'the amount of an entry',
    ({ sent }) =>
      tamper('update invoicing.receivable_entries set amount = amount - 0.01 where invoice_id = $1', [
        sent.id,
      ]),
    number(({ sent }) => sent),
  ],
  [
    'LED-1',
    'an entry that is gone',
    ({ sent }) => tamper('delete from invoicing.receivable_entries where invoice_id = $1', [sent.id]),
    number(({ sent }) => sent),
  ],
  [
    'LED-1p',
    'money before the invoice, so that it was below zero on a past day',
    ({ paid }) =>
      tamper(
        `update invoicing.receivable_entries set posting_date = '2026-09-01', document_date = '2026-09-01'
         where invoice_id = $1 and kind = 'allocation'`,
        [paid.id],
      ),
    number(({ paid }) => paid),
  ],
  [
    'LED-2',
    'the sums of a customer',
    ({ sent }) =>
      tamper('update invoicing.customer_totals set unapplied_credit = 0 where customer_id = $1', [
        sent.customerId,
      ]),
    () => 'CUST-0001',
  ],
  [
    'LED-2',
    'credit made from nothing',
    ({ shop, sent }) =>
      tamper(
        `insert into invoicing.receivable_entries (company_id, customer_id, kind, amount, currency, document_date, posting_date)
         values ($1, $2, 'payment', -50, 'USD', '2026-11-20', '2026-11-20')`,
        [shop.id, sent.customerId],
      ),
    () => 'CUST-0001',
  ],
  [
    'LED-3',
    'an entry of next year',
    ({ sent }) =>
      tamper(`update invoicing.receivable_entries set posting_date = '2027-01-01' where invoice_id = $1`, [
        sent.id,
      ]),
  ],
  [
    'LED-3',
    'an entry in another currency',
    ({ sent }) =>
      tamper(`update invoicing.receivable_entries set currency = 'EUR' where invoice_id = $1`, [sent.id]),
  ],
  [
    'AUD-1',
    'the audit entries of an invoice that are gone',
    ({ sent }) => tamper('delete from invoicing.audit_entries where entity_id = $1', [sent.id]),
    number(({ sent }) => sent),
  ],
  [
    'AUD-1',
    'a payment that is gone, with everything that hung on it set right',
    async ({ payment, sent }) => {
      await tamper('delete from invoicing.payment_allocations where payment_id = $1', [payment.id])
      await tamper('delete from invoicing.receivable_entries where payment_id = $1', [payment.id])
      await tamper('delete from invoicing.payments where id = $1', [payment.id])
      await tamper('update invoicing.customer_totals set unapplied_credit = 4 where customer_id = $1', [
        sent.customerId,
      ])
    },
    number(({ paid }) => paid),
  ],
  [
    'AUD-1s',
    'another time of issue',
    ({ sent }) => invoice(`issued_at = issued_at - interval '1 second'`)(sent.id),
    number(({ sent }) => sent),
  ],
  [
    'LED-3c',
    'an entry recorded after its days were closed',
    async ({ shop, paid }) => {
      const { version } = await shop.as('owner').company.show({})
      await shop.as('owner').company.update({ version, booksClosedOn: '2026-10-31' })
      await tamper(
        `update invoicing.receivable_entries set recorded_at = now() + interval '2 minutes'
         where invoice_id = $1 and kind = 'allocation'`,
        [paid.id],
      )
    },
  ],
  [
    'LED-3c',
    'an entry recorded after the statement of its days',
    async ({ shop, paid }) => {
      const period = { periodStart: '2026-10-01', periodEnd: '2026-10-31' }
      await shop.as('owner').statements.create({ customerId: paid.customerId, ...period })
      await tamper(
        `update invoicing.receivable_entries set recorded_at = now() + interval '1 second'
         where invoice_id = $1 and kind = 'invoice'`,
        [paid.id],
      )
    },
  ],
  [
    'AUD-1d',
    'a change that was told twice',
    ({ sent }) =>
      tamper(
        `insert into invoicing.audit_entries (company_id, occurred_at, actor_user_id, door, operation, entity, entity_id, label,
           before, after)
         select company_id, occurred_at, actor_user_id, door, operation, entity, entity_id, label, before, after
         from invoicing.audit_entries where entity_id = $1 and operation = 'invoices.send'`,
        [sent.id],
      ),
    ({ sent }) => `invoices.send ${sent.invoiceNumber}`,
  ],
  [
    'CUR-1',
    'part of a yen in a price',
    ({ yen }) =>
      tamper('update invoicing.invoice_line_items set unit_price = unit_price + 0.5 where invoice_id = $1', [
        yen.id,
      ]),
    number(({ yen }) => yen),
  ],
  [
    'CUR-1',
    'part of a yen',
    ({ yen }) =>
      tamper('update invoicing.receivable_entries set amount = amount + 0.5 where invoice_id = $1', [yen.id]),
  ],
]

test.each(tamperings)('%s finds %s', async (id, _what, tampering, named) => {
  await tampering(all)
  const broken = await found(all.shop)
  await putBack()
  expect(Object.keys(broken)).toContain(id)
  if (named) expect(broken[id]).toContain(named(all))
})

test('put back, the books hold again, and those of another company always did', async () => {
  expect(await found(all.shop)).toEqual({})
  await tamper('update invoicing.customer_totals set unapplied_credit = 7 where customer_id = $1', [
    all.sent.customerId,
  ])
  expect(await found(other.shop)).toEqual({})
  await putBack()
})

test('every invariant has a tampering that breaks it', () => {
  // What constraints make impossible even with triggers off: duplicate numbers, and balances below zero.
  const impossible = ['NUM-1', 'INV-3']
  const tried = new Set([...tamperings.map(([id]) => id), ...impossible, 'INV-4'])
  // What has tests of its own.
  const apart = [
    ...chainInvariants,
    ...creditInvariants,
    ...customerInvariants,
    ...quoteInvariants,
    ...reminderInvariants,
    ...rollupInvariants,
    ...statementInvariants,
  ]
  const elsewhere = new Set([...apart.map(({ id }) => id), 'INV-8', 'PAY-3'])
  const lines = [...invariants, ...invoiceLook.lines, ...trailLook.lines]
  const here = lines.map(({ id }) => id).filter((id) => !elsewhere.has(id))
  expect(here.filter((id) => !tried.has(id))).toEqual([])
})

test('with constraints and indexes gone as well, duplicates and balances below zero are found', async () => {
  const { shop, draft, sent } = all
  const { sql } = platen
  await sql('drop index invoicing.invoices_number')
  await sql(`do $$ declare c text; begin
    for c in select conname from pg_constraint where conrelid = 'invoicing.invoices'::regclass and contype = 'c' loop
      execute format('alter table invoicing.invoices drop constraint %I', c);
    end loop; end $$`)
  await tamper('update invoicing.invoices set invoice_number = $2 where id = $1', [
    draft.id,
    sent.invoiceNumber,
  ])
  await tamper('update invoicing.invoices set amount_paid = total + 1 where id = $1', [sent.id])
  const broken = await found(shop)
  expect(broken['NUM-1']).toEqual([sent.invoiceNumber])
  expect(broken['INV-3']).toEqual([sent.invoiceNumber])
})
