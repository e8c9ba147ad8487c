import { beforeAll, expect, test } from 'vitest'
import { expectRefused, refusalOf, type TestCompany, testPlaten } from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany
let other: TestCompany
beforeAll(async () => {
  shop = await platen.found()
  other = await platen.found()
})

const notesOf = async (invoiceId: string) =>
  (await shop.as('viewer').invoiceNotes.list({ invoiceId })).data.map(({ body }) => body)

test('notes stand on an invoice in every state, the latest first, with who wrote them', async () => {
  const { id: invoiceId } = await shop.draft()
  const first = await shop.as('sales').invoiceNotes.create({ invoiceId, body: 'Wants it by May 🖨️\nor never' })
  expect(first).toMatchObject({ body: 'Wants it by May 🖨️\nor never', writtenBy: shop.caller('sales').name })
  await shop.as('owner').invoices.send({ invoiceId })
  await shop.as('owner').invoiceNotes.create({ invoiceId, body: 'Called twice' })
  await shop.as('owner').invoices.void({ invoiceId, reason: 'Ordered twice' })
  await shop.as('owner').invoiceNotes.create({ invoiceId, body: 'Is void' })
  expect(await notesOf(invoiceId)).toEqual(['Is void', 'Called twice', 'Wants it by May 🖨️\nor never'])
  // A note is about the document, and no part of it.
  const { version } = await shop.as('viewer').invoices.show({ invoiceId })
  await shop.as('owner').invoiceNotes.create({ invoiceId, body: 'Again' })
  expect((await shop.as('viewer').invoices.show({ invoiceId })).version).toBe(version)
})

test('a list pages through every note once', async () => {
  const { id: invoiceId } = await shop.draft()
  const bodies = ['one', 'two', 'three', 'four', 'five']
  for (const body of bodies) await shop.as('owner').invoiceNotes.create({ invoiceId, body })
  const read: string[] = []
  let cursor: string | undefined
  do {
    const page = await shop.as('viewer').invoiceNotes.list({ invoiceId, limit: 2, cursor })
    read.push(...page.data.map(({ body }) => body))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(read).toEqual(bodies.reverse())
})

test('a note is removed and taken back with the permission, and the audit log tells both', async () => {
  const { id: invoiceId } = await shop.draft()
  const { id: noteId } = await shop.as('sales').invoiceNotes.create({ invoiceId, body: 'To go' })
  await expectRefused(shop.as('viewer').invoiceNotes.remove({ invoiceId, noteId }), 'forbidden')
  await shop.as('accountant').invoiceNotes.remove({ invoiceId, noteId })
  expect(await notesOf(invoiceId)).toEqual([])
  await expectRefused(shop.as('accountant').invoiceNotes.remove({ invoiceId, noteId }), 'not_found')
  await shop.as('accountant').invoiceNotes.restore({ invoiceId, noteId })
  await shop.as('accountant').invoiceNotes.restore({ invoiceId, noteId })
  expect(await notesOf(invoiceId)).toEqual(['To go'])
  const { data } = await shop.as('owner').audit.list({ entityId: noteId })
  expect(
    data
      .map(({ operation }) => operation)
      .reverse()
      .slice(0, 3),
  ).toEqual(['invoiceNotes.create', 'invoiceNotes.remove', 'invoiceNotes.restore'])
})

test('a credit memo carries notes of its own', async () => {
  const invoice = await shop.sent({ amount: '20.00' })
  const memo = await shop.as('owner').creditMemos.create({
    invoiceId: invoice.id,
    reason: 'misprints',
    lineItems: [{ lineItemId: invoice.lineItems[0]?.id ?? '', amount: '5.00' }],
  })
  const { id: noteId } = await shop
    .as('owner')
    .creditMemoNotes.create({ creditMemoId: memo.id, body: 'Two shirts' })
  const list = () => shop.as('viewer').creditMemoNotes.list({ creditMemoId: memo.id })
  expect((await list()).data).toMatchObject([{ id: noteId, body: 'Two shirts' }])
  expect(await notesOf(invoice.id)).toEqual([])
  await expectRefused(shop.as('owner').invoiceNotes.remove({ invoiceId: invoice.id, noteId }), 'not_found')
  await shop.as('owner').creditMemoNotes.remove({ creditMemoId: memo.id, noteId })
  expect((await list()).data).toEqual([])
})

test('an empty note is refused at its field; foreign and unknown ids get the same answer', async () => {
  const { id: invoiceId } = await shop.draft()
  await expectRefused(
    shop.as('owner').invoiceNotes.create({ invoiceId, body: ' \n ' }),
    'invalid_input',
    'body',
  )
  const foreign = await other.draft()
  const ask = (id: string) => refusalOf(shop.as('owner').invoiceNotes.create({ invoiceId: id, body: 'x' }))
  expect(await ask(foreign.id)).toEqual(await ask('00000000-0000-4000-8000-000000000000'))
})

test('the database keeps what was noted', async () => {
  const { id: invoiceId } = await shop.draft()
  const { id } = await shop.as('owner').invoiceNotes.create({ invoiceId, body: 'Stays' })
  await expect(platen.sql(`update invoicing.notes set body = 'Other' where id = $1`, [id])).rejects.toThrow(
    /stays as it was written/,
  )
  await expect(platen.sql('delete from invoicing.notes where id = $1', [id])).rejects.toThrow(
    /stays as it was written/,
  )
})
