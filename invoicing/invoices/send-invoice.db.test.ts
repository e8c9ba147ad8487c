import { beforeAll, beforeEach, expect, test } from 'vitest'
import { expectRefused, oneLine, type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { contentChecksum } from './content-checksum.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found({ taxRate: '8.25' })
})
beforeEach(() => {
  platen.today = '2026-11-21'
})

test('sending fixes content, name and dates, and the customer owes the total', async () => {
  const customer = await shop.customer({ name: 'Name at issue', paymentTerms: 'net_30' })
  const draft = await shop.draft({ customerId: customer.id })
  const sent = await shop.as('sales').invoices.send({ invoiceId: draft.id })
  expect(sent).toMatchObject({
    status: 'sent',
    issueDate: '2026-11-21',
    dueDate: '2026-12-21',
    postingDate: '2026-11-21',
    delivery: 'none',
    balanceDue: '108.25',
    version: 2,
  })
  await shop.as('sales').customers.update({ customerId: customer.id, version: 1, name: 'Renamed later' })
  const read = await shop.as('viewer').invoices.show({ invoiceId: draft.id })
  expect(read).toEqual(sent)
  expect((await shop.as('viewer').customers.show({ customerId: customer.id })).balance).toBe('108.25')
})

test('a draft that changed since it was looked at is not sent, and nothing is owed', async () => {
  const { invoices } = shop.as('sales')
  const looked = await shop.draft()
  await invoices.update({ invoiceId: looked.id, version: 1, shipping: '9.00' })
  await expectRefused(invoices.send({ invoiceId: looked.id, version: 1 }), 'stale_version')
  expect(await invoices.show({ invoiceId: looked.id })).toMatchObject({ status: 'draft', version: 2 })
  expect(await invoices.send({ invoiceId: looked.id, version: 2 })).toMatchObject({ status: 'sent' })
})

test('anyone who has the invoice can compute its checksum again', async () => {
  const customer = await shop.customer({ defaultCurrency: 'JPY' })
  const sent = await shop.sent({
    customerId: customer.id,
    lineItems: [{ description: 'Ink', quantity: '1.50', unitPrice: '700', taxRate: '10.0' }],
    discounts: [{ description: 'Loyal', kind: 'percent', value: '5.00' }],
    customerNotes: 'どうも',
  })
  expect(contentChecksum(sent)).toBe(sent.contentChecksum)
  expect(contentChecksum({ ...sent, total: '1' })).not.toBe(sent.contentChecksum)
})

test('the issue date may lie in the past, the due date follows it or is set by hand', async () => {
  const { invoices } = shop.as('sales')
  const past = await shop.draft({ paymentTerms: 'net_15' })
  expect(await invoices.send({ invoiceId: past.id, issueDate: '2026-01-31' })).toMatchObject({
    dueDate: '2026-02-15',
    isOverdue: true,
    daysOverdue: 279,
    postingDate: '2026-01-31',
  })
  const byHand = await shop.draft({ paymentTerms: 'net_15', dueDate: '2026-12-01' })
  expect((await invoices.send({ invoiceId: byHand.id })).dueDate).toBe('2026-12-01')
  const named = await shop.draft({ dueDate: '2026-12-01' })
  expect((await invoices.send({ invoiceId: named.id, dueDate: '2026-11-21' })).dueDate).toBe('2026-11-21')
})

test('no issue in the future, no due date before the issue', async () => {
  const draft = await shop.draft({ dueDate: '2026-11-01' })
  const { invoices } = shop.as('sales')
  const send = (dates: { issueDate?: string; dueDate?: string }) =>
    invoices.send({ invoiceId: draft.id, ...dates })
  await expectRefused(send({ issueDate: '2026-11-22' }), 'date_in_future', 'issueDate')
  await expectRefused(send({}), 'due_before_issue', 'dueDate')
  await expectRefused(send({ dueDate: '2026-11-20' }), 'due_before_issue', 'dueDate')
  expect((await send({ issueDate: '2026-11-01' })).status).toBe('sent')
})

test('an invoice is sent once, also when two send it', async () => {
  const draft = await shop.draft()
  const { invoices } = shop.as('sales')
  const both = await Promise.allSettled([
    invoices.send({ invoiceId: draft.id }),
    invoices.send({ invoiceId: draft.id }),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  await expectRefused(invoices.send({ invoiceId: draft.id }), 'invoice_not_draft')
  const entries = await platen.sql('select from invoicing.receivable_entries where invoice_id = $1', [
    draft.id,
  ])
  expect(entries).toHaveLength(1)
})

test('a total of zero is settled on sending: paid, by credit, without any entry', async () => {
  const draft = await shop.draft({ lineItems: oneLine('0.00') })
  const sent = await shop.as('sales').invoices.send({ invoiceId: draft.id })
  expect(sent).toMatchObject({ status: 'paid', settledBy: 'credit', total: '0.00', balanceDue: '0.00' })
  expect(
    await platen.sql('select from invoicing.receivable_entries where invoice_id = $1', [draft.id]),
  ).toEqual([])
  await expectRefused(shop.pay(draft.id, '1.00'), 'payment_exceeds_balance', 'amount')
})

test('overdue is counted in days from the day after the due date', async () => {
  const draft = await shop.draft({ paymentTerms: 'due_on_receipt' })
  await shop.as('sales').invoices.send({ invoiceId: draft.id })
  const on = async (day: string) => {
    platen.today = day
    const { isOverdue, daysOverdue } = await shop.as('viewer').invoices.show({ invoiceId: draft.id })
    return [isOverdue, daysOverdue]
  }
  expect(await on('2026-11-21')).toEqual([false, 0])
  expect(await on('2026-11-22')).toEqual([true, 1])
  expect(await on('2027-11-21')).toEqual([true, 365])
})
