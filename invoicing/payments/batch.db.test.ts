import { beforeAll, expect, test } from 'vitest'
import { expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found()
})

const unknownId = '00000000-0000-4000-8000-000000000000'
const invoiceOf = (invoiceId: string) => shop.as('viewer').invoices.show({ invoiceId })

test('drafts are sent one by one; what was sent stays, what cannot be sent says why', async () => {
  const [draft, blocked] = [await shop.draft(), await shop.draft()]
  const sent = await shop.sent()
  const voided = await shop.draft()
  await shop.as('owner').invoices.void({ invoiceId: voided.id, reason: 'Wrong customer' })
  await shop.as('owner').customers.setStatus({
    customerId: blocked.customerId,
    status: 'blocked',
    reason: 'Does not pay',
  })
  const invoiceIds = [draft.id, sent.id, blocked.id, voided.id, unknownId, draft.id]
  const dry = await shop.as('sales', { dryRun: true }).invoices.sendMany({ invoiceIds })
  expect((await invoiceOf(draft.id)).status).toBe('draft')
  const { results } = await shop.as('sales').invoices.sendMany({ invoiceIds })
  expect(results.map(({ outcome, code }) => [outcome, code])).toEqual([
    ['done', null],
    ['unchanged', 'invoice_not_draft'],
    ['refused', 'customer_blocked'],
    ['refused', 'invoice_not_draft'],
    ['refused', 'not_found'],
  ])
  expect(dry.results).toEqual(results)
  expect(results[0]).toMatchObject({ invoiceNumber: draft.invoiceNumber, amount: '100.00', currency: 'USD' })
  expect((await invoiceOf(draft.id)).status).toBe('sent')
})

test('a dry run of sending counts what the invoices before bring, as the sending does', async () => {
  const limited = await shop.customer({ name: 'Limited' })
  await shop.as('accountant').creditLimits.create({ customerId: limited.id, limitAmount: '100.00' })
  await shop.sent({ customerId: limited.id, amount: '10.00' })
  const free = await shop.draft({ amount: '500.00' })
  const drafts = [free]
  for (const amount of ['60.00', '50.00', '30.00'])
    drafts.push(await shop.draft({ customerId: limited.id, amount }))
  const invoiceIds = drafts.map(({ id }) => id)
  const dry = await shop.as('sales', { dryRun: true }).invoices.sendMany({ invoiceIds })
  expect(dry.results.map(({ outcome, code }) => [outcome, code])).toEqual([
    ['done', null],
    ['done', null],
    ['refused', 'credit_limit_exceeded'],
    ['done', null],
  ])
  expect(dry.results[2]?.detail).toMatch(/owes \$70\.00; this invoice of \$50\.00 would make it \$120\.00/)
  expect(await shop.as('sales').invoices.sendMany({ invoiceIds })).toEqual(dry)
})

test('each invoice gets a real payment of what remains; sent again nothing is paid twice', async () => {
  const [one, other] = [await shop.sent({ amount: '80.00' }), await shop.sent({ amount: '50.00' })]
  const draft = await shop.draft()
  await shop.pay(one.id, '30.00')
  const batch = {
    invoiceIds: [one.id, other.id, draft.id, one.id],
    method: 'check' as const,
    date: '2026-11-20',
    reference: 'Deposit 7',
  }
  const dry = await shop.as('sales', { dryRun: true }).invoices.markManyPaid(batch)
  expect(dry.results.map(({ amount, outcome }) => [amount, outcome])).toEqual([
    ['50.00', 'done'],
    ['50.00', 'done'],
    ['100.00', 'refused'],
  ])
  expect((await invoiceOf(one.id)).balanceDue).toBe('50.00')
  const keyed = shop.as('sales', { idempotencyKey: 'month end' })
  const first = await keyed.invoices.markManyPaid(batch)
  expect(first.results.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'refused'])
  const again = await keyed.invoices.markManyPaid(batch)
  expect(again.results.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'refused'])
  const later = await shop.as('sales').invoices.markManyPaid(batch)
  expect(later.results.map(({ outcome, code }) => [outcome, code])).toEqual([
    ['unchanged', 'invoice_paid'],
    ['unchanged', 'invoice_paid'],
    ['refused', 'invoice_not_open'],
  ])
  const { data } = await shop.as('viewer').invoices.payments({ invoiceId: one.id })
  expect(data.map(({ amount, reference }) => [amount, reference])).toEqual([
    ['30.00', null],
    ['50.00', 'Deposit 7'],
  ])
  expect((await invoiceOf(other.id)).status).toBe('paid')
})

test('a date to come is refused in every row, and nothing is paid', async () => {
  const sent = await shop.sent()
  const { results } = await shop.as('sales').invoices.markManyPaid({
    invoiceIds: [sent.id],
    method: 'cash',
    date: '2026-11-22',
  })
  expect(results[0]).toMatchObject({ outcome: 'refused', code: 'date_in_future' })
  await expectRefused(
    shop.as('viewer').invoices.markManyPaid({ invoiceIds: [sent.id], method: 'cash' }),
    'forbidden',
  )
  expect((await invoiceOf(sent.id)).balanceDue).toBe('100.00')
})
