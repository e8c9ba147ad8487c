import { beforeAll, describe, expect, test } from 'vitest'
import type { Invoice } from '../../contract/invoices.ts'
import { expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { verifyCompany } from '../verification/verify-company.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found()
})

const clerk = () => shop.as('accountant')
const invoiceOf = (invoiceId: string) => shop.as('viewer').invoices.show({ invoiceId })
const creditOf = async (customerId: string) =>
  (await shop.as('viewer').credit.show({ customerId })).unappliedCredit
const booksHold = async () =>
  expect(await verifyCompany(platen.platen.pool, platen.platen.clock, shop.id)).toEqual([])

/** Three open invoices of one customer, named from the oldest due to the youngest. */
async function threeOpen(): Promise<[Invoice, Invoice, Invoice]> {
  const { id: customerId } = await shop.customer()
  const open = (amount: string, dueDate: string) =>
    shop.sent({ customerId, amount, issueDate: '2026-09-01', dueDate })
  const youngest = await open('300.00', '2026-11-01')
  const oldest = await open('100.00', '2026-09-10')
  const middle = await open('200.00', '2026-10-01')
  return [oldest, middle, youngest]
}

describe('one payment over many invoices', () => {
  test('pays the oldest due first, exact to the cent', async () => {
    const [oldest, middle, youngest] = await threeOpen()
    const payment = await clerk().payments.receive({
      customerId: oldest.customerId,
      amount: '250.01',
      method: 'check',
      reference: '1042',
      allocations: 'oldest-first',
    })
    expect(payment.unappliedAmount).toBe('0.00')
    expect(payment.allocations.map(({ invoiceNumber, amount }) => [invoiceNumber, amount])).toEqual([
      [oldest.invoiceNumber, '100.00'],
      [middle.invoiceNumber, '150.01'],
    ])
    expect((await invoiceOf(oldest.id)).status).toBe('paid')
    expect(await invoiceOf(middle.id)).toMatchObject({ status: 'partial', balanceDue: '49.99' })
    expect((await invoiceOf(youngest.id)).status).toBe('sent')
    await booksHold()
  })

  test('puts chosen amounts where they were chosen, and keeps the rest as credit', async () => {
    const [oldest, middle, youngest] = await threeOpen()
    const payment = await clerk().payments.receive({
      customerId: oldest.customerId,
      amount: '400.00',
      method: 'ach',
      allocations: [
        { invoiceId: youngest.id, amount: '300.00' },
        { invoiceId: middle.id, amount: '50.00' },
      ],
    })
    expect(payment.unappliedAmount).toBe('50.00')
    expect(await invoiceOf(youngest.id)).toMatchObject({ status: 'paid', settledBy: 'payment' })
    expect((await invoiceOf(oldest.id)).balanceDue).toBe('100.00')
    expect(await creditOf(oldest.customerId)).toBe('50.00')
    await booksHold()
  })

  test('without allocations it is a prepayment; more than all that is open is kept only when asked', async () => {
    const [oldest] = await threeOpen()
    const { customerId } = oldest
    const paid = {
      customerId,
      amount: '600.01',
      method: 'cash' as const,
      allocations: 'oldest-first' as const,
    }
    const refused = await expectRefused(clerk().payments.receive(paid), 'payment_exceeds_balance', 'amount')
    expect(refused.detail).toContain('$600.00')
    const kept = await clerk().payments.receive({ ...paid, keepExcessAsCredit: true })
    expect(kept.unappliedAmount).toBe('0.01')
    const onAccount = await clerk().payments.receive({ customerId, amount: '20.00', method: 'cash' })
    expect(onAccount).toMatchObject({ allocations: [], unappliedAmount: '20.00' })
    expect(await creditOf(customerId)).toBe('20.01')
  })

  test('amounts beyond a balance or the payment, drafts, strangers and doubles are refused at their field', async () => {
    const [oldest, middle] = await threeOpen()
    const draft = await shop.draft({ customerId: oldest.customerId })
    const stranger = await shop.sent()
    const pay = (allocations: { invoiceId: string; amount: string }[], amount = '150.00') =>
      clerk().payments.receive({ customerId: oldest.customerId, amount, method: 'check', allocations })
    const to = (invoice: Invoice, amount: string) => ({ invoiceId: invoice.id, amount })
    await expectRefused(pay([to(oldest, '100.01')]), 'payment_exceeds_balance', 'allocations.0.amount')
    await expectRefused(
      pay([to(oldest, '100.00'), to(middle, '50.01')]),
      'allocations_exceed_credit',
      'allocations',
    )
    await expectRefused(pay([to(draft, '1.00')]), 'invoice_not_open')
    await expectRefused(pay([to(stranger, '1.00')]), 'not_found', 'allocations.0.invoiceId')
    await expectRefused(
      pay([to(oldest, '1.00'), to(oldest, '2.00')]),
      'invalid_input',
      'allocations.1.invoiceId',
    )
    expect((await shop.as('viewer').payments.list({ customerId: oldest.customerId })).data).toEqual([])
  })

  test('of twenty payments at once over the same invoices none goes beyond what is open', async () => {
    const [oldest, middle, youngest] = await threeOpen()
    const { customerId } = oldest
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        clerk().payments.receive({
          customerId,
          amount: '70.00',
          method: 'check',
          allocations: 'oldest-first',
        }),
      ),
    )
    // 600.00 are open: eight payments fit, the ninth is above what is left.
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(8)
    expect((await invoiceOf(youngest.id)).balanceDue).toBe('40.00')
    expect([(await invoiceOf(oldest.id)).status, (await invoiceOf(middle.id)).status]).toEqual([
      'paid',
      'paid',
    ])
    await booksHold()
  })
})

describe('unapplied credit', () => {
  test('is applied later, the oldest credit to the oldest invoice, and can be taken back', async () => {
    const [oldest, middle] = await threeOpen()
    const { customerId } = oldest
    const first = await clerk().payments.receive({
      customerId,
      amount: '80.00',
      method: 'cash',
      date: '2026-10-05',
    })
    const second = await clerk().payments.receive({ customerId, amount: '90.00', method: 'cash' })
    const applied = await clerk().credit.apply({ customerId })
    expect(applied.unappliedCredit).toBe('0.00')
    expect(applied.allocations.map(({ invoiceNumber, amount }) => [invoiceNumber, amount])).toEqual([
      [oldest.invoiceNumber, '80.00'],
      [oldest.invoiceNumber, '20.00'],
      [middle.invoiceNumber, '70.00'],
    ])
    // What came on October 5 pays since then; what came today pays from today on.
    expect(applied.allocations.map(({ postingDate }) => postingDate)).toEqual([
      '2026-10-05',
      '2026-11-21',
      '2026-11-21',
    ])
    const [own] = (await shop.as('viewer').payments.show({ paymentId: first.id })).allocations
    const back = await clerk().payments.releaseAllocation({
      paymentId: first.id,
      allocationId: own?.id ?? '',
    })
    expect(back).toMatchObject({ unappliedAmount: '80.00', allocations: [] })
    expect(await invoiceOf(oldest.id)).toMatchObject({ status: 'partial', balanceDue: '80.00' })
    await expectRefused(
      clerk().payments.releaseAllocation({ paymentId: first.id, allocationId: own?.id ?? '' }),
      'allocation_released',
    )
    await clerk().payments.allocate({
      paymentId: first.id,
      allocations: [{ invoiceId: middle.id, amount: '80.00' }],
    })
    expect((await invoiceOf(middle.id)).balanceDue).toBe('50.00')
    await expectRefused(clerk().payments.allocate({ paymentId: second.id }), 'nothing_to_allocate')
    await booksHold()
  })

  test('money that was elsewhere in between pays from the day on which it was free again', async () => {
    const { id: customerId } = await shop.customer()
    const [one, other] = [
      await shop.sent({ customerId, amount: '100.00', issueDate: '2026-11-01' }),
      await shop.sent({ customerId, amount: '100.00', issueDate: '2026-11-01' }),
    ]
    platen.today = '2026-11-05'
    const payment = await shop.pay(one.id, '100.00')
    platen.today = '2026-11-10'
    await clerk().payments.releaseAllocation({
      paymentId: payment.id,
      allocationId: payment.allocations[0]?.id ?? '',
    })
    platen.today = '2026-11-21'
    const moved = await clerk().payments.allocate({
      paymentId: payment.id,
      allocations: [{ invoiceId: other.id, amount: '100.00' }],
    })
    expect(moved.allocations[0]?.postingDate).toBe('2026-11-10')
    // The first invoice was paid from the fifth to the tenth: money dated before that pays it from the tenth on.
    const late = await shop.pay(one.id, '100.00', { date: '2026-11-03' })
    expect(late).toMatchObject({ postingDate: '2026-11-03', allocations: [{ postingDate: '2026-11-10' }] })
    await booksHold()
  })

  test('is refunded in part and whole, never above what is there', async () => {
    const { id: customerId } = await shop.customer()
    const payment = await clerk().payments.receive({ customerId, amount: '100.00', method: 'check' })
    const refund = await clerk().payments.refund({ paymentId: payment.id, amount: '30.00', reference: '77' })
    expect(refund).toMatchObject({
      amount: '30.00',
      method: 'check',
      date: '2026-11-21',
      sources: [{ paymentId: payment.id, creditMemoId: null, amount: '30.00' }],
    })
    expect(await shop.as('viewer').refunds.show({ refundId: refund.id })).toEqual(refund)
    expect(await shop.as('viewer').payments.show({ paymentId: payment.id })).toMatchObject({
      unappliedAmount: '70.00',
      refundedAmount: '30.00',
    })
    const refused = await expectRefused(
      clerk().credit.refund({ customerId, amount: '70.01' }),
      'refund_exceeds_credit',
      'amount',
    )
    expect(refused.detail).toContain('$70.00')
    await expectRefused(
      clerk().credit.refund({ customerId, amount: '1.00', date: '2026-11-22' }),
      'date_in_future',
      'date',
    )
    expect((await clerk().credit.refund({ customerId })).amount).toBe('70.00')
    await expectRefused(clerk().credit.refund({ customerId }), 'refund_exceeds_credit', 'amount')
    const listed = await shop.as('viewer').refunds.list({ customerId })
    expect(listed.data.map(({ amount }) => amount).sort()).toEqual(['30.00', '70.00'])
    expect(await creditOf(customerId)).toBe('0.00')
    const reversal = await expectRefused(
      clerk().payments.reverse({ paymentId: payment.id, reason: 'Bounced' }),
      'payment_refunded',
    )
    expect(reversal.detail).toContain('$30.00 on Nov 21, 2026')
    await booksHold()
  })
})

describe('a payment that bounced', () => {
  test('restores balances and statuses exactly, once', async () => {
    const [oldest, middle] = await threeOpen()
    const { customerId } = oldest
    await shop.pay(middle.id, '20.00')
    const payment = await clerk().payments.receive({
      customerId,
      amount: '150.00',
      method: 'check',
      reference: '1042',
      allocations: 'oldest-first',
    })
    const reversed = await clerk().payments.reverse({ paymentId: payment.id, reason: 'NSF' })
    expect(reversed).toMatchObject({
      isReversed: true,
      allocations: [],
      unappliedAmount: '0.00',
      reversal: { reason: 'NSF', date: '2026-11-21', reversedBy: 'Key of accountant' },
    })
    expect(await invoiceOf(oldest.id)).toMatchObject({ status: 'sent', balanceDue: '100.00' })
    expect(await invoiceOf(middle.id)).toMatchObject({ status: 'partial', balanceDue: '180.00' })
    expect(await creditOf(customerId)).toBe('0.00')
    const again = { paymentId: payment.id, reason: 'NSF' }
    await expectRefused(clerk().payments.reverse(again), 'payment_reversed')
    await expectRefused(clerk().payments.allocate({ paymentId: payment.id }), 'payment_reversed')
    await expectRefused(clerk().payments.refund({ paymentId: payment.id }), 'payment_reversed')
    await booksHold()
  })

  test('two clerks who reverse it at once reverse it once', async () => {
    const sent = await shop.sent({ amount: '40.00' })
    const payment = await shop.pay(sent.id, '40.00')
    const both = await Promise.allSettled(
      ['one', 'two'].map((reason) => clerk().payments.reverse({ paymentId: payment.id, reason })),
    )
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await invoiceOf(sent.id)).balanceDue).toBe('40.00')
    await booksHold()
  })

  test('sales record payments, and neither reverse nor refund them', async () => {
    const sent = await shop.sent()
    const payment = await shop.as('sales').payments.record({
      invoiceId: sent.id,
      amount: '1.00',
      method: 'cash',
    })
    const { payments } = shop.as('sales')
    await expectRefused(payments.reverse({ paymentId: payment.id, reason: 'x' }), 'forbidden')
    await expectRefused(payments.refund({ paymentId: payment.id }), 'forbidden')
  })
})
