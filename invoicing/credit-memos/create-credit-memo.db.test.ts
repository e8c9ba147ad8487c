import { beforeAll, expect, test } from 'vitest'
import type { Invoice } from '../../contract/invoices.ts'
import { expectProblem, expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { decimalText } from '../money/money.ts'
import { everythingLeft } from './credit-memo.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found({ taxRate: '8.25' })
})

/** 200.00 of tees, 60.00 of caps with their own rate, 10 % off, and 20.00 shipping, taxed: 272.66 in all. */
function order(more: { issueDate?: string; customerId?: string } = {}): Promise<Invoice> {
  return shop.sent({
    lineItems: [
      { description: 'Printed tees', quantity: '20', unitPrice: '10.00' },
      { description: 'Caps', quantity: '5', unitPrice: '12.00', taxRate: '4' },
    ],
    discounts: [{ description: 'Team', kind: 'percent', value: '10' }],
    shipping: '20.00',
    shippingTaxable: true,
    ...more,
  })
}

const show = (invoiceId: string) => shop.as('viewer').invoices.show({ invoiceId })
const lineOf = (invoice: Invoice, index: number) => invoice.lineItems[index]?.id ?? ''
const memos = () => shop.as('accountant').creditMemos
const creditOf = (invoice: Invoice, index: number, amount: string) => ({
  invoiceId: invoice.id,
  reason: 'misprints' as const,
  lineItems: [{ lineItemId: lineOf(invoice, index), amount }],
})

/** Credits what is left of an invoice, all of it. */
async function creditTheRest(invoiceId: string) {
  const left = everythingLeft(await show(invoiceId))
  return memos().create({
    invoiceId,
    reason: 'returns',
    lineItems: left.lines
      .filter(({ amountCents }) => amountCents > 0)
      .map(({ lineItemId, amountCents }) => ({ lineItemId, amount: decimalText(amountCents) })),
    shipping: decimalText(left.shippingCents),
  })
}

test('an issued invoice tells what can be credited; a draft and a void one nothing', async () => {
  const sent = await order()
  expect(sent).toMatchObject({
    total: '272.66',
    creditableTotal: '272.66',
    shippingCreditableAmount: '20.00',
    lineItems: [{ creditableAmount: '180.00' }, { creditableAmount: '54.00' }],
    taxes: [
      { rate: '4', amount: '2.16', creditableAmount: '2.16' },
      { rate: '8.25', amount: '16.50', creditableAmount: '16.50' },
    ],
    creditMemoIds: [],
    writeOffs: [],
  })
  const nothing = {
    creditableTotal: '0.00',
    shippingCreditableAmount: '0.00',
    lineItems: [{ creditableAmount: '0.00' }],
  }
  expect(await shop.draft()).toMatchObject(nothing)
  const gone = await shop.sent()
  expect(await shop.as('owner').invoices.void({ invoiceId: gone.id, reason: 'Twice' })).toMatchObject(nothing)
})

test('on a sent invoice it lowers what is owed; nothing is left over', async () => {
  const sent = await order()
  const memo = await memos().create({ ...creditOf(sent, 0, '40.00'), notes: 'Four shirts in the wrong blue' })
  expect(memo).toMatchObject({
    creditMemoNumber: 'CM-0001',
    invoiceNumber: sent.invoiceNumber,
    reason: 'misprints',
    notes: 'Four shirts in the wrong blue',
    date: '2026-11-21',
    postingDate: '2026-11-21',
    lineItems: [{ lineItemId: lineOf(sent, 0), description: 'Printed tees', amount: '40.00' }],
    subtotal: '40.00',
    shipping: '0.00',
    taxes: [{ rate: '8.25', base: '40.00', amount: '3.30' }],
    taxAmount: '3.30',
    totalCredit: '43.30',
    appliedToInvoice: '43.30',
    excessAmount: '0.00',
    unappliedAmount: '0.00',
    isVoid: false,
    createdBy: 'Key of accountant',
  })
  expect(await memos().show({ creditMemoId: memo.id })).toEqual(memo)
  expect(await show(sent.id)).toMatchObject({
    status: 'sent',
    creditedTotal: '43.30',
    balanceDue: '229.36',
    creditableTotal: '229.36',
    lineItems: [{ creditableAmount: '140.00' }, { creditableAmount: '54.00' }],
    taxes: [{ creditableAmount: '2.16' }, { creditableAmount: '13.20' }],
    creditMemoIds: [memo.id],
  })
})

test('line by line and shipping too, it ends at exactly the total, shown as credited', async () => {
  const sent = await order()
  await memos().create({ invoiceId: sent.id, reason: 'overcharges', shipping: '20.00' })
  for (const amount of ['33.33', '33.33', '33.33']) await memos().create(creditOf(sent, 0, amount))
  await memos().create(creditOf(sent, 1, '17.77'))
  await creditTheRest(sent.id)
  expect(await show(sent.id)).toMatchObject({
    status: 'paid',
    settledBy: 'credit',
    creditedTotal: '272.66',
    balanceDue: '0.00',
    creditableTotal: '0.00',
    amountPaid: '0.00',
  })
  const { data } = await memos().list({ invoiceId: sent.id })
  expect(data).toHaveLength(6)
  await expectRefused(memos().create(creditOf(sent, 0, '0.01')), 'credit_exceeds_invoiced')
})

test('on a partly paid invoice the open balance comes first, the rest is credit of the customer', async () => {
  const sent = await order()
  await shop.pay(sent.id, '200.00')
  const memo = await memos().create(creditOf(sent, 0, '180.00'))
  expect(memo).toMatchObject({
    totalCredit: '194.85',
    appliedToInvoice: '72.66',
    excessAmount: '122.19',
    unappliedAmount: '122.19',
  })
  expect(await show(sent.id)).toMatchObject({ status: 'paid', settledBy: 'payment', balanceDue: '0.00' })
  expect(await shop.as('viewer').customers.show({ customerId: sent.customerId })).toMatchObject({
    balance: '-122.19',
    unappliedCredit: '122.19',
    openInvoices: '0.00',
  })
  expect(await shop.as('viewer').credit.show({ customerId: sent.customerId })).toMatchObject({
    sources: [{ kind: 'credit_memo', id: memo.id, label: memo.creditMemoNumber, unappliedAmount: '122.19' }],
  })
})

test('the excess is refunded at once when asked for', async () => {
  const sent = await order()
  await shop.pay(sent.id, '272.66')
  const memo = await memos().create({
    ...creditOf(sent, 1, '54.00'),
    excess: 'refund',
    refund: { method: 'cash', reference: 'Till 2' },
  })
  expect(memo).toMatchObject({
    totalCredit: '56.16',
    appliedToInvoice: '0.00',
    excessAmount: '56.16',
    refundedAmount: '56.16',
    unappliedAmount: '0.00',
    refunds: [{ method: 'cash', amount: '56.16', date: '2026-11-21' }],
  })
  expect(await shop.as('viewer').customers.show({ customerId: sent.customerId })).toMatchObject({
    balance: '0.00',
    unappliedCredit: '0.00',
  })
  const { data } = await shop.as('viewer').refunds.list({ customerId: sent.customerId })
  expect(data).toMatchObject([{ amount: '56.16', reference: 'Till 2', sources: [{ creditMemoId: memo.id }] }])
  const { data: log } = await shop.as('viewer').audit.list({ entityId: memo.id })
  expect(log).toMatchObject([
    { operation: 'creditMemos.create', label: memo.creditMemoNumber, after: { totalCredit: '56.16' } },
  ])
})

test('to refund there has to be an excess; without one nothing is given back', async () => {
  const sent = await order()
  const memo = await memos().create({ ...creditOf(sent, 1, '5.00'), excess: 'refund' })
  expect(memo).toMatchObject({ excessAmount: '0.00', refunds: [] })
  const told = { ...creditOf(sent, 1, '5.00'), refund: { method: 'cash' as const } }
  await expectRefused(memos().create(told), 'invalid_input', 'refund')
})

test('who may credit but not refund leaves the excess as credit', async () => {
  const { userId, cookie } = await shop.person('sales')
  await shop.as('owner').members.update({ userId, extraPermissions: ['accounting.invoices.credit'] })
  const sent = await order()
  const credit = (excess: string) =>
    platen.request('POST', `/api/v1/invoices/${sent.id}/credit-memos`, {
      cookie,
      body: {
        reason: 'defects',
        lineItems: [{ lineItemId: lineOf(sent, 0), amount: '1.00' }],
        excess,
      },
    })
  expectProblem(await credit('refund'), 'forbidden')
  expect((await credit('credit')).status).toBe(201)
})

test('above a line it is refused there, naming what is left; so is shipping', async () => {
  const sent = await order()
  await memos().create(creditOf(sent, 1, '50.00'))
  const refused = await expectRefused(
    memos().create(creditOf(sent, 1, '4.01')),
    'credit_exceeds_invoiced',
    'lineItems.0.amount',
  )
  expect(refused.detail).toContain('$4.00 of “Caps”')
  const shipping = { invoiceId: sent.id, reason: 'returns' as const, shipping: '20.01' }
  await expectRefused(memos().create(shipping), 'credit_exceeds_invoiced', 'shipping')
  await expectRefused(
    memos().create({ invoiceId: sent.id, reason: 'returns' }),
    'nothing_to_credit',
    'lineItems',
  )
  const other = await order()
  await expectRefused(
    memos().create({ ...creditOf(other, 0, '1.00'), invoiceId: sent.id }),
    'not_found',
    'lineItems.0.lineItemId',
  )
})

test('drafts and void invoices are not credited', async () => {
  const draft = await shop.draft()
  await expectRefused(memos().create(creditOf(draft, 0, '1.00')), 'invoice_not_creditable')
  const gone = await shop.sent()
  await shop.as('owner').invoices.void({ invoiceId: gone.id, reason: 'Twice' })
  await expectRefused(memos().create(creditOf(gone, 0, '1.00')), 'invoice_not_creditable')
})

test('yen stay whole', async () => {
  const { id: customerId } = await shop.customer({ defaultCurrency: 'JPY' })
  const sent = await shop.sent({ customerId, amount: '999', taxRate: '10' })
  await expectRefused(
    memos().create(creditOf(sent, 0, '10.50')),
    'amount_not_in_currency',
    'lineItems.0.amount',
  )
  const first = await memos().create(creditOf(sent, 0, '333'))
  expect(first).toMatchObject({ taxAmount: '33', totalCredit: '366' })
  expect(await creditTheRest(sent.id)).toMatchObject({ taxAmount: '67', totalCredit: '733' })
  expect(await show(sent.id)).toMatchObject({ creditedTotal: '1099', balanceDue: '0' })
})

test('a blocked customer is credited all the same', async () => {
  const sent = await order()
  await shop
    .as('owner')
    .customers.setStatus({ customerId: sent.customerId, status: 'blocked', reason: 'Does not pay' })
  expect(await memos().create(creditOf(sent, 0, '1.00'))).toMatchObject({ totalCredit: '1.08' })
})

test('numbers run without a gap; a dry run takes none and changes nothing', async () => {
  const apart = await platen.found()
  const sent = await apart.sent({ amount: '50.00' })
  const input = {
    invoiceId: sent.id,
    reason: 'defects' as const,
    lineItems: [{ lineItemId: sent.lineItems[0]?.id ?? '', amount: '10.00' }],
  }
  const trial = await apart.as('accountant', { dryRun: true }).creditMemos.create(input)
  expect(trial).toMatchObject({ creditMemoNumber: null, totalCredit: '10.00' })
  expect((await apart.as('viewer').creditMemos.list({})).data).toEqual([])
  const numbers = []
  for (let index = 0; index < 3; index += 1)
    numbers.push((await apart.as('accountant').creditMemos.create(input)).creditMemoNumber)
  expect(numbers).toEqual(['CM-0001', 'CM-0002', 'CM-0003'])
})

test('memos list newest first, page by page, by customer and by invoice', async () => {
  const apart = await platen.found()
  const [first, second] = [await apart.sent(), await apart.sent()]
  const credit = (invoice: Invoice) => apart.as('accountant').creditMemos.create(creditOf(invoice, 0, '1.00'))
  const made: string[] = []
  for (const invoice of [first, second, first, second, first]) made.push((await credit(invoice)).id)
  for (const limit of [1, 2, 5]) {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await apart.as('viewer').creditMemos.list({ limit, cursor })
      seen.push(...page.data.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual([...made].reverse())
  }
  const of = await apart.as('viewer').creditMemos.list({ customerId: second.customerId })
  expect(of.data.map(({ invoiceNumber }) => invoiceNumber)).toEqual([
    second.invoiceNumber,
    second.invoiceNumber,
  ])
  const on = await apart.as('viewer').creditMemos.list({ invoiceId: first.id })
  expect(on.data.map(({ id }) => id)).toEqual(
    (await apart.as('viewer').invoices.show({ invoiceId: first.id })).creditMemoIds.reverse(),
  )
})
