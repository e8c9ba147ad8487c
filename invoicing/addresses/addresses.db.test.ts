import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Address } from '../../contract/addresses.ts'
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
const hall = { label: 'Town hall', type: 'billing', line1: '1 Main Street', country: 'US' } as const
type Given = Partial<Parameters<Client['addresses']['create']>[0]>

function add(given: Given = {}): Promise<Address> {
  return shop.as('sales').addresses.create({ customerId, ...hall, ...given })
}
async function defaults(): Promise<string[]> {
  const { data } = await shop.as('viewer').addresses.list({ customerId })
  return data.filter(({ isDefault }) => isDefault).map(({ label, type }) => `${label} ${type}`)
}
async function audited(entityId: string) {
  return (await shop.as('viewer').audit.list({ entity: 'address', entityId })).data
}

test('an address is added as given, its postal code in capitals, and audited', async () => {
  const made = await add({
    line2: 'Suite 4',
    city: 'Ottawa',
    state: 'ON',
    postalCode: 'k1a 0b1',
    country: 'CA',
    notes: 'Ring twice\nor knock',
  })
  expect(made).toMatchObject({
    ...hall,
    customerId,
    line2: 'Suite 4',
    postalCode: 'K1A 0B1',
    country: 'CA',
    isDefault: false,
    notes: 'Ring twice\nor knock',
    version: 1,
  })
  expect((await shop.as('viewer').addresses.list({ customerId })).data).toEqual([made])
  expect(await audited(made.id)).toMatchObject([
    {
      operation: 'addresses.create',
      label: 'Town hall',
      after: { customerId, country: 'CA', line2: 'Suite 4' },
    },
  ])
})

test('defaults come first, then by type and label', async () => {
  await add({ label: 'Dock', type: 'shipping' })
  await add({ label: 'Annex' })
  await add({ label: 'Attic', type: 'other', isDefault: true })
  const { data } = await shop.as('viewer').addresses.list({ customerId })
  expect(data.map(({ label }) => label)).toEqual(['Attic', 'Annex', 'Dock'])
})

test('a default takes over from the one of its type, and both changes are audited', async () => {
  const first = await add({ isDefault: true })
  await add({ label: 'Dock', type: 'shipping', isDefault: true })
  const second = await add({ label: 'Annex', isDefault: true })
  expect((await defaults()).sort()).toEqual(['Annex billing', 'Dock shipping'])
  expect((await audited(first.id))[0]).toMatchObject({
    operation: 'addresses.create',
    before: { isDefault: true },
    after: { isDefault: false },
  })
  const { addresses } = shop.as('sales')
  await addresses.update({ customerId, addressId: first.id, version: 2, isDefault: true })
  expect((await defaults()).sort()).toEqual(['Dock shipping', 'Town hall billing'])
  await expectRefused(
    addresses.update({ customerId, addressId: second.id, version: 1, label: 'X' }),
    'stale_version',
  )
})

test('a default whose type changes takes that type over as well', async () => {
  const first = await add({ isDefault: true })
  await add({ label: 'Dock', type: 'shipping', isDefault: true })
  const change = { customerId, addressId: first.id }
  await shop.as('sales').addresses.update({ ...change, version: 1, type: 'shipping' })
  expect(await defaults()).toEqual(['Town hall shipping'])
  await shop.as('sales').addresses.update({ ...change, version: 2, isDefault: false })
  expect(await defaults()).toEqual([])
})

test('the default billing address is the one that the customer shows', async () => {
  await add({ label: 'Annex', line1: '9 Side Street', type: 'shipping', isDefault: true })
  expect((await shop.as('viewer').customers.show({ customerId })).billingAddress).toBeNull()
  await add({ isDefault: true, postalCode: '14850' })
  expect((await shop.as('viewer').customers.show({ customerId })).billingAddress).toMatchObject({
    line1: '1 Main Street',
    postalCode: '14850',
    country: 'US',
  })
})

test('a change names its version, keeps what it leaves out, and says what changed', async () => {
  const { addresses } = shop.as('sales')
  const { id: addressId } = await add({ city: 'Ithaca', state: 'NY', postalCode: '14850' })
  const changed = await addresses.update({ customerId, addressId, version: 1, city: 'Lansing', state: null })
  expect(changed).toMatchObject({ ...hall, city: 'Lansing', state: null, postalCode: '14850', version: 2 })
  expect((await audited(addressId))[0]).toMatchObject({
    before: { city: 'Ithaca', state: 'NY' },
    after: { city: 'Lansing', state: null },
  })
  await expectRefused(addresses.update({ customerId, addressId, version: 1, city: 'X' }), 'stale_version')
  expect(await addresses.update({ customerId, addressId, version: 2 })).toEqual(changed)
  expect(await audited(addressId)).toHaveLength(2)
})

test('what cannot be kept is refused at its field, and changes nothing', async () => {
  const { addresses } = shop.as('sales')
  const standing = await add({ postalCode: '14850' })
  const change = { customerId, addressId: standing.id, version: 1 }
  await expectRefused(
    addresses.update({ ...change, postalCode: '1485' }),
    'postal_code_not_valid',
    'postalCode',
  )
  await expectRefused(addresses.update({ ...change, country: 'CA' }), 'postal_code_not_valid', 'postalCode')
  await expectRefused(addresses.update({ ...change, country: 'XK' }), 'country_not_known', 'country')
  await expectRefused(add({ postalCode: 'K1A 0B1' }), 'postal_code_not_valid', 'postalCode')
  await expectRefused(add({ country: 'ZZ' }), 'country_not_known', 'country')
  await expectRefused(addresses.update({ ...change, country: 'us' }), 'invalid_input', 'country')
  await expectRefused(addresses.update({ ...change, line1: ' ' }), 'invalid_input', 'line1')
  await expectRefused(addresses.update({ ...change, label: 'x'.repeat(101) }), 'invalid_input', 'label')
  await expectRefused(
    addresses.update({ ...change, postalCode: 'x'.repeat(31) }),
    'invalid_input',
    'postalCode',
  )
  const rest = (body: unknown) =>
    platen.request('POST', `/api/v1/customers/${customerId}/addresses`, { key: shop.key('sales'), body })
  expectProblem(await rest({ ...hall, type: 'home' }), 'invalid_input', 'type')
  expectProblem(await rest({ ...hall, planet: 'Mars' }), 'invalid_input', 'planet')
  expect((await addresses.list({ customerId })).data).toEqual([standing])
})

test('removing an address takes the default mark off, and the second time there is none', async () => {
  const { addresses } = shop.as('sales')
  const { id: addressId } = await add({ isDefault: true })
  expect(await addresses.remove({ customerId, addressId })).toEqual({ id: addressId, removed: true })
  const rows = await platen.sql(
    'select is_default, deleted_at is not null as deleted from invoicing.customer_addresses where id = $1',
    [addressId],
  )
  expect(rows).toEqual([{ is_default: false, deleted: true }])
  expect((await audited(addressId))[0]).toMatchObject({
    operation: 'addresses.remove',
    before: { line1: '1 Main Street', isDefault: true },
  })
  await expectRefused(addresses.remove({ customerId, addressId }), 'not_found')
})

test('a dry run hands nothing over', async () => {
  const first = await add({ isDefault: true })
  await shop.as('sales', { dryRun: true }).addresses.create({ customerId, ...hall, isDefault: true })
  expect((await shop.as('viewer').addresses.list({ customerId })).data).toEqual([first])
})

test('foreign, unknown and misplaced ids get the same answer', async () => {
  const mine = await add()
  const elsewhere = (await shop.customer()).id
  const foreign = (await other.customer()).id
  const theirs = await other.as('sales').addresses.create({ customerId: foreign, ...hall })
  const { addresses } = shop.as('sales')
  const told = []
  for (const id of [unknownId, foreign]) {
    told.push(await expectRefused(addresses.list({ customerId: id }), 'not_found'))
    told.push(await expectRefused(addresses.create({ customerId: id, ...hall }), 'not_found'))
    told.push(await expectRefused(addresses.remove({ customerId: id, addressId: theirs.id }), 'not_found'))
  }
  expect(new Set(told.map((problem) => JSON.stringify(problem)))).toHaveLength(1)
  const inside = []
  for (const [at, addressId] of [
    [customerId, unknownId],
    [customerId, theirs.id],
    [elsewhere, mine.id],
  ] as const) {
    const here = { customerId: at, addressId }
    inside.push(await expectRefused(addresses.update({ ...here, version: 1, city: 'x' }), 'not_found'))
    inside.push(await expectRefused(addresses.remove(here), 'not_found'))
  }
  expect(new Set(inside.map((problem) => JSON.stringify(problem)))).toHaveLength(1)
})

test('the database itself refuses a second default and a deleted one', async () => {
  await add({ isDefault: true })
  const second = await add()
  const write = (change: string) =>
    platen.asApplication(shop.id, `update invoicing.customer_addresses set ${change} where id = $1`, [
      second.id,
    ])
  await expect(write('is_default = true')).rejects.toThrow('customer_addresses_default')
  await expect(write(`is_default = true, type = 'other', deleted_at = now()`)).rejects.toThrow(
    'check constraint',
  )
})
