import { beforeAll, expect, test } from 'vitest'
import { expectRefused, oneLine, type TestCompany, testPlaten } from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found()
})

test('blocking needs a reason, unblocking an approval and the permission; nothing new while blocked', async () => {
  const { id: customerId } = await shop.customer()
  const draft = await shop.draft({ customerId })
  const sent = await shop.sent({ customerId })
  const client = shop.as('accountant')
  await expectRefused(
    client.customers.setStatus({ customerId, status: 'blocked' }),
    'reason_required',
    'reason',
  )
  await expectRefused(
    shop.as('sales').customers.setStatus({ customerId, status: 'blocked', reason: 'No' }),
    'forbidden',
  )
  const blocked = await client.customers.setStatus({ customerId, status: 'blocked', reason: 'Checks bounce' })
  expect(blocked).toMatchObject({ status: 'blocked', statusReason: 'Checks bounce' })
  await expectRefused(client.invoices.create({ customerId, lineItems: oneLine('1.00') }), 'customer_blocked')
  await expectRefused(client.invoices.send({ invoiceId: draft.id }), 'customer_blocked')
  await expectRefused(
    client.invoices.update({ invoiceId: draft.id, version: 1, customerNotes: 'Hello' }),
    'customer_blocked',
  )
  await client.payments.record({ invoiceId: sent.id, amount: '100.00', method: 'cash' })
  await expectRefused(
    shop.as('admin').customers.setStatus({ customerId, status: 'active' }),
    'approval_required',
    'approvalReference',
  )
  await expectRefused(
    client.customers.setStatus({ customerId, status: 'active', approvalReference: 'Ticket 3' }),
    'forbidden',
  )
  const free = await shop
    .as('admin')
    .customers.setStatus({ customerId, status: 'active', approvalReference: 'Ticket 3' })
  expect(free).toMatchObject({ status: 'active', statusReason: null })
  const { data } = await shop.as('viewer').audit.list({ entityId: customerId })
  expect(data[0]).toMatchObject({
    before: { status: 'blocked' },
    after: { status: 'active', approvalReference: 'Ticket 3' },
  })
})

test('transitions that document B does not draw are refused', async () => {
  const { id: customerId } = await shop.customer()
  const client = shop.as('owner')
  await expectRefused(client.customers.setStatus({ customerId, status: 'active' }), 'transition_not_allowed')
  await client.customers.setStatus({ customerId, status: 'inactive' })
  await expectRefused(
    client.customers.setStatus({ customerId, status: 'blocked', reason: 'No' }),
    'transition_not_allowed',
  )
  await expectRefused(client.invoices.create({ customerId, lineItems: oneLine('1.00') }), 'customer_inactive')
})

test('a customer is removed only with nothing open, and the number is never used again', async () => {
  const customer = await shop.customer()
  const client = shop.as('accountant')
  const draft = await shop.draft({ customerId: customer.id })
  await expectRefused(client.customers.remove({ customerId: customer.id }), 'customer_has_open_documents')
  await client.invoices.send({ invoiceId: draft.id })
  await expectRefused(client.customers.remove({ customerId: customer.id }), 'customer_has_open_documents')
  await shop.pay(draft.id, '150.00', { keepExcessAsCredit: true })
  await expectRefused(client.customers.remove({ customerId: customer.id }), 'customer_has_open_documents')
  const leaving = await shop.customer({ name: 'Leaving' })
  await expectRefused(shop.as('sales').customers.remove({ customerId: leaving.id }), 'forbidden')
  expect(await client.customers.remove({ customerId: leaving.id })).toEqual({ id: leaving.id, removed: true })
  await expectRefused(client.customers.show({ customerId: leaving.id }), 'not_found')
  await expectRefused(client.customers.remove({ customerId: leaving.id }), 'not_found')
  const next = await shop.customer({ name: 'Next' })
  expect(next.customerNumber > leaving.customerNumber).toBe(true)
})

test('an exemption that holds today takes the tax off a new invoice, an expired one does not', async () => {
  const taxed = await platen.found({ taxRate: '8' })
  const exempt = { taxExempt: true, taxExemptionCertificate: 'ST-119', taxExemptionState: 'NY' }
  const school = await taxed.customer({ ...exempt, taxExemptionExpiresOn: '2026-11-21' })
  const lapsed = await taxed.customer({ ...exempt, taxExemptionExpiresOn: '2026-11-20' })
  expect(await taxed.draft({ customerId: school.id })).toMatchObject({
    taxRate: '0',
    total: '100.00',
    taxExemptionReason: 'Exemption certificate ST-119',
  })
  expect(await taxed.draft({ customerId: lapsed.id })).toMatchObject({
    taxRate: '8',
    total: '108.00',
    taxExemptionReason: null,
  })
  expect(await taxed.draft({ customerId: school.id, taxRate: '4' })).toMatchObject({
    total: '104.00',
    taxExemptionReason: null,
  })
})

test('the agreed deposit is for contract customers, and they have one', async () => {
  const client = shop.as('sales')
  await expectRefused(
    client.customers.create({ name: 'A', tier: 'contract' }),
    'invalid_input',
    'contractDepositPercent',
  )
  await expectRefused(
    client.customers.create({ name: 'B', contractDepositPercent: '30' }),
    'invalid_input',
    'contractDepositPercent',
  )
  const { id } = await client.customers.create({ name: 'C', tier: 'contract', contractDepositPercent: '30' })
  expect(await client.customers.show({ customerId: id })).toMatchObject({
    tier: 'contract',
    contractDepositPercent: '30',
  })
  await expectRefused(
    client.customers.update({ customerId: id, version: 1, tier: 'standard' }),
    'invalid_input',
  )
})
