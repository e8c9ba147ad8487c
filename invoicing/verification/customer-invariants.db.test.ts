import { beforeAll, expect, test } from 'vitest'
import { type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { verifyCompany } from './verify-company.ts'

const platen = testPlaten()
let shop: TestCompany
let other: TestCompany
let customerId: string
let contactIds: string[]
let addressIds: string[]
let groupIds: string[]
let callId: string
let noteId: string

/** A customer of a company with two of everything, all of it in order. */
async function furnish(company: TestCompany) {
  const { contacts, addresses, groups, communications } = company.as('sales')
  const customer = await company.customer()
  const vera = { customerId: customer.id, firstName: 'Vera', lastName: 'Lind', role: 'billing' }
  const hall = {
    customerId: customer.id,
    label: 'Hall',
    type: 'billing',
    line1: '1 Main',
    country: 'US',
  } as const
  const people = [
    await contacts.create({ ...vera, email: 'a@b.example', isPrimary: true }),
    await contacts.create({ ...vera, email: 'c@d.example' }),
  ]
  const places = [
    await addresses.create({ ...hall, isDefault: true, postalCode: '14850' }),
    await addresses.create({ ...hall, country: 'HK', postalCode: 'none' }),
  ]
  const made = [
    await groups.create({ name: 'Schools', isDefault: true }),
    await groups.create({ name: 'Bands' }),
  ]
  const group = made[0]
  if (group) await groups.addMember({ groupId: group.id, customerId: customer.id })
  const call = await communications.create({
    customerId: customer.id,
    contactId: people[0]?.id ?? null,
    channel: 'phone',
    direction: 'inbound',
    subject: 'Asks for time',
    attachments: [{ name: 'a.pdf', contentType: 'application/pdf', sizeBytes: 1 }],
  })
  const note = { customerId: customer.id, channel: 'note', direction: 'internal' } as const
  const kept = await communications.create({ ...note, body: 'Kept', occurredAt: '2026-03-01T12:00:00.5Z' })
  const removed = await communications.create({ ...note, body: 'Removed' })
  await communications.remove({ customerId: customer.id, communicationId: removed.id })
  return {
    customerId: customer.id,
    contactIds: people.map(({ id }) => id),
    addressIds: places.map(({ id }) => id),
    groupIds: made.map(({ id }) => id),
    callId: call.id,
    noteId: kept.id,
  }
}

beforeAll(async () => {
  shop = await platen.found()
  other = await platen.found()
  await furnish(other)
  const made = await furnish(shop)
  ;({ customerId, contactIds, addressIds, groupIds, callId, noteId } = made)
  // What the database would refuse is let through in this file, to see that it is found.
  await platen.sql(`drop index invoicing.customer_contacts_email, invoicing.customer_contacts_primary,
    invoicing.customer_addresses_default, invoicing.customer_groups_name, invoicing.customer_groups_default`)
  await platen.sql(`do $$ declare checked record; begin
    for checked in select conrelid::regclass as of_table, conname from pg_constraint
      where contype = 'c' and connamespace = 'invoicing'::regnamespace
        and conrelid::regclass::text ~ 'customer_(contacts|addresses|communications)'
    loop execute format('alter table %s drop constraint %I', checked.of_table, checked.conname); end loop; end $$`)
})

async function broken(company: TestCompany): Promise<Record<string, string[]>> {
  const found = await verifyCompany(platen.platen.pool, platen.platen.clock, company.id)
  return Object.fromEntries(found.map(({ id, brokenIds }) => [id, brokenIds]))
}

test('all holds as the operations left it', async () => {
  expect(await broken(shop)).toEqual({})
})

interface Case {
  id: string
  damage: string
  undo: string
  what: () => string[]
}
const contacts = 'invoicing.customer_contacts'
const addresses = 'invoicing.customer_addresses'
const groups = 'invoicing.customer_groups'
const communications = 'invoicing.customer_communications'
const second = (ids: () => string[]) => () => ids().slice(1, 2)
const first = (ids: () => string[]) => () => ids().slice(0, 1)
const cases: Case[] = [
  {
    id: 'CON-1',
    damage: `update ${contacts} set email = 'A@b.example' where id = $1`,
    undo: `update ${contacts} set email = 'c@d.example' where id = $1`,
    what: second(() => contactIds),
  },
  {
    id: 'CON-2',
    damage: `update ${contacts} set is_primary = true, role = 'BILLING' where id = $1`,
    undo: `update ${contacts} set is_primary = false, role = 'billing' where id = $1`,
    what: second(() => contactIds),
  },
  {
    id: 'CON-3',
    damage: `update ${contacts} set deleted_at = now() where id = $1`,
    undo: `update ${contacts} set deleted_at = null where id = $1`,
    what: first(() => contactIds),
  },
  {
    id: 'ADR-1',
    damage: `update ${addresses} set is_default = true where id = $1`,
    undo: `update ${addresses} set is_default = false where id = $1`,
    what: second(() => addressIds),
  },
  {
    id: 'ADR-1',
    damage: `update ${addresses} set deleted_at = now() where id = $1`,
    undo: `update ${addresses} set deleted_at = null where id = $1`,
    what: first(() => addressIds),
  },
  {
    id: 'ADR-2',
    damage: `update ${addresses} set postal_code = '1485' where id = $1`,
    undo: `update ${addresses} set postal_code = '14850' where id = $1`,
    what: first(() => addressIds),
  },
  {
    id: 'ADR-2',
    damage: `update ${addresses} set country = 'XK', postal_code = null where id = $1`,
    undo: `update ${addresses} set country = 'HK', postal_code = 'none' where id = $1`,
    what: second(() => addressIds),
  },
  {
    id: 'GRP-1',
    damage: `update ${groups} set name = 'SCHOOLS' where id = $1`,
    undo: `update ${groups} set name = 'Bands' where id = $1`,
    what: second(() => groupIds),
  },
  {
    id: 'GRP-1',
    damage: `update ${groups} set is_default = true where id = $1`,
    undo: `update ${groups} set is_default = false where id = $1`,
    what: second(() => groupIds),
  },
  {
    id: 'TEN-1',
    damage: `update invoicing.customer_group_members set group_id = gen_random_uuid() where customer_id = $1`,
    undo: `update invoicing.customer_group_members m set group_id = g.id from ${groups} g
      where m.customer_id = $1 and g.company_id = m.company_id and g.is_default`,
    what: () => [customerId],
  },
  {
    id: 'COM-2',
    damage: `update ${communications} set subject = 'Agrees to pay' where id = $1`,
    undo: `update ${communications} set subject = 'Asks for time' where id = $1`,
    what: () => [callId],
  },
  {
    id: 'COM-2',
    damage: `update ${communications} set occurred_at = occurred_at - interval '1 day' where id = $1`,
    undo: `update ${communications} set occurred_at = occurred_at + interval '1 day' where id = $1`,
    what: () => [noteId],
  },
  {
    id: 'COM-3',
    damage: `update ${communications} set deleted_at = now() where id = $1`,
    undo: `update ${communications} set deleted_at = null where id = $1`,
    what: () => [callId],
  },
  {
    id: 'COM-3',
    damage: `update ${communications} set deleted_at = now() where id = $1`,
    undo: `update ${communications} set deleted_at = null where id = $1`,
    what: () => [noteId],
  },
]

test.each(cases)('$id is found broken after: $damage', async ({ id, damage, undo, what }) => {
  await platen.tamper(damage, what())
  const found = await broken(shop)
  expect(Object.keys(found)).toEqual([id])
  expect(found[id]).toHaveLength(1)
  expect(await broken(other)).toEqual({})
  await platen.tamper(undo, what())
  expect(await broken(shop)).toEqual({})
})

test('COM-1 is found broken after a row was taken out', async () => {
  await platen.tamper(`delete from ${communications} where id = $1`, [noteId])
  expect(await broken(shop)).toEqual({ 'COM-1': [noteId] })
})
