import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { CreditMemo } from '../../contract/credit-memos.ts'
import type { Invoice } from '../../contract/invoices.ts'
import { expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { verifyCompany } from '../verification/verify-company.ts'

const platen = testPlaten()
let shop: TestCompany
let sent: Invoice

beforeAll(async () => {
  shop = await platen.found({ taxRate: '10' })
})

beforeEach(async () => {
  sent = await shop.sent({ amount: '100.00' })
})

const show = (invoiceId: string) => shop.as('viewer').invoices.show({ invoiceId })
const memos = () => shop.as('accountant').creditMemos
const credit = async (invoice: Invoice, amount: string) => {
  const lineItems = [{ lineItemId: invoice.lineItems[0]?.id ?? '', amount }]
  const made = await memos().create({ invoiceId: invoice.id, reason: 'returns', lineItems })
  return memos().show({ creditMemoId: made.id })
}
const takeAway = (memo: CreditMemo) => memos().void({ creditMemoId: memo.id, reason: 'Goods were fine' })

test('a voided memo leaves the invoice as it was; its number stays', async () => {
  await shop.pay(sent.id, '30.00')
  const before = await show(sent.id)
  const memo = await credit(sent, '100.00')
  expect(memo).toMatchObject({ totalCredit: '110.00', appliedToInvoice: '80.00', unappliedAmount: '30.00' })
  expect(await takeAway(memo)).toMatchObject({
    isVoid: true,
    voidReason: 'Goods were fine',
    unappliedAmount: '0.00',
    creditMemoNumber: memo.creditMemoNumber,
  })
  expect(await show(sent.id)).toEqual(before)
  expect(await shop.as('viewer').customers.show({ customerId: sent.customerId })).toMatchObject({
    balance: '80.00',
    unappliedCredit: '0.00',
  })
  await expectRefused(takeAway(memo), 'credit_memo_void')
  await expectRefused(memos().allocate({ creditMemoId: memo.id }), 'credit_memo_void')
  const again = await credit(sent, '100.00')
  expect(again).toMatchObject({ totalCredit: '110.00' })
})

test('credit that was put to another invoice is taken back first; the refusal names where it is', async () => {
  await shop.pay(sent.id, '110.00')
  const memo = await credit(sent, '50.00')
  const other = await shop.sent({ customerId: sent.customerId, amount: '40.00' })
  const put = await memos().allocate({ creditMemoId: memo.id })
  expect(put).toMatchObject({
    unappliedAmount: '11.00',
    allocations: [{ invoiceId: other.id, invoiceNumber: other.invoiceNumber, amount: '44.00' }],
  })
  expect(await show(other.id)).toMatchObject({ status: 'paid', settledBy: 'credit', creditedTotal: '44.00' })
  const refused = await expectRefused(takeAway(memo), 'credit_memo_used')
  expect(refused.detail).toContain(`$44.00 on ${other.invoiceNumber}`)
  const allocationId = put.allocations[0]?.id ?? ''
  const back = await memos().releaseAllocation({ creditMemoId: memo.id, allocationId })
  expect(back).toMatchObject({ unappliedAmount: '55.00', allocations: [] })
  await expectRefused(
    memos().releaseAllocation({ creditMemoId: memo.id, allocationId }),
    'allocation_released',
  )
  expect(await show(other.id)).toMatchObject({ status: 'sent', balanceDue: '44.00', creditedTotal: '0.00' })
  expect(await takeAway(memo)).toMatchObject({ isVoid: true })
})

test('chosen invoices take at most what is left of the memo', async () => {
  await shop.pay(sent.id, '110.00')
  const memo = await credit(sent, '10.00')
  const other = await shop.sent({ customerId: sent.customerId, amount: '40.00' })
  const put = (amount: string) =>
    memos().allocate({ creditMemoId: memo.id, allocations: [{ invoiceId: other.id, amount }] })
  await expectRefused(put('11.01'), 'allocations_exceed_credit')
  await put('11.00')
  await expectRefused(memos().allocate({ creditMemoId: memo.id }), 'nothing_to_allocate')
  // It comes back by itself when the invoice is voided.
  const gone = await shop.as('owner').invoices.void({ invoiceId: other.id, reason: 'Twice' })
  expect(gone).toMatchObject({ status: 'void', creditedTotal: '0.00' })
  const { data } = await shop.as('viewer').audit.list({ entityId: other.id })
  expect(data[0]).toMatchObject({ operation: 'invoices.void', after: { returnedToCredit: '$11.00' } })
  expect(await memos().show({ creditMemoId: memo.id })).toMatchObject({ unappliedAmount: '11.00' })
})

test('a refunded memo is not voided any more; the refusal names the refund', async () => {
  await shop.pay(sent.id, '110.00')
  const memo = await credit(sent, '10.00')
  await shop.as('accountant').credit.refund({ customerId: sent.customerId, amount: '4.00' })
  const refused = await expectRefused(takeAway(memo), 'credit_memo_used')
  expect(refused.detail).toContain('$4.00')
  expect(refused.detail).toContain('Nov 21, 2026')
})

test('an invoice with a live memo is not voided; the refusal names the memos', async () => {
  const [first, second] = [await credit(sent, '10.00'), await credit(sent, '20.00')]
  const voidInvoice = () => shop.as('owner').invoices.void({ invoiceId: sent.id, reason: 'Wrong customer' })
  const refused = await expectRefused(voidInvoice(), 'invoice_has_credit_memo')
  expect(refused.detail).toContain(`${first.creditMemoNumber}, ${second.creditMemoNumber}`)
  await takeAway(first)
  expect((await expectRefused(voidInvoice(), 'invoice_has_credit_memo')).detail).toBe(
    `${sent.invoiceNumber} was credited by ${second.creditMemoNumber}. Void that memo first.`,
  )
  await takeAway(second)
  expect(await voidInvoice()).toMatchObject({ status: 'void', creditMemoIds: [] })
})

test('nor one that the memo settled', async () => {
  await credit(sent, '100.00')
  await expectRefused(
    shop.as('owner').invoices.void({ invoiceId: sent.id, reason: 'Wrong customer' }),
    'invoice_has_credit_memo',
  )
})

test('the database refuses it too, where all of the memo became credit of the customer', async () => {
  const payment = await shop.pay(sent.id, '110.00')
  await credit(sent, '10.00')
  await shop.as('accountant').payments.reverse({ paymentId: payment.id, reason: 'Bounced' })
  expect(await show(sent.id)).toMatchObject({ status: 'sent', creditedTotal: '0.00' })
  await expect(
    platen.asApplication(
      shop.id,
      `with mirrored as (
        insert into invoicing.receivable_entries (company_id, customer_id, invoice_id, kind, amount, currency,
          document_date, posting_date)
        values ($1, $2, $3, 'void', -110, 'USD', '2026-11-21', '2026-11-21')
      )
      update invoicing.invoices set voided_at = now(), voided_by_user_id = $4, void_reason = 'x', settled_on = null
      where id = $3`,
      [shop.id, sent.customerId, sent.id, shop.caller('owner').userId],
    ),
  ).rejects.toThrow(/live credit memo/)
  await expectRefused(
    shop.as('owner').invoices.void({ invoiceId: sent.id, reason: 'Wrong customer' }),
    'invoice_has_credit_memo',
  )
})

test('the audit log of the invoice tells of its memos', async () => {
  const memo = await credit(sent, '10.00')
  await takeAway(memo)
  const { data } = await shop.as('viewer').invoices.auditLog({ invoiceId: sent.id })
  expect(data.slice(0, 2)).toMatchObject([
    { operation: 'creditMemos.void', reason: 'Goods were fine', label: memo.creditMemoNumber },
    { operation: 'creditMemos.create', after: { totalCredit: '11.00', reason: 'returns' } },
  ])
})

test('after all of this the books hold', async () => {
  expect(await verifyCompany(platen.platen.pool, platen.platen.clock, shop.id)).toEqual([])
})
