import { beforeAll, expect, test } from 'vitest'
import { expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { sealEntries } from './seal-entries.ts'

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

test('it can be asked by what was done, and by a part of the number or name', async () => {
  const { id } = await shop.customer({ name: 'Zanzibar Stencils' })
  await shop.as('owner').customers.update({ customerId: id, version: 1, name: 'Zanzibar Prints' })
  const operations = async (wanted: Parameters<typeof list>[0]) =>
    (await list({ ...wanted, limit: 100 })).data.map(({ operation }) => operation)
  expect(await operations({ entityId: id, operation: 'customers.update' })).toEqual(['customers.update'])
  const { customerNumber } = await shop.as('owner').customers.show({ customerId: id })
  expect(await operations({ q: customerNumber.toLowerCase() })).toEqual([
    'customers.update',
    'customers.create',
  ])
  expect(await operations({ q: '100%' })).toEqual([])
})

test('it tells who acted lately, and every member', async () => {
  const actors = (await shop.as('viewer').audit.actors()).data
  expect(actors.map(({ name }) => name)).toContain('Test')
  const { userId } = await shop.person('viewer')
  expect((await shop.as('viewer').audit.actors()).data.map(({ id }) => id)).toContain(userId)
  const [entry] = (await list({ limit: 1 })).data
  expect(actors.map(({ id }) => id)).toContain(entry?.actorId)
})

test('it comes as a file for a spreadsheet, under the same filters, with its places in the chain', async () => {
  const customer = await shop.customer({ name: '=cmd()' })
  await sealEntries(platen.platen, shop.id, '0')
  const reply = await platen.request<{ text: string }>(
    'GET',
    `/api/v1/audit-log/csv?entityId=${customer.id}&from=2026-01-01`,
    { key: shop.key('viewer') },
  )
  expect(reply.headers.get('content-disposition')).toContain('audit-log-2026-11-21.csv')
  const [header, line, rest] = reply.body.text.split('\r\n')
  expect(header).toBe('position,id,occurredAt,actor,door,operation,entity,entityId,label,reason,before,after')
  const [entry] = (await list({ entityId: customer.id })).data
  expect(line).toMatch(new RegExp(`^${entry?.position},${entry?.id},`))
  expect(line).toContain('""name"":""=cmd()""')
  expect(rest).toBe('')
  const other = await platen.found()
  await platen.sql(
    `insert into invoicing.audit_entries (company_id, actor_user_id, door, operation, entity, entity_id)
     select $1, $2, 'cli', 'customers.create', 'customer', gen_random_uuid() from generate_series(1, 20_001)`,
    [other.id, other.caller('owner').userId],
  )
  await expectRefused(other.as('viewer').audit.csv({}), 'too_large', 'from')
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
