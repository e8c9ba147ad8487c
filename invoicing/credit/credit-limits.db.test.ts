import { beforeAll, expect, test } from 'vitest'
import { expectRefused, oneLine, type TestCompany, testPlaten } from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found()
})

const hour = 3_600_000
const instantIn = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString()

async function limited(limitAmount: string) {
  const customer = await shop.customer()
  await shop.as('accountant').creditLimits.create({ customerId: customer.id, limitAmount })
  return customer
}

test('the limit in force is approved, begun, not expired, and the latest of those; the mirror follows', async () => {
  const { id: customerId } = await shop.customer()
  const client = shop.as('accountant')
  const set = (limitAmount: string, more: object = {}) =>
    client.creditLimits.create({ customerId, limitAmount, ...more })
  await set('1000.00', { effectiveAt: instantIn(-48 * hour) })
  await set('2000.00', { effectiveAt: instantIn(-24 * hour), expiresAt: instantIn(-hour), reason: 'Season' })
  await set('5000.00', { effectiveAt: instantIn(24 * hour) })
  const pending = await set('9000.00', { status: 'pending' })
  const { position, data } = await client.creditLimits.list({ customerId })
  expect(data.filter((limit) => limit.isInForce).map((limit) => limit.limitAmount)).toEqual(['1000.00'])
  expect(position).toEqual({ currency: 'USD', limit: '1000.00', used: '0.00', available: '1000.00' })
  await client.creditLimits.setStatus({
    customerId,
    creditLimitId: pending.id,
    status: 'approved',
    approvalReference: 'Ticket 12',
  })
  expect(await client.customers.show({ customerId })).toMatchObject({ creditLimit: '9000.00' })
  const [mirror] = await platen.sql<{ credit_limit: string }>(
    'select credit_limit from invoicing.customers where id = $1',
    [customerId],
  )
  expect(mirror?.credit_limit).toBe('9000.00')
  await client.creditLimits.setStatus({
    customerId,
    creditLimitId: pending.id,
    status: 'revoked',
    reason: 'Error',
  })
  expect(await client.customers.show({ customerId })).toMatchObject({ creditLimit: '1000.00' })
})

test('limits are refused that expire before they begin, are negative, or are not of the customer', async () => {
  const { id: customerId } = await shop.customer()
  const other = await shop.customer()
  const client = shop.as('accountant')
  await expectRefused(
    client.creditLimits.create({ customerId, limitAmount: '1.00', expiresAt: instantIn(-1000) }),
    'expires_before_effective',
    'expiresAt',
  )
  for (const limitAmount of ['-1.00', 'NaN', '1e15', '1.005']) {
    await expectRefused(
      client.creditLimits.create({ customerId, limitAmount }),
      'invalid_input',
      'limitAmount',
    )
  }
  const { id: creditLimitId } = await client.creditLimits.create({ customerId, limitAmount: '1.00' })
  await expectRefused(
    client.creditLimits.setStatus({ customerId: other.id, creditLimitId, status: 'revoked' }),
    'not_found',
  )
  await expectRefused(
    client.creditLimits.setStatus({ customerId, creditLimitId, status: 'pending' }),
    'transition_not_allowed',
  )
  await client.creditLimits.setStatus({ customerId, creditLimitId, status: 'revoked' })
  await client.creditLimits.setStatus({ customerId, creditLimitId, status: 'pending' })
  await expectRefused(
    client.creditLimits.setStatus({ customerId, creditLimitId, status: 'approved' }),
    'approval_required',
    'approvalReference',
  )
  await expectRefused(shop.as('sales').creditLimits.create({ customerId, limitAmount: '1.00' }), 'forbidden')
})

test('creating, changing and sending hold the limit; payments, voids and imports do not ask', async () => {
  const { id: customerId } = await limited('100.00')
  const client = shop.as('accountant')
  const draft = await client.invoices.create({ customerId, lineItems: oneLine('100.00') })
  await expectRefused(
    client.invoices.create({ customerId, lineItems: oneLine('100.01') }),
    'credit_limit_exceeded',
  )
  await expectRefused(
    client.invoices.update({ invoiceId: draft.id, version: 1, lineItems: oneLine('100.01') }),
    'credit_limit_exceeded',
  )
  const second = await client.invoices.create({ customerId, lineItems: oneLine('60.00') })
  await client.invoices.send({ invoiceId: draft.id })
  await expectRefused(client.invoices.send({ invoiceId: second.id }), 'credit_limit_exceeded')
  await client.payments.record({ invoiceId: draft.id, amount: '60.00', method: 'cash' })
  await client.invoices.send({ invoiceId: second.id })
  expect(await client.customers.show({ customerId })).toMatchObject({
    balance: '100.00',
    availableCredit: '0.00',
  })
})

test('a limit of zero is prepay: money on account makes room', async () => {
  const customer = await shop.customer()
  const paid = await shop.sent({ customerId: customer.id, amount: '10.00' })
  await shop.pay(paid.id, '60.00', { keepExcessAsCredit: true })
  await shop.as('owner').creditLimits.create({ customerId: customer.id, limitAmount: '0' })
  await expectRefused(
    shop.as('owner').invoices.create({ customerId: customer.id, lineItems: oneLine('50.01') }),
    'credit_limit_exceeded',
  )
  const fits = await shop
    .as('owner')
    .invoices.create({ customerId: customer.id, lineItems: oneLine('50.00') })
  expect(await shop.as('owner').invoices.send({ invoiceId: fits.id })).toMatchObject({ status: 'sent' })
})

test('an override needs the permission and a reason, and is audited with exposure and limit', async () => {
  const { id: customerId } = await limited('10.00')
  const over = { customerId, lineItems: oneLine('11.00'), override: { reason: 'Old friend' } }
  await expectRefused(shop.as('sales').invoices.create(over), 'forbidden')
  await expectRefused(shop.as('accountant').invoices.create(over), 'forbidden')
  await expectRefused(
    shop.as('admin').invoices.create({ ...over, override: { reason: ' ' } }),
    'invalid_input',
    'override.reason',
  )
  const { id } = await shop.as('admin').invoices.create(over)
  const { data } = await shop.as('admin').audit.list({ entityId: id })
  expect(data[0]).toMatchObject({
    reason: 'Old friend',
    after: { creditOverride: { reason: 'Old friend', exposure: '11.00', limit: '10.00' } },
  })
  await expectRefused(shop.as('admin').invoices.send({ invoiceId: id }), 'credit_limit_exceeded')
  await shop.as('admin').invoices.send({ invoiceId: id, override: { reason: 'Still a friend' } })
  expect((await shop.as('viewer').customers.balance({ customerId })).availableCredit).toBe('-1.00')
})

test('sixteen clerks at once never bring a customer over the limit', async () => {
  const { id: customerId } = await limited('100.00')
  const client = shop.as('sales')
  const drafts = await Promise.all(
    Array.from({ length: 16 }, () => client.invoices.create({ customerId, lineItems: oneLine('15.00') })),
  )
  const sends = await Promise.allSettled(drafts.map(({ id }) => client.invoices.send({ invoiceId: id })))
  expect(sends.filter(({ status }) => status === 'fulfilled')).toHaveLength(6)
  for (const result of sends) {
    if (result.status === 'rejected')
      await expectRefused(Promise.reject(result.reason), 'credit_limit_exceeded')
  }
  expect(await client.customers.show({ customerId })).toMatchObject({
    balance: '90.00',
    availableCredit: '10.00',
  })
})
