import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Communication } from '../../contract/communications.ts'
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
const call = { channel: 'phone', direction: 'inbound', subject: 'Asks for more time' } as const
const note = { channel: 'note', direction: 'internal', body: 'Pays late in August' } as const
const vera = { firstName: 'Vera', lastName: 'Lind', email: 'vera@riverbend.example', role: 'billing' }
type Given = Parameters<Client['communications']['create']>[0]

function log(given: Omit<Given, 'customerId'>): Promise<Communication> {
  return shop.as('sales').communications.create({ customerId, ...given })
}
async function audited(entityId: string) {
  return (await shop.as('viewer').audit.list({ entity: 'communication', entityId })).data
}

test('what was said is logged with contact, text, attachments and who logged it', async () => {
  const contact = await shop.as('sales').contacts.create({ customerId, ...vera })
  const attachments = [{ name: 'order.pdf', contentType: 'application/pdf', sizeBytes: 18_201 }]
  const made = await log({
    channel: 'email',
    direction: 'outbound',
    subject: 'Your order',
    body: 'Dear Vera,\n\nhere it is.',
    contactId: contact.id,
    occurredAt: '2026-03-02T09:15:00.250Z',
    attachments,
  })
  expect(made).toMatchObject({
    customerId,
    contactId: contact.id,
    contactName: 'Vera Lind',
    channel: 'email',
    direction: 'outbound',
    body: 'Dear Vera,\n\nhere it is.',
    attachments,
    loggedBy: 'Key of sales',
    occurredAt: '2026-03-02T09:15:00.250Z',
  })
  expect(await audited(made.id)).toMatchObject([
    {
      operation: 'communications.create',
      label: 'Your order',
      after: { customerId, attachments, channel: 'email' },
    },
  ])
  // The name stays in the timeline when the contact has gone.
  await shop.as('sales').contacts.remove({ customerId, contactId: contact.id })
  expect((await shop.as('viewer').communications.list({ customerId })).data).toEqual([made])
})

test('the time is now when left out', async () => {
  const before = Date.now()
  const { occurredAt, attachments, contactName } = await log(note)
  expect(Date.parse(occurredAt)).toBeGreaterThanOrEqual(before)
  expect(Date.parse(occurredAt)).toBeLessThanOrEqual(Date.now())
  expect([attachments, contactName]).toEqual([[], null])
})

test('the timeline runs newest first, a page at a time, also through equal instants', async () => {
  const days = ['01', '02', '02', '02', '03', '04']
  for (const day of days) await log({ ...call, occurredAt: `2026-03-${day}T12:00:00.123Z` })
  const { communications } = shop.as('viewer')
  const whole = (await communications.list({ customerId })).data
  expect(whole.map(({ occurredAt }) => occurredAt.slice(8, 10))).toEqual([...days].reverse())
  const paged: Communication[] = []
  let cursor: string | undefined
  do {
    const page = await communications.list({ customerId, limit: 2, ...(cursor ? { cursor } : {}) })
    expect(page.data).toHaveLength(2)
    paged.push(...page.data)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(paged).toEqual(whole)
  await expectRefused(communications.list({ customerId, cursor: 'elsewhere' }), 'invalid_input', 'cursor')
})

test('what cannot be is refused at its field, and nothing is logged', async () => {
  await expectRefused(log({ ...note, direction: 'outbound' }), 'invalid_input', 'direction')
  await expectRefused(log({ ...call, direction: 'internal', body: 'x' }), 'invalid_input', 'direction')
  await expectRefused(log({ ...note, body: null }), 'invalid_input', 'body')
  await expectRefused(log({ ...note, body: ' \n ' }), 'invalid_input', 'body')
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
  await expectRefused(log({ ...call, occurredAt: tomorrow }), 'date_in_future', 'occurredAt')
  for (const occurredAt of [
    '0000-01-01T00:00:00Z',
    '1899-12-31T23:59:59Z',
    '2026-02-30T00:00:00Z',
    'today',
  ]) {
    await expectRefused(log({ ...call, occurredAt }), 'invalid_input', 'occurredAt')
  }
  const rest = (body: unknown) =>
    platen.request('POST', `/api/v1/customers/${customerId}/communications`, { key: shop.key('sales'), body })
  expectProblem(await rest({ ...call, channel: 'fax' }), 'invalid_input', 'channel')
  expectProblem(await rest({ ...call, loggedBy: 'me' }), 'invalid_input', 'loggedBy')
  const attachment = { name: 'a.pdf', contentType: 'application/pdf', sizeBytes: 1 }
  for (const [field, value] of [
    ['contentType', 'pdf'],
    ['sizeBytes', -1],
    ['sizeBytes', 1.5],
    ['name', ''],
  ] as const) {
    const attachments = [attachment, { ...attachment, [field]: value }]
    expectProblem(await rest({ ...call, attachments }), 'invalid_input', `attachments.1.${field}`)
  }
  const many = Array.from({ length: 21 }, () => attachment)
  expectProblem(await rest({ ...call, attachments: many }), 'invalid_input', 'attachments')
  expect((await shop.as('viewer').communications.list({ customerId })).data).toEqual([])
})

test('a contact is one of the customer: foreign, removed, unknown and another’s get the same answer', async () => {
  const { contacts } = shop.as('sales')
  const elsewhere = await contacts.create({ customerId: (await shop.customer()).id, ...vera })
  const foreign = await other
    .as('sales')
    .contacts.create({ customerId: (await other.customer()).id, ...vera })
  const removed = await contacts.create({ customerId, ...vera })
  await contacts.remove({ customerId, contactId: removed.id })
  const told = []
  for (const contactId of [elsewhere.id, foreign.id, removed.id, unknownId]) {
    told.push(await expectRefused(log({ ...call, contactId }), 'contact_not_of_customer', 'contactId'))
  }
  expect(new Set(told.map((problem) => JSON.stringify(problem)))).toHaveLength(1)
})

test('an internal note can be removed, once; its row stays', async () => {
  const { communications } = shop.as('sales')
  const { id: communicationId } = await log(note)
  const gone = await communications.remove({ customerId, communicationId })
  expect(gone).toEqual({ id: communicationId, removed: true })
  expect((await communications.list({ customerId })).data).toEqual([])
  expect((await audited(communicationId))[0]).toMatchObject({
    operation: 'communications.remove',
    before: { body: 'Pays late in August' },
  })
  await expectRefused(communications.remove({ customerId, communicationId }), 'not_found')
  const rows = await platen.sql('select body from invoicing.customer_communications where id = $1', [
    communicationId,
  ])
  expect(rows).toEqual([{ body: 'Pays late in August' }])
})

test('what was sent or received is kept', async () => {
  const { communications } = shop.as('owner')
  for (const direction of ['inbound', 'outbound'] as const) {
    const { id: communicationId } = await log({ ...call, direction })
    await expectRefused(communications.remove({ customerId, communicationId }), 'communication_kept')
  }
  expect((await communications.list({ customerId })).data).toHaveLength(2)
})

test('a viewer logs and removes nothing', async () => {
  const { id: communicationId } = await log(note)
  const { communications } = shop.as('viewer')
  await expectRefused(communications.create({ customerId, ...note }), 'forbidden')
  await expectRefused(communications.remove({ customerId, communicationId }), 'forbidden')
})

test('foreign, unknown and misplaced ids get the same answer', async () => {
  const mine = await log(note)
  const elsewhere = (await shop.customer()).id
  const foreign = (await other.customer()).id
  const theirs = await other.as('sales').communications.create({ customerId: foreign, ...note })
  const { communications } = shop.as('sales')
  const told = []
  for (const id of [unknownId, foreign]) {
    told.push(await expectRefused(communications.list({ customerId: id }), 'not_found'))
    told.push(await expectRefused(communications.create({ customerId: id, ...note }), 'not_found'))
  }
  expect(new Set(told.map((problem) => JSON.stringify(problem)))).toHaveLength(1)
  const inside = []
  for (const [at, communicationId] of [
    [customerId, unknownId],
    [customerId, theirs.id],
    [elsewhere, mine.id],
  ] as const) {
    inside.push(await expectRefused(communications.remove({ customerId: at, communicationId }), 'not_found'))
  }
  expect(new Set(inside.map((problem) => JSON.stringify(problem)))).toHaveLength(1)
})

test('the database itself keeps what was said, and takes no contact of another customer', async () => {
  const { id } = await log({ ...call, body: 'Word for word' })
  const { id: noteId } = await log(note)
  const write = (text: string, ...values: string[]) => platen.asApplication(shop.id, text, values)
  const table = 'invoicing.customer_communications'
  await expect(write(`update ${table} set body = 'x' where id = $1`, id)).rejects.toThrow('permission denied')
  await expect(write(`delete from ${table} where id = $1`, id)).rejects.toThrow('permission denied')
  await expect(write(`update ${table} set deleted_at = now() where id = $1`, id)).rejects.toThrow(
    'What was said stays',
  )
  await expect(platen.sql(`update ${table} set body = 'x' where id = $1`, [noteId])).rejects.toThrow(
    'What was said stays',
  )
  await expect(platen.sql(`delete from ${table} where id = $1`, [noteId])).rejects.toThrow(
    'What was said stays',
  )
  const elsewhere = await shop
    .as('sales')
    .contacts.create({ customerId: (await shop.customer()).id, ...vera })
  await expect(
    write(
      `insert into ${table} (company_id, customer_id, contact_id, channel, direction, logged_by_user_id, occurred_at)
       values ($1, $2, $3, 'phone', 'inbound', $4, now())`,
      shop.id,
      customerId,
      elsewhere.id,
      shop.caller('sales').userId,
    ),
  ).rejects.toThrow('foreign key')
})
