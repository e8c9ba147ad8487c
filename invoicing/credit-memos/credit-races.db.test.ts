import { beforeAll, expect, test } from 'vitest'
import type { Invoice } from '../../contract/invoices.ts'
import { refusalOf, type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { verifyCompany } from '../verification/verify-company.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found({ taxRate: '8.25' })
})

const show = (invoiceId: string) => shop.as('viewer').invoices.show({ invoiceId })
const wanted = (invoice: Invoice, amount: string) => ({
  invoiceId: invoice.id,
  reason: 'shortages' as const,
  lineItems: [{ lineItemId: invoice.lineItems[0]?.id ?? '', amount }],
})
const credit = (invoice: Invoice, amount: string) =>
  shop.as('accountant').creditMemos.create(wanted(invoice, amount))

/** What became of things done at once: how many were done, and the codes of the others. */
async function atOnce(...actions: Promise<unknown>[]): Promise<{ done: number; codes: string[] }> {
  const settled = await Promise.allSettled(actions)
  const refused = settled.filter((one) => one.status === 'rejected')
  const codes = await Promise.all(
    refused.map(async ({ reason }) => (await refusalOf(Promise.reject(reason))).code),
  )
  return { done: settled.length - codes.length, codes }
}

test('of clerks who credit the last cents of one line, one wins', async () => {
  const sent = await shop.sent({ amount: '100.00' })
  await credit(sent, '99.40')
  const outcome = await atOnce(...Array.from({ length: 6 }, () => credit(sent, '0.50')))
  expect(outcome).toEqual({ done: 1, codes: Array.from({ length: 5 }, () => 'credit_exceeds_invoiced') })
  const rest = await credit(sent, '0.10')
  expect(rest.totalCredit).toBe('0.11')
  expect(await show(sent.id)).toMatchObject({ creditedTotal: '108.25', balanceDue: '0.00' })
})

test('many small credits at once end at exactly the total', async () => {
  const sent = await shop.sent({ amount: '10.00' })
  expect(await atOnce(...Array.from({ length: 12 }, () => credit(sent, '1.00')))).toMatchObject({ done: 10 })
  expect(await show(sent.id)).toMatchObject({ creditedTotal: '10.83', creditableTotal: '0.00' })
})

test('a credit and a void at once: one of them is refused', async () => {
  for (let round = 0; round < 5; round += 1) {
    const sent = await shop.sent({ amount: '100.00' })
    const { done, codes } = await atOnce(
      credit(sent, '10.00'),
      shop.as('owner').invoices.void({ invoiceId: sent.id, reason: 'Twice' }),
    )
    expect(done).toBe(1)
    const after = await show(sent.id)
    if (after.isVoid) expect([codes, after.creditMemoIds]).toEqual([['invoice_not_creditable'], []])
    else expect([codes, after.creditMemoIds.length]).toEqual([['invoice_has_credit_memo'], 1])
  }
})

test('a credit and a payment at once: both count, or the payment is told what is left', async () => {
  for (let round = 0; round < 5; round += 1) {
    const sent = await shop.sent({ amount: '100.00' })
    const { codes } = await atOnce(credit(sent, '50.00'), shop.pay(sent.id, '108.25'))
    const after = await show(sent.id)
    const { unappliedCredit } = await shop.as('viewer').customers.show({ customerId: sent.customerId })
    if (codes.length === 0) expect([after.status, unappliedCredit]).toEqual(['paid', '54.13'])
    else expect([codes, after.balanceDue]).toEqual([['payment_exceeds_balance'], '54.12'])
  }
})

test('two write-offs at once: one', async () => {
  const sent = await shop.sent({ amount: '100.00' })
  const writeOff = () => shop.as('accountant').writeOffs.create({ invoiceId: sent.id, reason: 'Bankrupt' })
  expect(await atOnce(writeOff(), writeOff())).toEqual({ done: 1, codes: ['invoice_not_open'] })
  expect(await show(sent.id)).toMatchObject({ creditedTotal: '108.25', writeOffs: [{ amount: '108.25' }] })
})

test('the same key credits once, another body is refused', async () => {
  const sent = await shop.sent({ amount: '100.00' })
  const { creditMemos } = shop.as('accountant', { idempotencyKey: 'credit-1' })
  const answers = await Promise.all([1, 2, 3, 4].map(() => creditMemos.create(wanted(sent, '10.00'))))
  for (const answer of answers) expect(answer).toEqual(answers[0])
  expect(await show(sent.id)).toMatchObject({ creditedTotal: '10.83' })
  expect((await refusalOf(creditMemos.create(wanted(sent, '11.00')))).code).toBe('idempotency_key_reused')
})

test('after all of this the books hold', async () => {
  expect(await verifyCompany(platen.platen.pool, platen.platen.clock, shop.id)).toEqual([])
})
