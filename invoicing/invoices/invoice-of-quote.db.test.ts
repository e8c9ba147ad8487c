import { beforeAll, expect, test } from 'vitest'
import {
  expectProblem,
  expectRefused,
  oneLine,
  type TestCompany,
  testPlaten,
} from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found({ taxRate: '10' })
})

const lines = [
  { description: 'Tees', quantity: '24', unitPrice: '10.00' },
  { description: 'Screens', quantity: '2', unitPrice: '25.00', kind: 'fee' as const, taxable: false },
]

test('an accepted quote becomes an invoice in one step: prices carried, terms, tax and deposit of the customer', async () => {
  const customer = await shop.customer({ paymentTerms: 'net_30' })
  const quote = await shop.acceptedQuote({
    customerId: customer.id,
    lineItems: lines,
    discounts: [{ description: 'Team', kind: 'percent', value: '10' }],
    shipping: '18.50',
    taxRate: '7',
    itemizationMode: 'bundled',
    customerNotes: 'Thanks',
  })
  const invoice = await shop.as('sales').invoices.create({ quoteId: quote.id })
  expect(invoice).toMatchObject({
    status: 'draft',
    customerId: customer.id,
    quoteId: quote.id,
    jobId: null,
    subtotal: '290.00',
    discountTotal: '29.00',
    shipping: '18.50',
    paymentTerms: 'net_30',
    taxRate: '10',
    taxAmount: '21.60',
    total: '301.10',
    depositRequested: true,
    depositPercent: '50',
    depositAmount: '150.55',
    depositDueDate: null,
    itemizationMode: 'bundled',
    customerNotes: 'Thanks',
    pricingSnapshot: {
      quoteId: quote.id,
      quoteNumber: quote.quoteNumber,
      revision: 1,
      acceptedOn: '2026-11-21',
      lineItems: quote.lineItems,
      discounts: quote.discounts,
      taxRate: '7',
      total: quote.total,
    },
  })
  expect((await shop.as('viewer').quotes.show({ quoteId: quote.id })).invoice).toEqual({
    id: invoice.id,
    invoiceNumber: invoice.invoiceNumber,
  })
  const sent = await shop.as('sales').invoices.send({ invoiceId: invoice.id })
  expect(sent).toMatchObject({ status: 'sent', depositDueDate: '2026-11-21', dueDate: '2026-12-21' })
})

test.each([
  ['standard', null, '50'],
  ['preferred', null, '50'],
  ['wholesale', null, '100'],
  ['contract', '30', '30'],
] as const)('a %s customer is asked for a deposit of %s%s percent', async (tier, agreed, percent) => {
  const customer = await shop.customer({ tier, contractDepositPercent: agreed })
  const quote = await shop.acceptedQuote({ customerId: customer.id, amount: '100.00' })
  const invoice = await shop.as('sales').invoices.create({ quoteId: quote.id })
  expect(invoice).toMatchObject({ depositPercent: percent, total: '110.00' })
  expect(invoice.depositAmount).toBe(`${(110 * Number(percent)) / 100}.00`)
})

test('a contract customer without a deposit is asked for none, and other fields override', async () => {
  const customer = await shop.customer({ tier: 'contract', contractDepositPercent: '0' })
  const one = await shop.acceptedQuote({ customerId: customer.id })
  const plain = await shop.as('sales').invoices.create({ quoteId: one.id })
  expect(plain).toMatchObject({ depositRequested: false, depositAmount: null })
  const two = await shop.acceptedQuote({ customerId: customer.id })
  const own = await shop.as('sales').invoices.create({
    quoteId: two.id,
    customerId: customer.id,
    lineItems: oneLine('80.00'),
    depositAmount: '20.00',
    depositDueDate: '2026-12-01',
    paymentTerms: 'net_7',
    taxRate: '0',
  })
  expect(own).toMatchObject({
    total: '80.00',
    depositPercent: null,
    depositAmount: '20.00',
    paymentTerms: 'net_7',
  })
  expect(own.pricingSnapshot?.total).toBe('110.00')
})

test('only an accepted quote, only once, only for its customer', async () => {
  const { invoices } = shop.as('sales')
  const draft = await shop.quote()
  const problem = await expectRefused(invoices.create({ quoteId: draft.id }), 'quote_not_accepted')
  expect(problem.detail).toBe(`${draft.quoteNumber}: Only an accepted quote becomes an invoice or a job.`)
  const quote = await shop.acceptedQuote()
  const stranger = await shop.customer({ name: 'Stranger' })
  await expectRefused(
    invoices.create({ quoteId: quote.id, customerId: stranger.id }),
    'customer_fixed',
    'customerId',
  )
  const first = await invoices.create({ quoteId: quote.id })
  const again = await expectRefused(invoices.create({ quoteId: quote.id }), 'quote_already_invoiced')
  expect(again.detail).toContain(first.invoiceNumber)
  await expectRefused(shop.as('sales').quotes.revise({ quoteId: quote.id }), 'quote_already_invoiced')
  await shop.as('owner').invoices.void({ invoiceId: first.id, reason: 'Again' })
  expect((await invoices.create({ quoteId: quote.id })).quoteId).toBe(quote.id)
})

test('two conversions at once make one invoice; a revision at once loses or wins whole', async () => {
  const { invoices, quotes } = shop.as('sales')
  for (let round = 0; round < 5; round += 1) {
    const quote = await shop.acceptedQuote()
    const made = await Promise.allSettled([1, 2, 3].map(() => invoices.create({ quoteId: quote.id })))
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const other = await shop.acceptedQuote()
    const [invoiced, revised] = await Promise.allSettled([
      invoices.create({ quoteId: other.id }),
      quotes.revise({ quoteId: other.id }),
    ])
    expect([invoiced?.status, revised?.status].sort()).toEqual(['fulfilled', 'rejected'])
  }
})

test('the database itself holds one invoice per quote, and what it was made from', async () => {
  const quote = await shop.acceptedQuote()
  const { id } = await shop.as('sales').invoices.create({ quoteId: quote.id })
  const plain = await shop.draft({ customerId: quote.customerId })
  await expect(
    platen.sql('update invoicing.invoices set quote_id = $2, pricing_snapshot = $3 where id = $1', [
      plain.id,
      quote.id,
      '{}',
    ]),
  ).rejects.toThrow()
  await expect(
    platen.sql(`update invoicing.invoices set pricing_snapshot = '{}' where id = $1`, [id]),
  ).rejects.toThrow(/fixed/)
})

test('without a quote, customer and lines are needed, each named', async () => {
  const send = (body: unknown) => platen.request('POST', '/api/v1/invoices', { key: shop.key('sales'), body })
  expectProblem(await send({}), 'invalid_input', 'customerId')
  expectProblem(await send({}), 'invalid_input', 'lineItems')
})

test('the customer of a draft made of a quote stays', async () => {
  const quote = await shop.acceptedQuote()
  const { id } = await shop.as('sales').invoices.create({ quoteId: quote.id })
  const stranger = await shop.customer({ name: 'Stranger' })
  const update = (customerId: string) =>
    shop.as('sales').invoices.update({ invoiceId: id, version: 1, customerId, shipping: '1.00' })
  await expectRefused(update(stranger.id), 'customer_fixed', 'customerId')
  expect((await update(quote.customerId)).shipping).toBe('1.00')
})

test('the changes tell what the invoice is not as quoted, and add up', async () => {
  const { invoices } = shop.as('sales')
  const quote = await shop.acceptedQuote({ lineItems: lines, shipping: '5.00' })
  const { id } = await invoices.create({ quoteId: quote.id })
  expect(await invoices.changes({ invoiceId: id })).toMatchObject({
    count: 0,
    changes: [],
    difference: '0.00',
  })
  await invoices.update({
    invoiceId: id,
    version: 1,
    lineItems: [
      { description: 'Tees', quantity: '30', unitPrice: '10.00' },
      { description: 'Rush', quantity: '1', unitPrice: '75.00', kind: 'fee', taxable: false },
    ],
    shipping: '8.00',
  })
  expect(await invoices.changes({ invoiceId: id })).toEqual({
    quoteId: quote.id,
    quoteNumber: quote.quoteNumber,
    revision: 1,
    count: 4,
    changes: [
      {
        on: 'line',
        change: 'changed',
        description: 'Tees',
        fields: [{ field: 'quantity', from: '24', to: '30' }],
        effect: '60.00',
      },
      { on: 'line', change: 'added', description: 'Rush', fields: [], effect: '75.00' },
      { on: 'line', change: 'removed', description: 'Screens', fields: [], effect: '-50.00' },
      {
        on: 'shipping',
        change: 'changed',
        description: 'Shipping',
        fields: [{ field: 'shipping', from: '5.00', to: '8.00' }],
        effect: '3.00',
      },
    ],
    taxEffect: '6.00',
    quotedTotal: '319.00',
    total: '413.00',
    difference: '94.00',
  })
  const plain = await shop.draft()
  expect(await invoices.changes({ invoiceId: plain.id })).toMatchObject({ quoteId: null, count: 0 })
})

test('a deposit follows the total in percent, stays as an amount, and is at most the total', async () => {
  const { invoices } = shop.as('sales')
  const { id } = await shop.draft({ amount: '100.00', depositRequested: true })
  expect(await invoices.show({ invoiceId: id })).toMatchObject({
    depositPercent: '50',
    depositAmount: '55.00',
  })
  const change = async (fields: Omit<Parameters<typeof invoices.update>[0], 'invoiceId' | 'version'>) => {
    const { version } = await invoices.show({ invoiceId: id })
    return invoices.update({ invoiceId: id, version, ...fields })
  }
  expect(await change({ lineItems: oneLine('200.00') })).toMatchObject({ depositAmount: '110.00' })
  expect(await change({ depositAmount: '30.00' })).toMatchObject({
    depositPercent: null,
    depositAmount: '30.00',
  })
  expect(await change({ shipping: '9.00' })).toMatchObject({ depositAmount: '30.00' })
  const problem = await expectRefused(
    change({ depositAmount: '500.00' }),
    'deposit_exceeds_total',
    'depositAmount',
  )
  expect(problem.detail).toContain('$229.00')
  await expectRefused(change({ lineItems: oneLine('10.00') }), 'deposit_exceeds_total', 'depositAmount')
  await expectRefused(
    change({ depositAmount: '1.00', depositPercent: '5' }),
    'invalid_input',
    'depositAmount',
  )
  await expectRefused(
    change({ depositRequested: false, depositPercent: '5' }),
    'invalid_input',
    'depositRequested',
  )
  const none = await change({ depositRequested: false })
  expect(none).toMatchObject({ depositRequested: false, depositAmount: null, depositDueDate: null })
  await expectRefused(change({ depositDueDate: '2026-12-01' }), 'invalid_input', 'depositDueDate')
  await change({ depositPercent: '25', depositDueDate: '2026-11-01' })
  // Due on the issue date at the earliest.
  const sent = await invoices.send({ invoiceId: id })
  expect(sent).toMatchObject({ depositAmount: '57.25', depositDueDate: '2026-11-21' })
  await expectRefused(change({ depositPercent: '10' }), 'invoice_not_draft')
})
