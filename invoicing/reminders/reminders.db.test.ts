import { beforeAll, expect, test } from 'vitest'
import { expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found({ name: 'Halftone Press' })
})

const reachable = () => shop.customer({ name: 'Bluebird Coffee', email: 'office@blue.test' })
const remind = (invoiceId: string, recipients?: string[]) =>
  shop.as('sales').reminders.send({ invoiceId, recipients })

test('a sent invoice queues its message in the same transaction, to the billing contact first', async () => {
  const { id: customerId } = await reachable()
  const first = await shop.sent({ customerId, amount: '1637.85', dueDate: '2026-12-01' })
  expect(first.delivery).toBe('queued')
  await shop.as('owner').contacts.create({
    customerId,
    firstName: 'Ann',
    lastName: 'Ink',
    email: 'ann@blue.test',
    role: 'Billing',
  })
  const second = await shop.sent({ customerId })
  const { data } = await shop.as('viewer').messages.list({ customerId })
  expect(data.map(({ invoiceId, recipients }) => [invoiceId, recipients])).toEqual([
    [second.id, ['ann@blue.test']],
    [first.id, ['office@blue.test']],
  ])
  expect(data[1]).toMatchObject({
    kind: 'invoice',
    status: 'queued',
    subject: `Invoice ${first.invoiceNumber} from Halftone Press`,
  })
  expect(data[1]?.body).toContain('$1,637.85. It is due on Dec 1, 2026.')
  expect(await shop.as('viewer').messages.show({ messageId: data[1]?.id ?? '' })).toEqual(data[1])
})

test('sending issues even when there is nobody to mail, and nothing is queued in a dry run', async () => {
  const unreachable = await shop.sent()
  expect(unreachable.delivery).toBe('none')
  const { id: customerId } = await reachable()
  const draft = await shop.draft({ customerId })
  await shop.as('sales', { dryRun: true }).invoices.send({ invoiceId: draft.id })
  expect((await shop.as('viewer').messages.list({ customerId })).data).toEqual([])
  const handed = await shop.as('sales').invoices.send({ invoiceId: draft.id, recipients: [] })
  expect(handed.delivery).toBe('none')
})

test('a reminder says what is open, once a day, and the next one follows the cadence', async () => {
  const { id: customerId } = await reachable()
  const { id, invoiceNumber } = await shop.sent({
    customerId,
    amount: '100.00',
    issueDate: '2026-11-01',
    dueDate: '2026-11-19',
  })
  const before = await shop.as('viewer').reminders.list({ invoiceId: id })
  expect(before).toEqual({ data: [], next: { date: '2026-11-21', daysAfterDue: 1 }, remindedToday: false })
  await shop.pay(id, '30.00')
  const dry = await shop.as('sales', { dryRun: true }).reminders.send({ invoiceId: id })
  expect(dry.message.body).toContain(`$70.00 is open on invoice ${invoiceNumber}`)
  const sent = await remind(id)
  expect(sent).toMatchObject({
    date: '2026-11-21',
    balanceDue: '70.00',
    daysOverdue: 2,
    sentBy: 'Key of sales',
    message: { recipients: ['office@blue.test'], subject: `Invoice ${invoiceNumber} is 2 days overdue` },
  })
  const after = await shop.as('viewer').reminders.list({ invoiceId: id })
  const next = { date: '2026-11-26', daysAfterDue: 7 }
  expect(after).toEqual({ data: [sent], next, remindedToday: true })
  await expectRefused(remind(id), 'reminded_today')
  platen.today = '2026-11-22'
  expect((await shop.as('viewer').reminders.list({ invoiceId: id })).remindedToday).toBe(false)
  expect((await remind(id)).daysOverdue).toBe(3)
  platen.today = '2026-11-21'
})

test('of reminders at once one goes out', async () => {
  const { id: customerId } = await reachable()
  const { id } = await shop.sent({ customerId })
  const tried = await Promise.allSettled([remind(id), remind(id), remind(id)])
  expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('nothing is sent for a draft, a paid or a void invoice, nor without an address', async () => {
  const draft = await shop.draft()
  await expectRefused(remind(draft.id), 'invoice_not_open')
  const paid = await shop.sent()
  await shop.pay(paid.id, '100.00')
  await expectRefused(remind(paid.id), 'invoice_not_open')
  const silent = await shop.sent()
  await expectRefused(remind(silent.id), 'no_recipient', 'recipients')
  expect((await remind(silent.id, ['ann@blue.test'])).message.recipients).toEqual(['ann@blue.test'])
  await expectRefused(shop.as('viewer').reminders.send({ invoiceId: silent.id }), 'forbidden')
})

test('many at once: each on its own', async () => {
  const { id: customerId } = await reachable()
  const [open, paid] = [await shop.sent({ customerId }), await shop.sent({ customerId })]
  await shop.pay(paid.id, '100.00')
  const invoiceIds = [open.id, paid.id]
  const { results } = await shop.as('sales').reminders.sendMany({ invoiceIds })
  expect(results.map(({ outcome, code }) => [outcome, code])).toEqual([
    ['done', null],
    ['refused', 'invoice_not_open'],
  ])
  const again = await shop.as('sales').reminders.sendMany({ invoiceIds })
  expect(again.results[0]).toMatchObject({ outcome: 'unchanged', code: 'reminded_today' })
})

test('a message stays as it was written', async () => {
  const { id: customerId } = await reachable()
  await shop.sent({ customerId })
  for (const statement of [
    `update invoicing.messages set body = 'x' where company_id = $1`,
    `delete from invoicing.messages where company_id = $1`,
  ])
    await expect(platen.sql(statement, [shop.id])).rejects.toThrow(/stays as it was written/)
})
