import { expect, test } from 'vitest'
import { inCompany } from '../../database/transaction.ts'
import { testPlaten } from '../../tests/support/api.ts'
import { databaseInvariants } from './database-invariants.sql.ts'
import { readBrokenReferences } from './references.sql.ts'
import { verifyDatabase } from './verify-company.ts'

const here = testPlaten()

async function found(): Promise<Record<string, string[]>> {
  const broken = await verifyDatabase(here.platen.pool)
  return Object.fromEntries(broken.map(({ id, brokenIds }) => [id, brokenIds]))
}

test('the database holds as the migrations made it', async () => {
  expect(await found()).toEqual({})
})

const cases: [id: string, damage: string, undo: string, named: string][] = [
  [
    'TEN-2',
    'alter table invoicing.payments no force row level security',
    'alter table invoicing.payments force row level security',
    'payments has no forced row-level security',
  ],
  [
    'TEN-2',
    'create policy second on invoicing.payments to platen_app using (true)',
    'drop policy second on invoicing.payments',
    'payments does not have one policy for platen_app',
  ],
  [
    'TEN-2',
    'create policy all_of_them on invoicing.payments to platen_search using (true)',
    'drop policy all_of_them on invoicing.payments',
    'payments has the policy all_of_them, which shows more',
  ],
  [
    'TEN-2',
    'grant execute on function auth.names_of to public',
    'revoke execute on function auth.names_of from public',
    'auth.names_of is open, or its search_path is not fixed',
  ],
  [
    'TEN-2',
    'grant select on auth.users to platen_app',
    'revoke select on auth.users from platen_app',
    'auth.users is open to the application',
  ],
  [
    'TEN-4',
    'create unique index by_id on invoicing.payments (id)',
    'drop index invoicing.by_id',
    'invoicing.by_id',
  ],
  [
    'TEN-4',
    'create table invoicing.loose (id int); alter table invoicing.loose enable row level security',
    'drop table invoicing.loose',
    'loose has no company_id',
  ],
  [
    'AUD-2',
    'alter table invoicing.audit_entries disable trigger audit_entries_append_only',
    'alter table invoicing.audit_entries enable trigger audit_entries_append_only',
    'audit_entries.audit_entries_append_only is switched off',
  ],
  [
    'AUD-2',
    'alter table invoicing.effects rename to effects_of_old',
    'alter table invoicing.effects_of_old rename to effects',
    'effects has no trigger that keeps its rows',
  ],
  [
    'AUD-2',
    'grant delete on invoicing.receivable_entries to platen_app',
    'revoke delete on invoicing.receivable_entries from platen_app',
    'receivable_entries may be emptied by the application',
  ],
  [
    'AUD-2',
    'grant update (amount) on invoicing.receivable_entries to platen_app',
    'revoke update (amount) on invoicing.receivable_entries from platen_app',
    'receivable_entries may be changed by the application',
  ],
  [
    'AUD-2',
    'alter table invoicing.payment_allocations disable trigger all',
    'alter table invoicing.payment_allocations enable trigger all',
    'payment_allocations.payment_allocations_keep is switched off',
  ],
  [
    'TEN-1k',
    'alter table invoicing.refunds drop constraint refunds_company_id_customer_id_fkey',
    `alter table invoicing.refunds add constraint refunds_company_id_customer_id_fkey
       foreign key (company_id, customer_id) references invoicing.customers (company_id, id)`,
    'refunds.customer_id refers to nothing',
  ],
  [
    'TEN-1k',
    `alter table invoicing.refunds drop constraint refunds_company_id_customer_id_fkey;
     alter table invoicing.refunds add constraint refunds_company_id_customer_id_fkey
       foreign key (company_id, customer_id) references invoicing.customers (company_id, id) not valid`,
    'alter table invoicing.refunds validate constraint refunds_company_id_customer_id_fkey',
    'refunds.refunds_company_id_customer_id_fkey is not checked',
  ],
  [
    'TEN-1k',
    `alter table invoicing.customers add constraint by_id unique (id);
     alter table invoicing.write_offs add constraint plain foreign key (customer_id) references invoicing.customers (id)`,
    `alter table invoicing.write_offs drop constraint plain;
     alter table invoicing.customers drop constraint by_id`,
    'write_offs.plain does not carry the company',
  ],
  [
    'CUR-1m',
    'alter table invoicing.customers add column owed double precision',
    'alter table invoicing.customers drop column owed',
    'customers.owed',
  ],
  [
    'CUR-1m',
    'alter table invoicing.customers add column owed numeric',
    'alter table invoicing.customers drop column owed',
    'customers.owed',
  ],
  [
    'CUR-1m',
    'alter domain invoicing.money drop constraint money_check',
    `alter domain invoicing.money add constraint money_check check (value <> 'NaN'::numeric)`,
    'the domain money is not what it was',
  ],
  [
    'TIM-1',
    'alter table invoicing.customers add column seen_on timestamptz',
    'alter table invoicing.customers drop column seen_on',
    'invoicing.customers.seen_on',
  ],
  [
    'TIM-1',
    'alter table invoicing.customers add column seen_at timestamp',
    'alter table invoicing.customers drop column seen_at',
    'invoicing.customers.seen_at',
  ],
]

test.each(cases)('%s is found broken after: %s', async (id, damage, undo, named) => {
  await here.sql(damage)
  const broken = await found()
  await here.sql(undo)
  expect(broken[id]).toContain(named)
})

test('each promise about the database was broken here', () => {
  const tried = new Set(cases.map(([id]) => id))
  expect(databaseInvariants.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([])
})

test('a row that refers to what is not there is named, whatever table it is of', async () => {
  const shop = await here.found()
  const look = () => inCompany(here.platen.pool, shop.id, { books: 'read' }, readBrokenReferences)
  const customer = await shop.customer()
  const paid = await shop.sent({ customerId: customer.id, amount: '10.00' })
  const payment = await shop.pay(paid.id, '10.00')
  const group = await shop.as('owner').groups.create({ name: 'Schools' })
  await shop.as('owner').groups.addMember({ groupId: group.id, customerId: customer.id })
  expect(await look()).toEqual([])
  await here.tamper('delete from invoicing.customer_groups where id = $1', [group.id])
  expect(await look()).toEqual([`customer_group_members ${customer.id} ${group.id}`])
  await here.tamper('delete from invoicing.payments where id = $1', [payment.id])
  const orphans = (await look()).map((name) => name.split(' ')[0])
  expect(new Set(orphans)).toEqual(
    new Set(['customer_group_members', 'payment_allocations', 'receivable_entries']),
  )
})

test('what belongs to another company counts as not there', async () => {
  const [ours, theirs] = [await here.found(), await here.found()]
  const [invoice, foreign] = [await ours.sent(), await theirs.sent()]
  await here.tamper('update invoicing.invoice_line_items set invoice_id = $2 where invoice_id = $1', [
    invoice.id,
    foreign.id,
  ])
  const look = await inCompany(here.platen.pool, ours.id, { books: 'read' }, readBrokenReferences)
  expect(look).toEqual([expect.stringMatching(/^invoice_line_items /)])
})
