import { beforeAll, expect, test } from 'vitest'
import { type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { verifyCompany } from './verify-company.ts'

const here = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await here.found()
})

const broken = async () => {
  const found = await verifyCompany(here.platen.pool, here.platen.clock, shop.id)
  return Object.fromEntries(found.map(({ id, brokenIds }) => [id, brokenIds]))
}

/** A customer whose default billing address stands since an hour. */
async function customerAtHome() {
  const { id: customerId } = await shop.customer()
  const address = await shop.as('owner').addresses.create({
    customerId,
    label: 'Office',
    type: 'billing',
    line1: '1 Mill St',
    country: 'US',
    isDefault: true,
  })
  await here.tamper(
    `update invoicing.customer_addresses set updated_at = now() - interval '1 hour' where id = $1`,
    [address.id],
  )
  return { customerId, address }
}

test('ADR-3: an invoice keeps the billing address of its day, whatever the customer’s becomes', async () => {
  const { customerId, address } = await customerAtHome()
  const sent = await shop.sent({ customerId })
  expect(sent.billingAddress).toMatchObject({ line1: '1 Mill St' })
  const draft = await shop.draft({ customerId })
  expect(await broken()).toEqual({})
  const { addresses } = shop.as('owner')
  await addresses.update({ customerId, addressId: address.id, version: address.version, line1: 'PO Box 5' })
  const shown = await shop.as('viewer').invoices.show({ invoiceId: sent.id })
  expect(shown.billingAddress).toMatchObject({ line1: '1 Mill St' })
  expect(await broken()).toEqual({})
  await addresses.remove({ customerId, addressId: address.id })
  expect(await broken()).toEqual({})

  await here.tamper(`update invoicing.invoices set billing_address = '{"line1": "x"}' where id = $1`, [
    draft.id,
  ])
  expect(await broken()).toEqual({ 'ADR-3': [draft.id] })
  await here.tamper('update invoicing.invoices set billing_address = null where id = $1', [draft.id])
})

test('ADR-3: an issued invoice with another address than the customer’s of that day is found', async () => {
  const { customerId, address } = await customerAtHome()
  const sent = await shop.sent({ customerId })
  const rename = (line1: string) =>
    here.tamper('update invoicing.customer_addresses set line1 = $2 where id = $1', [address.id, line1])
  await rename('2 Mill St')
  expect(await broken()).toEqual({ 'ADR-3': [sent.id] })
  await rename('1 Mill St')
  expect(await broken()).toEqual({})
})
