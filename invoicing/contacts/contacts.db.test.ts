import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Contact } from '../../contract/contacts.ts'
import {
  type Client,
  expectProblem,
  expectRefused,
  type TestCompany,
  testPlaten,
} from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany
let other: TestCompany
let customerId: string

beforeAll(async () => {
  shop = await platen.found()
  other = await platen.found()
})
beforeEach(async () => {
  customerId = (await shop.customer()).id
})

const unknownId = '00000000-0000-4000-8000-000000000000'
const vera = { firstName: 'Vera', lastName: 'Lind', email: 'vera@riverbend.example', role: 'billing' }
const omar = { firstName: 'Omar', lastName: 'Said', email: 'omar@riverbend.example', role: 'billing' }
type Given = Partial<Parameters<Client['contacts']['create']>[0]>

function add(given: Given = {}): Promise<Contact> {
  return shop.as('sales').contacts.create({ customerId, ...vera, ...given })
}
async function primaries(): Promise<string[]> {
  const { data } = await shop.as('viewer').contacts.list({ customerId })
  return data.filter(({ isPrimary }) => isPrimary).map(({ firstName, role }) => `${firstName} ${role}`)
}
async function audited(entityId: string) {
  return (await shop.as('viewer').audit.list({ entity: 'contact', entityId })).data
}

test('a contact is added as given, with a phone of the company’s country, and audited', async () => {
  const made = await add({ firstName: '  Vera ', phone: '(607) 272-1101' })
  expect(made).toMatchObject({
    ...vera,
    customerId,
    phone: '+16072721101',
    isPrimary: false,
    preferredChannel: 'email',
    version: 1,
  })
  expect((await shop.as('viewer').contacts.list({ customerId })).data).toEqual([made])
  expect(await audited(made.id)).toMatchObject([
    {
      operation: 'contacts.create',
      label: 'Vera Lind',
      before: null,
      after: { customerId, email: vera.email, phone: '+16072721101', role: 'billing', isPrimary: false },
    },
  ])
})

test('primary contacts come first, then by role and name', async () => {
  await add({ lastName: 'Zorn', email: 'a@b.example' })
  await add({ lastName: 'Ames', email: 'c@d.example' })
  await add({ lastName: 'Moss', email: 'e@f.example', role: 'technical', isPrimary: true })
  const { data } = await shop.as('viewer').contacts.list({ customerId })
  expect(data.map(({ lastName }) => lastName)).toEqual(['Moss', 'Ames', 'Zorn'])
})

test('an e-mail belongs to one contact of a customer, whatever its case, until that one is removed', async () => {
  const { contacts } = shop.as('sales')
  const first = await add()
  const shouted = { ...omar, email: 'VERA@Riverbend.example' }
  await expectRefused(contacts.create({ customerId, ...shouted }), 'email_taken', 'email')
  const second = await add(omar)
  const change = { customerId, contactId: second.id, version: 1 }
  await expectRefused(contacts.update({ ...change, email: shouted.email }), 'email_taken', 'email')
  // Their own e-mail in another case is theirs still.
  await contacts.update({ ...change, email: 'OMAR@riverbend.example' })
  // Another customer may have the same person.
  await contacts.create({ customerId: (await shop.customer()).id, ...vera })
  await contacts.remove({ customerId, contactId: first.id })
  expect((await add(shouted)).email).toBe('VERA@Riverbend.example')
})

test('a primary contact takes the role over, compared without regard to case; both changes are audited', async () => {
  const first = await add({ isPrimary: true })
  const second = await add({ ...omar, role: 'Billing', isPrimary: true })
  expect(await primaries()).toEqual(['Omar Billing'])
  expect((await audited(first.id))[0]).toMatchObject({
    operation: 'contacts.create',
    label: 'Vera Lind',
    before: { isPrimary: true },
    after: { isPrimary: false },
  })
  const handedBack = await shop
    .as('sales')
    .contacts.update({ customerId, contactId: first.id, version: 2, isPrimary: true })
  expect(handedBack).toMatchObject({ isPrimary: true, version: 3 })
  expect(await primaries()).toEqual(['Vera billing'])
  expect((await audited(second.id))[0]).toMatchObject({
    operation: 'contacts.update',
    after: { isPrimary: false },
  })
  // Who lost the role has another version now, so that a change based on the old one is refused.
  await expectRefused(
    shop.as('sales').contacts.update({ customerId, contactId: second.id, version: 1, lastName: 'X' }),
    'stale_version',
  )
})

test('a primary contact who changes role takes that role over as well; another role keeps its own', async () => {
  const first = await add({ isPrimary: true })
  await add({ ...omar, role: 'technical', isPrimary: true })
  expect(await primaries()).toEqual(['Vera billing', 'Omar technical'])
  await shop.as('sales').contacts.update({ customerId, contactId: first.id, version: 1, role: 'TECHNICAL' })
  expect(await primaries()).toEqual(['Vera TECHNICAL'])
  await shop.as('sales').contacts.update({ customerId, contactId: first.id, version: 2, isPrimary: false })
  expect(await primaries()).toEqual([])
})

test('a change names its version, keeps what it leaves out, and says what changed', async () => {
  const { contacts } = shop.as('sales')
  const { id: contactId } = await add({ phone: '607 272 1101', preferredChannel: 'phone' })
  const changed = await contacts.update({ customerId, contactId, version: 1, lastName: 'Berg', phone: null })
  expect(changed).toMatchObject({
    ...vera,
    lastName: 'Berg',
    phone: null,
    preferredChannel: 'phone',
    version: 2,
  })
  expect((await audited(contactId))[0]).toMatchObject({
    before: { lastName: 'Lind', phone: '+16072721101' },
    after: { lastName: 'Berg', phone: null },
  })
  await expectRefused(
    contacts.update({ customerId, contactId, version: 1, lastName: 'Late' }),
    'stale_version',
  )
  expect(await contacts.update({ customerId, contactId, version: 2, lastName: 'Berg' })).toEqual(changed)
  expect(await audited(contactId)).toHaveLength(2)
})

test('what cannot be kept is refused at its field, and changes nothing', async () => {
  const { contacts } = shop.as('sales')
  const { id: contactId } = await add()
  const change = { customerId, contactId, version: 1 }
  await expectRefused(contacts.update({ ...change, phone: '12' }), 'phone_not_valid', 'phone')
  await expectRefused(add({ ...omar, phone: '12' }), 'phone_not_valid', 'phone')
  for (const [field, value] of [
    ['email', 'nobody'],
    ['firstName', ' '],
    ['lastName', 'x'.repeat(101)],
    ['role', ''],
    ['role', 'two\nlines'],
  ]) {
    const wrong = { ...change, [String(field)]: value }
    await expectRefused(contacts.update(wrong), 'invalid_input', field)
  }
  const rest = (body: unknown) =>
    platen.request('POST', `/api/v1/customers/${customerId}/contacts`, { key: shop.key('sales'), body })
  expectProblem(await rest({ ...omar, preferredChannel: 'fax' }), 'invalid_input', 'preferredChannel')
  expectProblem(await rest({ ...omar, nickname: 'O' }), 'invalid_input', 'nickname')
  expectProblem(await rest({ ...omar, role: undefined }), 'invalid_input', 'role')
  expect((await contacts.list({ customerId })).data).toMatchObject([{ ...vera, version: 1 }])
})

test('removing a contact takes the primary mark off, and the second time there is nobody', async () => {
  const { contacts } = shop.as('sales')
  const { id: contactId } = await add({ isPrimary: true })
  expect(await contacts.remove({ customerId, contactId })).toEqual({ id: contactId, removed: true })
  const rows = await platen.sql(
    'select is_primary, deleted_at is not null as deleted from invoicing.customer_contacts where id = $1',
    [contactId],
  )
  expect(rows).toEqual([{ is_primary: false, deleted: true }])
  expect((await audited(contactId))[0]).toMatchObject({
    operation: 'contacts.remove',
    before: { email: vera.email, isPrimary: true },
    after: { removed: true },
  })
  await expectRefused(contacts.remove({ customerId, contactId }), 'not_found')
  await expectRefused(contacts.update({ customerId, contactId, version: 2, role: 'x' }), 'not_found')
})

test('a dry run hands nothing over', async () => {
  const first = await add({ isPrimary: true })
  const tried = await shop
    .as('sales', { dryRun: true })
    .contacts.create({ customerId, ...omar, isPrimary: true })
  expect(tried.isPrimary).toBe(true)
  expect((await shop.as('viewer').contacts.list({ customerId })).data).toEqual([first])
})

test('foreign, unknown and misplaced ids get the same answer, and removed customers have no contacts', async () => {
  const contact = await add()
  const elsewhere = (await shop.customer()).id
  const foreign = (await other.customer()).id
  const theirs = await other.as('sales').contacts.create({ customerId: foreign, ...vera })
  const { contacts } = shop.as('sales')
  const told = []
  for (const id of [unknownId, foreign]) {
    told.push(await expectRefused(contacts.list({ customerId: id }), 'not_found'))
    told.push(await expectRefused(contacts.create({ customerId: id, ...vera }), 'not_found'))
    told.push(await expectRefused(contacts.remove({ customerId: id, contactId: theirs.id }), 'not_found'))
  }
  expect(new Set(told.map((problem) => JSON.stringify(problem)))).toHaveLength(1)
  const inside = []
  for (const [at, contactId] of [
    [customerId, unknownId],
    [customerId, theirs.id],
    [elsewhere, contact.id],
  ] as const) {
    const here = { customerId: at, contactId }
    inside.push(await expectRefused(contacts.update({ ...here, version: 1, role: 'x' }), 'not_found'))
    inside.push(await expectRefused(contacts.remove(here), 'not_found'))
  }
  expect(new Set(inside.map((problem) => JSON.stringify(problem)))).toHaveLength(1)
  await shop.as('accountant').customers.remove({ customerId })
  await expectRefused(contacts.list({ customerId }), 'not_found')
  await expectRefused(contacts.create({ customerId, ...omar }), 'not_found')
})

test('the database itself refuses a second primary, a second e-mail and a deleted primary', async () => {
  await add({ isPrimary: true })
  const second = await add(omar)
  const write = (change: string) =>
    platen.asApplication(shop.id, `update invoicing.customer_contacts set ${change} where id = $1`, [
      second.id,
    ])
  await expect(write(`is_primary = true, role = 'BILLING'`)).rejects.toThrow('customer_contacts_primary')
  await expect(write(`email = 'VERA@riverbend.example'`)).rejects.toThrow('customer_contacts_email')
  await expect(write(`is_primary = true, role = 'x', deleted_at = now()`)).rejects.toThrow('check constraint')
})
