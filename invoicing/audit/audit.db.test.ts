import { beforeAll, expect, test } from 'vitest'
import { type TestCompany, testPlaten } from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found({ timeZone: 'Asia/Tokyo' })
  for (let index = 0; index < 12; index += 1) await shop.customer({ name: `Customer ${index}` })
})

const list = (wanted: Parameters<ReturnType<TestCompany['as']>['audit']['list']>[0]) =>
  shop.as('viewer').audit.list(wanted)

test('the log pages through every entry once, newest first', async () => {
  const whole = (await list({ limit: 100 })).data
  for (const limit of [1, 4, 7]) {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await list({ limit, cursor })
      seen.push(...page.data.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(whole.map(({ id }) => id))
  }
  const ids = whole.map(({ id }) => Number(id))
  expect(ids).toEqual([...ids].sort((one, other) => other - one))
})

test('it can be asked by document, kind of document and actor', async () => {
  const customer = await shop.as('sales').customers.create({ name: 'By sales' })
  expect((await list({ entityId: customer.id })).data).toMatchObject([{ operation: 'customers.create' }])
  expect((await list({ entity: 'customer', limit: 100 })).data).toHaveLength(13)
  expect((await list({ entity: 'nothing' })).data).toEqual([])
  const actor = shop.caller('sales').userId
  expect((await list({ actor })).data).toMatchObject([{ entityId: customer.id, actor: 'Key of sales' }])
})

test('its days are those of the company', async () => {
  const { id } = await shop.customer()
  // Already the 2nd in Tokyo, still the 1st in UTC.
  await platen.tamper(
    `update invoicing.audit_entries set occurred_at = '2026-03-01T15:30:00Z' where entity_id = $1`,
    [id],
  )
  const on = async (from: string, to: string) => (await list({ entityId: id, from, to })).data.length
  expect([await on('2026-03-01', '2026-03-01'), await on('2026-03-02', '2026-03-02')]).toEqual([0, 1])
  expect([await on('2026-03-02', '2026-12-31'), await on('2026-01-01', '2026-03-01')]).toEqual([1, 0])
})

test('secrets never come into it', async () => {
  const { key } = await shop.as('owner').apiKeys.create({ name: 'Secret', role: 'viewer' })
  const { password } = await shop.person('sales')
  const text = JSON.stringify(await list({ limit: 100 }))
  expect([text.includes(key), text.includes(password)]).toEqual([false, false])
})
