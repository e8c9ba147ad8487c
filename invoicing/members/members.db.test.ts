import { beforeEach, expect, test } from 'vitest'
import { expectProblem, expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany

beforeEach(async () => {
  shop = await platen.found()
})

const unknownId = '00000000-0000-4000-8000-000000000000'
const role = 'viewer' as const

test('somebody new is invited by a link that is shown once', async () => {
  const added = await shop.as('admin').members.add({ email: 'new@shop.example', name: 'New', role })
  expect(added).toMatchObject({ name: 'New', role, invited: true })
  expect(added.invitationUrl).toMatch(/^http:\/\/platen\.test\/join\/[\w-]{43}$/)
  const { data } = await shop.as('viewer').members.list()
  expect(data).toEqual([expect.not.objectContaining({ invitationUrl: expect.anything() })])
})

test('a member is not added twice', async () => {
  const { email } = await shop.person('sales')
  await expectRefused(
    shop.as('owner').members.add({ email: email.toUpperCase(), name: 'Again', role }),
    'email_taken',
    'email',
  )
})

test('only an owner makes, changes or removes an owner', async () => {
  const { userId } = await shop.person('owner')
  const admin = shop.as('admin').members
  const owner = { email: 'x@shop.example', name: 'X', role: 'owner' as const }
  await expectRefused(admin.add(owner), 'forbidden')
  await expectRefused(admin.update({ userId, role: 'viewer' }), 'forbidden')
  await expectRefused(admin.remove({ userId }), 'forbidden')
  const { userId: salesId } = await shop.person('sales')
  await expectRefused(admin.update({ userId: salesId, role: 'owner' }), 'forbidden')
  expect((await shop.as('owner').members.update({ userId: salesId, role: 'owner' })).role).toBe('owner')
})

test('inviting an owner anew does not get round that, nor the last owner', async () => {
  const invited = { email: 'boss@shop.example', name: 'Boss', role: 'owner' as const }
  await shop.as('owner').members.add(invited)
  await expectRefused(shop.as('admin').members.add({ ...invited, role }), 'forbidden')
  await expectRefused(shop.as('owner').members.add({ ...invited, role }), 'last_owner')
  expect((await shop.as('owner').members.list()).data).toMatchObject([{ role: 'owner', invited: true }])
})

test('the last owner stays, also when two leave at once', async () => {
  const [one, two] = [await shop.person('owner'), await shop.person('owner')]
  const owner = shop.as('owner').members
  const left = await Promise.allSettled([
    owner.remove({ userId: one.userId }),
    owner.update({ userId: two.userId, role: 'sales' }),
  ])
  expect(left.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const [last] = (await owner.list()).data.filter((member) => member.role === 'owner')
  const userId = last?.userId ?? ''
  await expectRefused(owner.remove({ userId }), 'last_owner')
  await expectRefused(owner.update({ userId, role: 'admin' }), 'last_owner')
  expect((await owner.update({ userId, role: 'owner', extraPermissions: [] })).role).toBe('owner')
})

test('the session of a removed member works for the company no more', async () => {
  const { userId, cookie } = await shop.person('sales')
  expect((await platen.request('GET', '/api/v1/customers', { cookie })).status).toBe(200)
  expect(await shop.as('admin').members.remove({ userId })).toEqual({ userId, removed: true })
  expectProblem(await platen.request('GET', '/api/v1/customers', { cookie }), 'no_company')
  const { body } = await platen.request('GET', '/api/v1/session', { cookie })
  expect(body).toMatchObject({ company: null, role: null, permissions: [], companies: [] })
})

test('a changed role counts from the next request on', async () => {
  const { userId, cookie } = await shop.person('viewer')
  const write = () => platen.request('POST', '/api/v1/customers', { cookie, body: { name: 'X' } })
  expectProblem(await write(), 'forbidden')
  await shop.as('admin').members.update({ userId, role: 'sales' })
  expect((await write()).status).toBe(201)
})

test('unknown members are not found, and what is no role or permission is refused', async () => {
  const { members } = shop.as('owner')
  await expectRefused(members.update({ userId: unknownId, role }), 'not_found')
  await expectRefused(members.remove({ userId: unknownId }), 'not_found')
  const { userId } = await shop.person('sales')
  const reply = await platen.request('PATCH', `/api/v1/members/${userId}`, {
    key: shop.key('owner'),
    body: { extraPermissions: ['everything'], role: 'king' },
  })
  expectProblem(reply, 'invalid_input', 'role')
  expectProblem(reply, 'invalid_input', 'extraPermissions.0')
})

test('what happens to members stands in the audit log', async () => {
  const { userId } = await shop.person('sales')
  const { members, audit } = shop.as('owner')
  await members.update({ userId, role: 'accountant' })
  await members.remove({ userId })
  const { data } = await audit.list({ entityId: userId })
  expect(data).toMatchObject([
    { operation: 'members.remove', before: { role: 'accountant' } },
    { operation: 'members.update', before: { role: 'sales' }, after: { role: 'accountant' } },
    { operation: 'members.add', after: { role: 'sales' } },
  ])
})
