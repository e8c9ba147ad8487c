import { beforeAll, expect, test } from 'vitest'
import { expectRefused, oneLine, type TestCompany, testPlaten } from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found({ taxRate: '10' })
})

test('a draft changes field by field, and its totals with it', async () => {
  const draft = await shop.draft({ amount: '100.00', customerNotes: 'Thanks' })
  const { invoices } = shop.as('sales')
  const shipped = await invoices.update({ invoiceId: draft.id, version: 1, shipping: '9.00' })
  expect(shipped).toMatchObject({ total: '119.00', customerNotes: 'Thanks', version: 2 })
  const relined = await invoices.update({
    invoiceId: draft.id,
    version: 2,
    lineItems: [
      ...oneLine('10.00'),
      { description: 'Art', quantity: '1.5', unitPrice: '20.00', taxable: false },
    ],
    discounts: [{ description: 'Half', kind: 'percent', value: '50' }],
    taxExemptionReason: 'Partly exempt',
    dueDate: '2026-12-24',
  })
  expect(relined).toMatchObject({
    subtotal: '40.00',
    discountTotal: '20.00',
    taxAmount: '0.50',
    total: '29.50',
  })
  expect(relined.lineItems.map(({ description }) => description)).toEqual(['Printed tees', 'Art'])
  const cleared = await invoices.update({
    invoiceId: draft.id,
    version: 3,
    customerNotes: null,
    dueDate: null,
  })
  expect(cleared).toMatchObject({ customerNotes: null, dueDate: null, total: '29.50' })
})

test('a change that names no field changes nothing but the version, the notes neither', async () => {
  const draft = await shop.draft({ internalNotes: 'Kept' })
  const after = await shop.as('sales').invoices.update({ invoiceId: draft.id, version: 1 })
  expect(after).toEqual({ ...draft, version: 2 })
})

test('a stale version is refused, and of two at once one wins', async () => {
  const draft = await shop.draft()
  const { invoices } = shop.as('sales')
  const change = (version: number, shipping: string) =>
    invoices.update({ invoiceId: draft.id, version, shipping })
  const both = await Promise.allSettled([change(1, '1.00'), change(1, '2.00')])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const problem = await expectRefused(change(1, '3.00'), 'stale_version')
  expect(problem.detail).toContain('is at version 2')
})

test('of an issued invoice only the internal notes change; void or paid, too', async () => {
  const sent = await shop.sent()
  const { invoices } = shop.as('sales')
  for (const change of [
    { shipping: '1.00' },
    { customerNotes: 'x' },
    { lineItems: oneLine('1.00') },
    { dueDate: '2027-01-01' },
    { customerId: (await shop.customer()).id },
    { internalNotes: 'with', taxRate: '0' },
  ])
    await expectRefused(
      invoices.update({ invoiceId: sent.id, version: sent.version, ...change }),
      'invoice_not_draft',
    )
  const noted = await invoices.update({
    invoiceId: sent.id,
    version: sent.version,
    internalNotes: 'Called on Friday',
  })
  expect(noted).toEqual({ ...sent, internalNotes: 'Called on Friday', version: sent.version + 1 })
  await shop.pay(sent.id, sent.total)
  const { version } = await invoices.show({ invoiceId: sent.id })
  const emptied = await invoices.update({ invoiceId: sent.id, version, internalNotes: null })
  expect(emptied).toMatchObject({ status: 'paid', internalNotes: null })
})

test('a draft moves to another customer of the same currency only', async () => {
  const draft = await shop.draft()
  const next = await shop.customer({ name: 'Next' })
  const yen = await shop.customer({ name: 'Kyoto', defaultCurrency: 'JPY' })
  const { invoices } = shop.as('sales')
  const moved = await invoices.update({ invoiceId: draft.id, version: 1, customerId: next.id })
  expect(moved).toMatchObject({ customerId: next.id, customerName: 'Next', version: 2 })
  const log = await shop.as('viewer').invoices.auditLog({ invoiceId: draft.id })
  const change = log.data.find(({ operation }) => operation === 'invoices.update')
  expect(change?.before).toMatchObject({ customerId: draft.customerId, customerName: draft.customerName })
  expect(change?.after).toMatchObject({ customerId: next.id, customerName: 'Next' })
  await expectRefused(
    invoices.update({ invoiceId: draft.id, version: 2, customerId: yen.id }),
    'currency_fixed',
    'customerId',
  )
  const customerId = '00000000-0000-4000-8000-000000000000'
  await expectRefused(invoices.update({ invoiceId: draft.id, version: 2, customerId }), 'not_found')
})

test('a draft moved and sent at once does not fall between two customers', async () => {
  const draft = await shop.draft()
  const next = await shop.customer()
  const { invoices } = shop.as('sales')
  await Promise.allSettled([
    invoices.update({ invoiceId: draft.id, version: 1, customerId: next.id }),
    invoices.send({ invoiceId: draft.id }),
  ])
  const after = await invoices.show({ invoiceId: draft.id })
  if (after.status === 'draft') await invoices.send({ invoiceId: draft.id })
  const owner = await shop.as('viewer').customers.show({ customerId: after.customerId })
  expect(owner.openInvoices).toBe(draft.total)
})
