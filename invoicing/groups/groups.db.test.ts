import { beforeEach, expect, test } from 'vitest'
import { expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany
let other: TestCompany

beforeEach(async () => {
  shop = await platen.found()
  other = await platen.found()
})

const unknownId = '00000000-0000-4000-8000-000000000000'

async function audited(entityId: string) {
  return (await shop.as('viewer').audit.list({ entity: 'customer_group', entityId })).data
}

test('groups are listed by name, whatever its case', async () => {
  const { groups } = shop.as('sales')
  const made = await groups.create({ name: ' schools ', description: 'Term starts\nin September' })
  expect(made).toMatchObject({
    name: 'schools',
    description: 'Term starts\nin September',
    isDefault: false,
    memberCount: 0,
    version: 1,
  })
  await groups.create({ name: 'Bands' })
  await groups.create({ name: 'Teams' })
  const { data } = await shop.as('viewer').groups.list()
  expect(data.map(({ name }) => name)).toEqual(['Bands', 'schools', 'Teams'])
  expect(data[1]).toEqual(made)
  expect(await audited(made.id)).toMatchObject([
    { operation: 'groups.create', label: 'schools', after: { name: 'schools', isDefault: false } },
  ])
})

test('a name belongs to one group of the company, whatever its case', async () => {
  const { groups } = shop.as('sales')
  const schools = await groups.create({ name: 'Schools' })
  const bands = await groups.create({ name: 'Bands' })
  await expectRefused(groups.create({ name: 'SCHOOLS' }), 'group_name_taken', 'name')
  await expectRefused(
    groups.update({ groupId: bands.id, version: 1, name: 'schools' }),
    'group_name_taken',
    'name',
  )
  expect((await groups.update({ groupId: schools.id, version: 1, name: 'SCHOOLS' })).name).toBe('SCHOOLS')
  expect((await other.as('sales').groups.create({ name: 'Schools' })).name).toBe('Schools')
  const raced = await Promise.allSettled([1, 2, 3, 4].map(() => groups.create({ name: 'Teams' })))
  expect(raced.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const { status, ...result } of raced) {
    if (status === 'rejected') expect(result).toMatchObject({ reason: { code: 'group_name_taken' } })
  }
})

test('a default group takes over from the one before, and both changes are audited', async () => {
  const { groups } = shop.as('sales')
  const first = await groups.create({ name: 'Schools', isDefault: true })
  const second = await groups.create({ name: 'Bands', isDefault: true })
  expect((await groups.list()).data.map(({ name, isDefault }) => [name, isDefault])).toEqual([
    ['Bands', true],
    ['Schools', false],
  ])
  expect((await audited(first.id))[0]).toMatchObject({
    before: { isDefault: true },
    after: { isDefault: false },
  })
  await expectRefused(groups.update({ groupId: first.id, version: 1, name: 'X' }), 'stale_version')
  await groups.update({ groupId: first.id, version: 2, isDefault: true })
  expect((await groups.list()).data.filter(({ isDefault }) => isDefault).map(({ id }) => id)).toEqual([
    first.id,
  ])
  expect((await groups.list()).data).toContainEqual({ ...second, isDefault: false, version: 2 })
})

test('a new customer joins the default group, and none where there is none', async () => {
  const { groups, customers } = shop.as('sales')
  const { id: early } = await shop.customer()
  const { id } = await groups.create({ name: 'Schools', isDefault: true })
  const { id: late } = await shop.customer()
  expect((await customers.show({ customerId: early })).groups).toEqual([])
  expect((await customers.show({ customerId: late })).groups).toEqual([{ id, name: 'Schools' }])
})

test('a change names its version, and one that changes nothing leaves no trace', async () => {
  const { groups } = shop.as('sales')
  const { id: groupId } = await groups.create({ name: 'Schools', description: 'Term' })
  const changed = await groups.update({ groupId, version: 1, description: null })
  expect(changed).toMatchObject({ name: 'Schools', description: null, version: 2 })
  expect((await audited(groupId))[0]).toMatchObject({
    operation: 'groups.update',
    before: { description: 'Term' },
    after: { description: null },
  })
  await expectRefused(groups.update({ groupId, version: 1, name: 'Late' }), 'stale_version')
  expect(await groups.update({ groupId, version: 2, name: 'Schools' })).toEqual(changed)
  expect(await audited(groupId)).toHaveLength(2)
})

test('a customer is put into a group once and taken out once, however often asked', async () => {
  const { groups, customers } = shop.as('sales')
  const { id: groupId } = await groups.create({ name: 'Schools' })
  const { id: customerId } = await shop.customer()
  const member = { groupId, customerId }
  expect((await groups.addMember(member)).memberCount).toBe(1)
  expect((await groups.addMember(member)).memberCount).toBe(1)
  expect(await audited(groupId)).toHaveLength(2)
  expect((await audited(groupId))[0]).toMatchObject({
    operation: 'groups.addMember',
    label: 'Schools',
    before: null,
    after: { customerId, customer: 'Riverbend School' },
  })
  expect((await customers.show({ customerId })).groups).toEqual([{ id: groupId, name: 'Schools' }])
  expect((await customers.list({ groupId })).data.map(({ id }) => id)).toEqual([customerId])
  expect((await groups.removeMember(member)).memberCount).toBe(0)
  expect((await groups.removeMember(member)).memberCount).toBe(0)
  expect(await audited(groupId)).toHaveLength(3)
  expect((await audited(groupId))[0]).toMatchObject({
    operation: 'groups.removeMember',
    before: { customerId },
  })
})

test('the door of membership is PUT and DELETE', async () => {
  const { id: groupId } = await shop.as('sales').groups.create({ name: 'Schools' })
  const { id: customerId } = await shop.customer()
  const path = `/api/v1/customer-groups/${groupId}/members/${customerId}`
  const key = shop.key('sales')
  const put = await platen.request('PUT', path, { key })
  expect([put.status, put.body.memberCount]).toEqual([200, 1])
  const taken = await platen.request('DELETE', path, { key })
  expect([taken.status, taken.body.memberCount]).toEqual([200, 0])
  expect((await platen.request('PUT', path, { key: shop.key('viewer') })).status).toBe(403)
})

test('deleting a group keeps its customers; the second time there is none', async () => {
  const { groups, customers } = shop.as('sales')
  const { id: groupId } = await groups.create({ name: 'Schools', isDefault: true })
  const { id: customerId } = await shop.customer()
  await groups.addMember({ groupId, customerId })
  const { memberCount } = (await groups.list()).data[0] ?? { memberCount: 0 }
  expect(memberCount).toBeGreaterThan(0)
  expect(await groups.remove({ groupId })).toEqual({ id: groupId, removed: true })
  expect((await customers.show({ customerId })).groups).toEqual([])
  expect((await audited(groupId))[0]).toMatchObject({
    operation: 'groups.remove',
    before: { name: 'Schools', isDefault: true, memberCount },
  })
  await expectRefused(groups.remove({ groupId }), 'not_found')
  await expectRefused(groups.addMember({ groupId, customerId }), 'not_found')
  expect((await groups.create({ name: 'Schools' })).memberCount).toBe(0)
})

test('a group deleted while customers are put into it: each is put in before, or there is no group', async () => {
  const { groups } = shop.as('sales')
  const { id: groupId } = await groups.create({ name: 'Schools', isDefault: true })
  const made = await Promise.all(Array.from({ length: 12 }, () => shop.customer()))
  const added = made.map(({ id }) => groups.addMember({ groupId, customerId: id }))
  const joined = made.map(() => shop.customer())
  const outcomes = await Promise.allSettled([...added, groups.remove({ groupId }), ...joined])
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'not_found' })
  }
  expect((await groups.list()).data).toEqual([])
  expect(
    await platen.sql('select from invoicing.customer_group_members where company_id = $1', [shop.id]),
  ).toEqual([])
})

test('a removed customer is no member that counts', async () => {
  const { groups } = shop.as('sales')
  const { id: groupId } = await groups.create({ name: 'Schools' })
  const { id: customerId } = await shop.customer()
  await groups.addMember({ groupId, customerId })
  await shop.as('accountant').customers.remove({ customerId })
  expect((await groups.list()).data[0]?.memberCount).toBe(0)
  await expectRefused(groups.addMember({ groupId, customerId }), 'not_found')
})

test('foreign and unknown ids get the same answer', async () => {
  const { groups } = shop.as('sales')
  const { id: customerId } = await shop.customer()
  const { id: groupId } = await groups.create({ name: 'Schools' })
  const theirs = await other.as('sales').groups.create({ name: 'Schools' })
  const theirCustomer = await other.customer()
  const told = []
  for (const id of [unknownId, theirs.id]) {
    told.push(await expectRefused(groups.update({ groupId: id, version: 1, name: 'X' }), 'not_found'))
    told.push(await expectRefused(groups.remove({ groupId: id }), 'not_found'))
    told.push(await expectRefused(groups.addMember({ groupId: id, customerId }), 'not_found'))
    told.push(await expectRefused(groups.removeMember({ groupId: id, customerId }), 'not_found'))
  }
  expect(new Set(told.map((problem) => JSON.stringify(problem)))).toHaveLength(1)
  for (const id of [unknownId, theirCustomer.id]) {
    await expectRefused(groups.addMember({ groupId, customerId: id }), 'not_found')
    await expectRefused(groups.removeMember({ groupId, customerId: id }), 'not_found')
  }
})

test('what cannot be kept is refused at its field', async () => {
  const { groups } = shop.as('sales')
  await expectRefused(groups.create({ name: ' ' }), 'invalid_input', 'name')
  await expectRefused(groups.create({ name: 'x'.repeat(101) }), 'invalid_input', 'name')
  await expectRefused(
    groups.create({ name: 'X', description: 'bell \u0007' }),
    'invalid_input',
    'description',
  )
})
