import { beforeAll, expect, test } from 'vitest'
import type { Customer } from '../../contract/customers.ts'
import { type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { customerInvariants } from './customer-invariants.sql.ts'
import { verifyCompany } from './verify-company.ts'

/* What the database would refuse is let through in this file; each promise about a customer's state is broken by itself. */
const here = testPlaten()
let shop: TestCompany
let other: TestCompany
let blocked: Customer
let removed: Customer
let limited: Customer
let active: Customer

async function furnish(company: TestCompany) {
  const owner = company.as('owner')
  const made = {
    blocked: await company.customer({ name: 'Blocked' }),
    removed: await company.customer({ name: 'Removed' }),
    limited: await company.customer({ name: 'Limited' }),
    active: await company.customer({ name: 'Active', phone: '(607) 272-1101' }),
  }
  for (const { id } of [made.blocked, made.active]) await company.sent({ customerId: id, amount: '10.00' })
  await owner.customers.setStatus({ customerId: made.blocked.id, status: 'blocked', reason: 'Never pays' })
  await owner.customers.remove({ customerId: made.removed.id })
  await owner.creditLimits.create({ customerId: made.limited.id, limitAmount: '500.00' })
  const over = { customerId: made.limited.id, amount: '900.00' }
  const override = { reason: 'An old friend' }
  const draft = await company.draft({ ...over, override })
  await owner.invoices.send({ invoiceId: draft.id, override })
  return made
}

beforeAll(async () => {
  shop = await here.found()
  other = await here.found()
  await furnish(other)
  ;({ blocked, removed, limited, active } = await furnish(shop))
  await here.sql('drop index invoicing.customers_number')
  await here.sql(`do $$ declare checked record; begin
    for checked in select conrelid::regclass as of_table, conname from pg_constraint
      where contype = 'c' and connamespace = 'invoicing'::regnamespace
        and conrelid::regclass::text ~ 'customers|customer_credit_limits'
    loop execute format('alter table %s drop constraint %I', checked.of_table, checked.conname); end loop; end $$`)
})

async function broken(company: TestCompany): Promise<Record<string, string[]>> {
  const found = await verifyCompany(here.platen.pool, here.platen.clock, company.id)
  return Object.fromEntries(found.map(({ id, brokenIds }) => [id, brokenIds]))
}

test('all holds as the operations left it', async () => {
  expect(await broken(shop)).toEqual({})
})

type Case = [id: string, damage: string, undo: string, on: () => Customer, named: () => string]
const customers = 'invoicing.customers'
const limits = 'invoicing.customer_credit_limits'
const number = (customer: () => Customer) => () => customer().customerNumber

const cases: Case[] = [
  [
    'CUS-1',
    `update ${customers} set customer_number = 'CUST-0003' where id = $1`,
    `update ${customers} set customer_number = 'CUST-0002' where id = $1`,
    () => removed,
    () => 'CUST-0003',
  ],
  [
    'CUS-2',
    `update ${customers} set name = ' Active' where id = $1`,
    `update ${customers} set name = 'Active' where id = $1`,
    () => active,
    number(() => active),
  ],
  [
    'CUS-3',
    `update ${customers} set default_currency = 'EUR' where id = $1`,
    `update ${customers} set default_currency = 'USD' where id = $1`,
    () => active,
    number(() => active),
  ],
  [
    'CUS-4',
    `update ${customers} set phone = '272-1101' where id = $1`,
    `update ${customers} set phone = null where id = $1`,
    () => active,
    number(() => active),
  ],
  [
    'CUS-5',
    `update ${customers} set status_reason = null where id = $1`,
    `update ${customers} set status_reason = 'Never pays' where id = $1`,
    () => blocked,
    number(() => blocked),
  ],
  [
    'CUS-6',
    `update ${customers} set status_changed_at = status_changed_at - interval '1 day' where id = $1`,
    `update ${customers} set status_changed_at = status_changed_at + interval '1 day' where id = $1`,
    () => blocked,
    () => 'INV-0001',
  ],
  [
    'CUS-7',
    `update ${customers} set deleted_at = now() where id = $1`,
    `update ${customers} set deleted_at = null where id = $1`,
    () => active,
    number(() => active),
  ],
  [
    'CRL-2',
    `update ${customers} set credit_limit = 9000 where id = $1`,
    `update ${customers} set credit_limit = 500 where id = $1`,
    () => limited,
    number(() => limited),
  ],
  [
    'CRL-2',
    `update ${limits} set effective_at = now() - interval '2 days', expires_at = now() - interval '1 day' where customer_id = $1`,
    `update ${limits} set effective_at = now() - interval '2 days', expires_at = null where customer_id = $1`,
    () => limited,
    number(() => limited),
  ],
  [
    'CRL-4',
    `update invoicing.audit_entries set after = after #- '{creditOverride,reason}'
       where after ? 'creditOverride' and company_id = (select company_id from ${customers} where id = $1)`,
    `update invoicing.audit_entries set after = jsonb_set(after, '{creditOverride,reason}', '"An old friend"')
       where after ? 'creditOverride' and company_id = (select company_id from ${customers} where id = $1)`,
    () => limited,
    () => 'INV-0003',
  ],
  [
    'CRL-4s',
    `update invoicing.audit_entries set after = after - 'creditOverride'
       where operation = 'invoices.send' and company_id = (select company_id from ${customers} where id = $1)`,
    `update invoicing.audit_entries a set after = a.after || jsonb_build_object('creditOverride', c.after -> 'creditOverride')
       from invoicing.audit_entries c where c.entity_id = a.entity_id and c.after ? 'creditOverride'
         and a.operation = 'invoices.send' and a.company_id = (select company_id from ${customers} where id = $1)`,
    () => limited,
    () => 'INV-0003',
  ],
]

test.each(cases)('%s is found broken after: %s', async (id, damage, undo, on, named) => {
  await here.tamper(damage, [on().id])
  const [found, foundThere] = [await broken(shop), await broken(other)]
  await here.tamper(undo, [on().id])
  expect(found[id]).toEqual([named()])
  expect(foundThere).toEqual({})
  expect(await broken(shop)).toEqual({})
})

test('CUS-6 holds when the block began first and waited for the invoice to be sent', async () => {
  const move = (direction: '-' | '+') =>
    here.tamper(
      `with moved as (
         update ${customers} set status_changed_at = status_changed_at ${direction} interval '1 day' where id = $1
         returning company_id, id, status_changed_at ${direction === '-' ? '+' : '-'} interval '1 day' as before)
       update invoicing.audit_entries a set occurred_at = a.occurred_at ${direction} interval '1 day'
         from moved where a.company_id = moved.company_id and a.entity_id = moved.id and a.occurred_at = moved.before`,
      [blocked.id],
    )
  await move('-')
  const found = await broken(shop)
  await move('+')
  expect(found['CUS-6']).toBeUndefined()
  expect(await broken(shop)).toEqual({})
})

test('CRL-3 is found broken after a limit that ends before it begins', async () => {
  await here.tamper(
    `update ${limits} set effective_at = now() + interval '2 days', expires_at = now() + interval '1 day' where customer_id = $1`,
    [limited.id],
  )
  expect(Object.keys(await broken(shop))).toContain('CRL-3')
})

test('each promise about a customer is broken here, or among those of what belongs to one', () => {
  const beside = ['CON-1', 'CON-2', 'CON-3', 'ADR-1', 'ADR-2', 'ADR-3', 'GRP-1', 'COM-1', 'COM-2', 'COM-3']
  const tried = new Set([...cases.map(([id]) => id), 'CRL-3', ...beside])
  expect(customerInvariants.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([])
})
