import { beforeAll, expect, test } from 'vitest'
import { expectProblem, expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found()
})

const company = (key: string) => platen.request('GET', '/api/v1/company', { key })

test('a key is shown once, kept as a hash, and does what its role may', async () => {
  const made = await shop.as('admin').apiKeys.create({ name: 'Web shop', role: 'sales' })
  expect(made.key).toMatch(/^platen_[\w-]{40}$/)
  expect(made).toMatchObject({ prefix: made.key.slice(0, 12), createdBy: 'Key of admin', revokedAt: null })
  expect((await company(made.key)).status).toBe(200)
  const { data } = await shop.as('admin').apiKeys.list()
  expect(JSON.stringify(data)).not.toContain(made.key)
  expect(data.find(({ id }) => id === made.id)?.lastUsedAt).not.toBeNull()
  const hashes = await platen.sql<{ hash: string }>(
    `select encode(key_hash, 'escape') as hash from auth.api_keys`,
  )
  expect(hashes.some(({ hash }) => hash.includes(made.key))).toBe(false)
})

test('a revoked key opens nothing from then on; revoking it again changes nothing', async () => {
  const { apiKeys, audit } = shop.as('owner')
  const { id, key } = await apiKeys.create({ name: 'Short-lived', role: 'viewer' })
  const revoked = await apiKeys.revoke({ apiKeyId: id })
  expect(revoked.revokedAt).not.toBeNull()
  expectProblem(await company(key), 'not_signed_in')
  expect(await apiKeys.revoke({ apiKeyId: id })).toEqual(revoked)
  const { data } = await audit.list({ entityId: id })
  expect(data.map(({ operation }) => operation)).toEqual(['apiKeys.revoke', 'apiKeys.create'])
  expect(JSON.stringify(data)).not.toContain(key)
})

test('only an owner makes the key of an owner', async () => {
  await expectRefused(shop.as('admin').apiKeys.create({ name: 'Too much', role: 'owner' }), 'forbidden')
  expect((await shop.as('owner').apiKeys.create({ name: 'All', role: 'owner' })).role).toBe('owner')
})

test('an unknown key is not found', async () => {
  const apiKeyId = '00000000-0000-4000-8000-000000000000'
  await expectRefused(shop.as('owner').apiKeys.revoke({ apiKeyId }), 'not_found')
})
