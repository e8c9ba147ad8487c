import { beforeAll, expect, test } from 'vitest'
import { expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { verifyCompany } from '../verification/verify-company.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found()
})

const deposit = (quoteId: string, amount: string, more: { date?: string; reference?: string } = {}) =>
  shop.as('sales').quotes.deposit({ quoteId, amount, method: 'check', ...more })
const balanceOf = async (customerId: string) => {
  const { balance, unappliedCredit } = await shop.as('viewer').customers.balance({ customerId })
  return [balance, unappliedCredit]
}

test('a deposit is credit until the invoice of its quote is sent, which then takes it', async () => {
  const quote = await shop.acceptedQuote({ amount: '200.00' })
  const { customerId } = quote
  const payment = await deposit(quote.id, '100.00', { reference: '1042' })
  expect(payment).toMatchObject({ quoteId: quote.id, unappliedAmount: '100.00', allocations: [] })
  expect(await balanceOf(customerId)).toEqual(['-100.00', '100.00'])
  expect((await shop.as('viewer').quotes.show({ quoteId: quote.id })).deposits).toEqual([
    { id: payment.id, amount: '100.00', unappliedAmount: '100.00', date: '2026-11-21', isReversed: false },
  ])
  // Other credit of the customer stays where it is.
  await shop.as('sales').payments.receive({ customerId, amount: '30.00', method: 'cash' })
  const draft = await shop.as('sales').invoices.create({ quoteId: quote.id })
  expect(draft).toMatchObject({ amountPaid: '0.00', depositAmount: '100.00' })
  const sent = await shop.as('sales').invoices.send({ invoiceId: draft.id })
  expect(sent).toMatchObject({ status: 'partial', amountPaid: '100.00', balanceDue: '100.00' })
  expect(sent).toEqual(await shop.as('viewer').invoices.show({ invoiceId: draft.id }))
  expect(await balanceOf(customerId)).toEqual(['70.00', '30.00'])
  const { data } = await shop.as('viewer').payments.list({ quoteId: quote.id })
  expect(data).toMatchObject([
    { id: payment.id, unappliedAmount: '0.00', allocations: [{ amount: '100.00' }] },
  ])
})

test('a deposit is at most what the quote comes to, with what was taken before', async () => {
  const quote = await shop.acceptedQuote({ amount: '100.00' })
  await expectRefused(deposit(quote.id, '100.01'), 'payment_exceeds_balance', 'amount')
  const first = await deposit(quote.id, '60.00')
  await expect(deposit(quote.id, '40.01')).rejects.toThrow(/comes to \$100\.00, and \$60\.00 was taken on it/)
  await deposit(quote.id, '40.00')
  await shop.as('owner').payments.reverse({ paymentId: first.id, reason: 'No funds' })
  await deposit(quote.id, '60.00')
  expect(await balanceOf(quote.customerId)).toEqual(['-100.00', '100.00'])
})

test('deposits above the total of the invoice settle it, oldest first, and the rest stays credit', async () => {
  const quote = await shop.acceptedQuote({ amount: '140.00' })
  const later = await deposit(quote.id, '80.00')
  const first = await deposit(quote.id, '60.00', { date: '2026-11-10' })
  const lineItems = [{ description: 'Fewer than quoted', quantity: '1', unitPrice: '100.00' }]
  const { id: invoiceId } = await shop.as('sales').invoices.create({ quoteId: quote.id, lineItems })
  expect((await shop.as('sales').invoices.send({ invoiceId })).status).toBe('paid')
  const left = async (paymentId: string) =>
    (await shop.as('viewer').payments.show({ paymentId })).unappliedAmount
  expect([await left(first.id), await left(later.id)]).toEqual(['0.00', '40.00'])
})

test('a bounced deposit pays nothing; a voided invoice gives it back for the next one', async () => {
  const quote = await shop.acceptedQuote({ amount: '100.00' })
  const bounced = await deposit(quote.id, '50.00')
  const good = await deposit(quote.id, '20.00')
  await shop.as('owner').payments.reverse({ paymentId: bounced.id, reason: 'No funds' })
  const send = async () => {
    const { id } = await shop.as('sales').invoices.create({ quoteId: quote.id })
    return shop.as('sales').invoices.send({ invoiceId: id })
  }
  const first = await send()
  expect(first.amountPaid).toBe('20.00')
  await shop.as('owner').invoices.void({ invoiceId: first.id, reason: 'Wrong terms' })
  const standing = await shop.as('viewer').quotes.show({ quoteId: quote.id })
  expect(
    standing.deposits.map(({ id, unappliedAmount, isReversed }) => [id, unappliedAmount, isReversed]),
  ).toEqual([
    [bounced.id, '0.00', true],
    [good.id, '20.00', false],
  ])
  expect((await send()).amountPaid).toBe('20.00')
})

test('money is taken on a quote that was sent or accepted, and until it has an invoice', async () => {
  const draft = await shop.quote()
  const problem = await expectRefused(deposit(draft.id, '1.00'), 'quote_not_sent')
  expect(problem.detail).toBe(`${draft.quoteNumber}: Send the quote first: a draft takes no deposit.`)
  await shop.as('sales').quotes.send({ quoteId: draft.id })
  expect((await deposit(draft.id, '5.00')).quoteId).toBe(draft.id)
  await expectRefused(deposit(draft.id, '5.00', { date: '2026-11-22' }), 'date_in_future', 'date')
  await shop.as('sales').quotes.accept({ quoteId: draft.id })
  await shop.as('sales').invoices.create({ quoteId: draft.id })
  await expectRefused(deposit(draft.id, '5.00'), 'quote_already_invoiced')
  const declined = await shop.sentQuote()
  await shop.as('sales').quotes.decline({ quoteId: declined.id })
  await expectRefused(deposit(declined.id, '5.00'), 'quote_not_sent')
  const yen = await shop.customer({ defaultCurrency: 'JPY' })
  const whole = await shop.sentQuote({ customerId: yen.id, amount: '5000' })
  await expectRefused(deposit(whole.id, '5.50'), 'amount_not_in_currency', 'amount')
})

test('prepaid only: a deposit on the quote makes room under a limit of zero', async () => {
  const customer = await shop.customer()
  await shop.as('owner').creditLimits.create({ customerId: customer.id, limitAmount: '0.00' })
  const quote = await shop.acceptedQuote({ customerId: customer.id, amount: '40.00' })
  await expectRefused(shop.as('sales').invoices.create({ quoteId: quote.id }), 'credit_limit_exceeded')
  await deposit(quote.id, '40.00')
  const { id } = await shop.as('sales').invoices.create({ quoteId: quote.id })
  expect((await shop.as('sales').invoices.send({ invoiceId: id })).status).toBe('paid')
})

test('a deposit and the sending of the invoice at once: the money is there once, and the books hold', async () => {
  for (let round = 0; round < 5; round += 1) {
    const quote = await shop.acceptedQuote({ amount: '100.00' })
    const [taken, made] = await Promise.allSettled([
      deposit(quote.id, '50.00'),
      shop.as('sales').invoices.create({ quoteId: quote.id }),
    ])
    expect(made.status).toBe('fulfilled')
    const invoice = made.status === 'fulfilled' ? made.value : undefined
    const sends = [1, 2].map(() => shop.as('sales').invoices.send({ invoiceId: invoice?.id ?? '' }))
    const sent = await Promise.allSettled(sends)
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { amountPaid } = await shop.as('viewer').invoices.show({ invoiceId: invoice?.id ?? '' })
    expect(amountPaid).toBe(taken.status === 'fulfilled' ? '50.00' : '0.00')
  }
  expect(await verifyCompany(platen.platen.pool, platen.platen.clock, shop.id)).toEqual([])
})
