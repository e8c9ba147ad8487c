import { beforeAll, expect, test } from 'vitest'
import { expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'

const here = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await here.found()
})

const summaryOf = (customerId: string) => shop.as('viewer').customers.summary({ customerId })

test('a customer without a movement has zeros and no average', async () => {
  const { id } = await shop.customer({ defaultCurrency: 'JPY' })
  expect(await summaryOf(id)).toEqual({
    currency: 'JPY',
    totalOutstanding: '0',
    totalPaid: '0',
    averageDaysToPay: null,
    settledInvoices: 0,
  })
})

test('what is open, what was ever paid, and the days between issue and the settling payment', async () => {
  const { id: customerId } = await shop.customer()
  const slow = await shop.sent({ customerId, amount: '100.00', issueDate: '2026-09-01' })
  const quick = await shop.sent({ customerId, amount: '40.00', issueDate: '2026-10-01' })
  await shop.sent({ customerId, amount: '7.00', issueDate: '2026-11-01' })
  await shop.pay(slow.id, '60.00', { date: '2026-09-05' })
  await shop.pay(slow.id, '40.00', { date: '2026-10-01' })
  await shop.pay(quick.id, '50.00', { date: '2026-10-11', keepExcessAsCredit: true })
  expect(await summaryOf(customerId)).toEqual({
    currency: 'USD',
    totalOutstanding: '7.00',
    totalPaid: '150.00',
    averageDaysToPay: 20,
    settledInvoices: 2,
  })
})

test('reversals and refunds are not paid; an invoice opened again is not settled', async () => {
  const { id: customerId } = await shop.customer()
  const one = await shop.sent({ customerId, amount: '30.00', issueDate: '2026-11-01' })
  const bounced = await shop.pay(one.id, '30.00', { date: '2026-11-05' })
  const owner = shop.as('owner')
  await owner.payments.reverse({ paymentId: bounced.id, reason: 'Bounced' })
  expect(await summaryOf(customerId)).toMatchObject({
    totalOutstanding: '30.00',
    totalPaid: '0.00',
    averageDaysToPay: null,
  })
  await shop.pay(one.id, '50.00', { date: '2026-11-11', keepExcessAsCredit: true })
  await owner.credit.refund({ customerId, amount: '15.00', method: 'check' })
  expect(await summaryOf(customerId)).toMatchObject({ totalPaid: '35.00', averageDaysToPay: 10 })
})

test('what was settled more than a year ago does not count', async () => {
  const { id: customerId } = await shop.customer()
  const old = await shop.sent({ customerId, amount: '10.00', issueDate: '2025-10-01' })
  await shop.pay(old.id, '10.00', { date: '2025-11-21' })
  expect(await summaryOf(customerId)).toMatchObject({ totalPaid: '10.00', settledInvoices: 0 })
})

test('unknown and foreign customers, alike', async () => {
  const foreign = await (await here.found()).customer()
  const unknown = await expectRefused(summaryOf('00000000-0000-4000-8000-000000000000'), 'not_found')
  expect(await expectRefused(summaryOf(foreign.id), 'not_found')).toEqual(unknown)
})
