import { beforeAll, expect, test } from 'vitest'
import { expectRefused, oneLine, type TestCompany, testPlaten } from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found({ taxRate: '8.25' })
})

test('a draft gets its number, and terms and tax from customer and company', async () => {
  const customer = await shop.customer({ paymentTerms: 'net_15' })
  const draft = await shop.as('sales').invoices.create({
    customerId: customer.id,
    lineItems: [
      { description: 'Hoodies', quantity: '24', unitPrice: '31.50' },
      { description: 'Screen setup', quantity: '2', unitPrice: '25.00', kind: 'fee', taxable: false },
    ],
    discounts: [
      { description: 'Team', kind: 'percent', value: '10' },
      { description: 'Goodwill', kind: 'amount', value: '6.00' },
    ],
    shipping: '18.5',
    internalNotes: 'Back door',
    customerNotes: 'Thank you',
  })
  expect(draft).toMatchObject({
    invoiceNumber: 'INV-0001',
    status: 'draft',
    isOverdue: false,
    paymentTerms: 'net_15',
    taxRate: '8.25',
    subtotal: '806.00',
    discountTotal: '86.60',
    shipping: '18.50',
    taxAmount: '55.67',
    total: '793.57',
    balanceDue: '793.57',
    amountPaid: '0.00',
    issueDate: null,
    dueDate: null,
    contentChecksum: null,
    delivery: 'none',
    origin: 'in_store',
    version: 1,
  })
  expect(await shop.as('viewer').invoices.show({ invoiceId: draft.id })).toEqual(draft)
  expect((await shop.as('viewer').customers.show({ customerId: customer.id })).balance).toBe('0.00')
})

test('an invoice is in the currency of its customer: whole yen, no more decimals than it has', async () => {
  const customer = await shop.customer({ defaultCurrency: 'JPY' })
  const draft = await shop.draft({ customerId: customer.id, lineItems: oneLine('1637') })
  expect(draft).toMatchObject({ currency: 'JPY', total: '1772', taxAmount: '135' })
  expect(draft.lineItems[0]?.unitPrice).toBe('1637')
  const attempt = (unitPrice: string, shipping = '0') =>
    shop.as('sales').invoices.create({ customerId: customer.id, lineItems: oneLine(unitPrice), shipping })
  await expectRefused(attempt('1637.50'), 'amount_not_in_currency', 'lineItems.0.unitPrice')
  await expectRefused(attempt('1637', '0.01'), 'amount_not_in_currency', 'shipping')
})

test.each([
  ['blocked', 'customer_blocked'],
  ['inactive', 'customer_inactive'],
] as const)(
  'a customer who is %s gets no new invoice, and none is sent or moved to them',
  async (status, code) => {
    const customer = await shop.customer()
    const draft = await shop.draft({ customerId: customer.id })
    const open = await shop.sent({ customerId: customer.id })
    const elsewhere = await shop.draft()
    await shop.as('owner').customers.setStatus({ customerId: customer.id, status, reason: 'Late again' })
    const { invoices } = shop.as('owner')
    await expectRefused(shop.draft({ customerId: customer.id }), code)
    await expectRefused(invoices.send({ invoiceId: draft.id }), code)
    await expectRefused(invoices.update({ invoiceId: draft.id, version: 1, shipping: '1.00' }), code)
    await expectRefused(
      invoices.update({ invoiceId: elsewhere.id, version: 1, customerId: customer.id }),
      code,
    )
    // Collecting goes on.
    expect((await shop.pay(open.id, '100.00')).unappliedAmount).toBe('0.00')
    expect((await invoices.void({ invoiceId: draft.id, reason: 'Blocked' })).status).toBe('void')
  },
)

test('discounts above the subtotal and amounts too large are refused', async () => {
  const { id: customerId } = await shop.customer()
  const { invoices } = shop.as('sales')
  const discount = { description: 'Too much', kind: 'amount' as const, value: '10.01' }
  await expectRefused(
    invoices.create({ customerId, lineItems: oneLine('10.00'), discounts: [discount] }),
    'discount_exceeds_subtotal',
    'discounts.0.value',
  )
  const huge = { description: 'x', quantity: '9999999', unitPrice: '9999999999999.99' }
  await expectRefused(
    invoices.create({ customerId, lineItems: [huge] }),
    'amount_too_large',
    'lineItems.0.quantity',
  )
  const large = { ...huge, quantity: '1' }
  await expectRefused(
    invoices.create({ customerId, lineItems: [large, large] }),
    'amount_too_large',
    'lineItems',
  )
})

test('what one customer owes stays within what can be kept', async () => {
  const { id: customerId } = await shop.customer()
  const line = { description: 'x', quantity: '1', unitPrice: '9999999999999.99', taxable: false }
  await shop.sent({ customerId, lineItems: [line] })
  await expectRefused(shop.sent({ customerId, lineItems: [line] }), 'amount_too_large')
})

test('a refused draft takes no number: the series has no gaps', async () => {
  const apart = await platen.found()
  const { id: customerId } = await apart.customer()
  const results = await Promise.allSettled(
    Array.from({ length: 16 }, (_, index) =>
      apart.as('sales').invoices.create({
        customerId,
        lineItems: oneLine('5.00'),
        ...(index % 2 ? { shipping: '9999999999999.99' } : {}),
      }),
    ),
  )
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(8)
  const { data } = await apart.as('viewer').invoices.list({ sort: 'invoiceNumber', direction: 'asc' })
  expect(data.map(({ invoiceNumber }) => invoiceNumber)).toEqual(
    Array.from({ length: 8 }, (_, index) => `INV-${String(index + 1).padStart(4, '0')}`),
  )
})

test('an unknown customer is not found', async () => {
  const customerId = '00000000-0000-4000-8000-000000000000'
  await expectRefused(
    shop.as('sales').invoices.create({ customerId, lineItems: oneLine('1.00') }),
    'not_found',
  )
})
