import { beforeAll, expect, test } from 'vitest'
import { expectProblem, expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found()
})

const statusOf = async (invoiceId: string) => (await shop.as('viewer').invoices.show({ invoiceId })).status

test('partial, then the rest: sent, partial, paid', async () => {
  const sent = await shop.sent({ amount: '100.00', issueDate: '2026-11-01' })
  const { payments, invoices } = shop.as('sales')
  const first = await payments.record({
    invoiceId: sent.id,
    amount: '40',
    method: 'check',
    date: '2026-11-10',
    reference: '1042',
  })
  expect(first).toMatchObject({
    amount: '40.00',
    unappliedAmount: '0.00',
    date: '2026-11-10',
    postingDate: '2026-11-10',
    reference: '1042',
    recordedBy: 'Key of sales',
    allocations: [{ invoiceId: sent.id, invoiceNumber: sent.invoiceNumber, amount: '40.00' }],
  })
  expect(await invoices.show({ invoiceId: sent.id })).toMatchObject({
    status: 'partial',
    amountPaid: '40.00',
    balanceDue: '60.00',
    settledBy: null,
  })
  const second = await payments.record({ invoiceId: sent.id, amount: '60.00', method: 'cash' })
  expect(second.date).toBe('2026-11-21')
  expect(await invoices.show({ invoiceId: sent.id })).toMatchObject({
    status: 'paid',
    settledBy: 'payment',
    balanceDue: '0.00',
  })
  const { data } = await invoices.payments({ invoiceId: sent.id })
  expect(data).toEqual([second, first])
  expect(await payments.show({ paymentId: first.id })).toEqual(first)
})

test('more than the balance is refused, naming the balance, or kept as credit when asked for', async () => {
  const sent = await shop.sent({ amount: '1250.00' })
  await shop.pay(sent.id, '50.00')
  const refused = await expectRefused(shop.pay(sent.id, '1200.01'), 'payment_exceeds_balance', 'amount')
  expect(refused.detail).toContain('$1,200.00')
  const kept = await shop.pay(sent.id, '1300.00', { keepExcessAsCredit: true })
  expect(kept).toMatchObject({ amount: '1300.00', unappliedAmount: '100.00' })
  expect(await statusOf(sent.id)).toBe('paid')
  expect(await shop.as('viewer').customers.show({ customerId: sent.customerId })).toMatchObject({
    balance: '-100.00',
    unappliedCredit: '100.00',
  })
  await expectRefused(
    shop.pay(sent.id, '5.00', { keepExcessAsCredit: true }),
    'payment_exceeds_balance',
    'amount',
  )
})

test('a draft takes no payment', async () => {
  const draft = await shop.draft()
  const refused = await expectRefused(shop.pay(draft.id, '5.00'), 'invoice_not_open')
  expect(refused.detail).toContain('Send the invoice first')
})

test('no payment of tomorrow, of nothing, or of parts of a yen', async () => {
  const sent = await shop.sent()
  await expectRefused(shop.pay(sent.id, '5.00', { date: '2026-11-22' }), 'date_in_future', 'date')
  for (const amount of ['0', '0.00', '-5.00', '5.001', 'NaN', '1e3', '10000000000000.00', '05.00', '٥']) {
    await expectRefused(shop.pay(sent.id, amount), 'invalid_input', 'amount')
  }
  const customer = await shop.customer({ defaultCurrency: 'JPY' })
  const yen = await shop.sent({ customerId: customer.id, amount: '5000' })
  await expectRefused(shop.pay(yen.id, '99.50'), 'amount_not_in_currency', 'amount')
  expect((await shop.pay(yen.id, '99.00')).amount).toBe('99')
  expect(await statusOf(sent.id)).toBe('sent')
})

test('methods are those of the trade; unknown fields are refused', async () => {
  const { id } = await shop.sent()
  const attempt = (body: unknown) =>
    platen.request('POST', `/api/v1/invoices/${id}/payments`, { key: shop.key('sales'), body })
  expectProblem(await attempt({ amount: '1.00', method: 'bitcoin' }), 'invalid_input', 'method')
  expectProblem(await attempt({ amount: '1.00' }), 'invalid_input', 'method')
  expectProblem(await attempt({ amount: 1, method: 'cash' }), 'invalid_input', 'amount')
  expectProblem(await attempt({ amount: '1.00', method: 'cash', status: 'paid' }), 'invalid_input', 'status')
  for (const method of ['check', 'cash', 'square', 'venmo', 'zelle', 'credit_card', 'ach', 'other'])
    expect((await attempt({ amount: '1.00', method })).status).toBe(201)
})

test('money that came before the invoice is unapplied until its day', async () => {
  const sent = await shop.sent({ amount: '80.00', issueDate: '2026-11-10' })
  const paid = await shop.pay(sent.id, '80.00', { date: '2026-11-02' })
  expect(paid).toMatchObject({ postingDate: '2026-11-02', allocations: [{ postingDate: '2026-11-10' }] })
  const { customers } = shop.as('viewer')
  const on = (asOf: string) => customers.balance({ customerId: sent.customerId, asOf })
  expect(await on('2026-11-05')).toMatchObject({
    balance: '-80.00',
    unappliedCredit: '80.00',
    openInvoices: '0.00',
  })
  expect(await on('2026-11-10')).toMatchObject({ balance: '0.00', unappliedCredit: '0.00' })
})

test('of payments at once none goes beyond the balance', async () => {
  const sent = await shop.sent({ amount: '100.00' })
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => shop.pay(sent.id, '30.00')))
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  expect(await shop.as('viewer').invoices.show({ invoiceId: sent.id })).toMatchObject({
    balanceDue: '10.00',
    amountPaid: '90.00',
  })
})

test('payments at once on many invoices of one customer lose nothing', async () => {
  const { id: customerId } = await shop.customer()
  const invoices = await Promise.all([1, 2, 3, 4].map(() => shop.sent({ customerId, amount: '10.00' })))
  await Promise.all([...invoices, ...[...invoices].reverse()].map(({ id }) => shop.pay(id, '5.00')))
  expect(await shop.as('viewer').customers.show({ customerId })).toMatchObject({
    balance: '0.00',
    openInvoices: '0.00',
    openInvoiceCount: 0,
  })
})

test('payments list newest first, page by page, by customer and by invoice', async () => {
  const apart = await platen.found()
  const { id: customerId } = await apart.customer()
  const other = await apart.sent({ amount: '9.00' })
  await apart.pay(other.id, '9.00')
  const made: string[] = []
  for (const day of ['03', '01', '03', '02', '03', '01']) {
    const sent = await apart.sent({ customerId, amount: '10.00', issueDate: '2026-11-01' })
    made.push((await apart.pay(sent.id, '10.00', { date: `2026-11-${day}` })).id)
  }
  for (const limit of [1, 2, 4, 50]) {
    const seen: { id: string; postingDate: string }[] = []
    let cursor: string | undefined
    do {
      const page = await apart.as('viewer').payments.list({ customerId, limit, cursor })
      seen.push(...page.data)
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toHaveLength(6)
    expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(made))
    const days = seen.map(({ postingDate }) => postingDate)
    expect(days).toEqual([...days].sort().reverse())
  }
  const { data } = await apart.as('viewer').payments.list({ invoiceId: other.id })
  expect(data).toMatchObject([{ amount: '9.00', customerId: other.customerId }])
})

test('the audit log of an invoice tells of its payments too', async () => {
  const sent = await shop.sent()
  const payment = await shop.pay(sent.id, '10.00')
  const { data } = await shop.as('viewer').invoices.auditLog({ invoiceId: sent.id })
  expect(data.map(({ operation }) => operation)).toEqual([
    'payments.record',
    'invoices.send',
    'invoices.create',
  ])
  expect(data[0]).toMatchObject({ entityId: payment.id, after: { amount: '10.00', unapplied: '0.00' } })
})
