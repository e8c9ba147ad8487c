import { beforeAll, expect, test } from 'vitest'
import { expectProblem, expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found()
})

async function accountsOf(invoiceId: string): Promise<Record<string, string>[]> {
  return platen.sql(
    `select case when invoice_id is null then 'unapplied' else 'invoice' end as account, sum(amount)::text as amount
     from invoicing.receivable_entries
     where customer_id = (select customer_id from invoicing.invoices where id = $1) group by 1 order by 1`,
    [invoiceId],
  )
}

test('a draft is voided and keeps its number', async () => {
  const draft = await shop.draft()
  const gone = await shop.as('accountant').invoices.void({ invoiceId: draft.id, reason: 'Twice typed' })
  expect(gone).toMatchObject({
    status: 'void',
    isVoid: true,
    voidReason: 'Twice typed',
    balanceDue: '0.00',
    invoiceNumber: draft.invoiceNumber,
  })
  expect(await accountsOf(draft.id)).toEqual([])
})

test('money on a voided invoice returns to unapplied credit, and its entries sum to zero', async () => {
  const sent = await shop.sent({ amount: '100.00', issueDate: '2026-11-01' })
  await shop.pay(sent.id, '30.00', { date: '2026-11-05' })
  const payment = await shop.pay(sent.id, '25.50')
  const gone = await shop.as('accountant').invoices.void({ invoiceId: sent.id, reason: 'Wrong garments' })
  expect(gone).toMatchObject({ status: 'void', amountPaid: '0.00', balanceDue: '0.00' })
  expect(await accountsOf(sent.id)).toEqual([
    { account: 'invoice', amount: '0.00' },
    { account: 'unapplied', amount: '-55.50' },
  ])
  expect(await shop.as('viewer').customers.show({ customerId: sent.customerId })).toMatchObject({
    balance: '-55.50',
    unappliedCredit: '55.50',
    openInvoices: '0.00',
  })
  const { payments, invoices, customers } = shop.as('viewer')
  expect(await payments.show({ paymentId: payment.id })).toMatchObject({
    unappliedAmount: '25.50',
    allocations: [],
  })
  expect((await invoices.payments({ invoiceId: sent.id })).data).toEqual([])
  // The days before the void keep their answer.
  const before = await customers.balance({ customerId: sent.customerId, asOf: '2026-11-20' })
  expect(before.balance).toBe('70.00')
})

test('paid cannot be voided, and nothing is voided twice', async () => {
  const { invoices } = shop.as('accountant')
  const sent = await shop.sent()
  await shop.pay(sent.id, '100.00')
  await expectRefused(invoices.void({ invoiceId: sent.id, reason: 'No' }), 'invoice_paid')
  const other = await shop.sent()
  const both = await Promise.allSettled([
    invoices.void({ invoiceId: other.id, reason: 'One' }),
    invoices.void({ invoiceId: other.id, reason: 'Two' }),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  await expectRefused(invoices.void({ invoiceId: other.id, reason: 'Three' }), 'invoice_already_void')
  await expectRefused(shop.pay(other.id, '1.00'), 'invoice_not_open')
  await expectRefused(invoices.send({ invoiceId: other.id }), 'invoice_not_draft')
  await expectRefused(
    invoices.update({ invoiceId: other.id, version: 3, shipping: '1' }),
    'invoice_not_draft',
  )
})

test('a void needs a reason, and the permission', async () => {
  const { id } = await shop.draft()
  const attempt = (key: string, body: unknown) =>
    platen.request('POST', `/api/v1/invoices/${id}/void`, { key, body })
  expectProblem(await attempt(shop.key('owner'), {}), 'invalid_input', 'reason')
  expectProblem(await attempt(shop.key('owner'), { reason: ' ' }), 'invalid_input', 'reason')
  expectProblem(await attempt(shop.key('sales'), { reason: 'Because' }), 'forbidden')
})

test('a void and payments at once leave no money on a void invoice', async () => {
  const sent = await shop.sent({ amount: '100.00' })
  await Promise.allSettled([
    shop.pay(sent.id, '20.00'),
    shop.as('owner').invoices.void({ invoiceId: sent.id, reason: 'At once' }),
    shop.pay(sent.id, '30.00'),
  ])
  const after = await shop.as('viewer').invoices.show({ invoiceId: sent.id })
  expect(after).toMatchObject({ status: 'void', amountPaid: '0.00' })
  const [invoice, unapplied] = await accountsOf(sent.id)
  expect(invoice?.amount).toBe('0.00')
  const { data } = await shop.as('viewer').payments.list({ customerId: sent.customerId })
  const received = data.reduce((sum, { amount }) => sum + Number(amount), 0)
  expect(Number(unapplied?.amount ?? '0')).toBe(received === 0 ? 0 : -received)
})

test('voiding in closed books posts on the first open day', async () => {
  const apart = await platen.found()
  const sent = await apart.sent({ issueDate: '2026-10-10' })
  await apart.as('owner').company.update({ version: 1, booksClosedOn: '2026-11-20' })
  await apart.as('owner').invoices.void({ invoiceId: sent.id, reason: 'Late' })
  const { customers } = apart.as('viewer')
  const at = async (asOf: string) => (await customers.balance({ customerId: sent.customerId, asOf })).balance
  expect([await at('2026-11-20'), await at('2026-11-21')]).toEqual(['100.00', '0.00'])
})
