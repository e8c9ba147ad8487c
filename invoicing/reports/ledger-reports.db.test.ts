import { beforeAll, expect, test } from 'vitest'
import { expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found()
})

test('a statement of account tells the same as the balance of each end, and as an issued statement', async () => {
  const { id: customerId } = await shop.customer()
  const { id } = await shop.sent({ customerId, amount: '100.00', issueDate: '2026-09-15' })
  await shop.sent({ customerId, amount: '50.00', issueDate: '2026-10-10' })
  await shop.pay(id, '30.00', { date: '2026-10-20' })
  const account = await shop
    .as('viewer')
    .reports.statementOfAccount({ customerId, from: '2026-10-01', to: '2026-10-31' })
  expect(account).toMatchObject({
    openingBalance: '100.00',
    totalInvoiced: '50.00',
    totalPaid: '30.00',
    totalCreditNotes: '0.00',
    closingBalance: '120.00',
  })
  expect(account.lines.map(({ kind, balance }) => [kind, balance])).toEqual([
    ['invoice', '150.00'],
    ['payment', '120.00'],
  ])
  const { balance } = await shop.as('viewer').customers.balance({ customerId, asOf: '2026-10-31' })
  expect(balance).toBe(account.closingBalance)
  const issued = await shop
    .as('owner')
    .statements.create({ customerId, periodStart: '2026-10-01', periodEnd: '2026-10-31' })
  expect(issued.lines).toEqual(account.lines)
  const untilToday = await shop.as('viewer').reports.statementOfAccount({ customerId, from: '2026-11-01' })
  expect(untilToday).toMatchObject({ to: '2026-11-21', openingBalance: '120.00', lines: [] })
})

test('days the wrong way round and unknown customers are refused', async () => {
  const { id: customerId } = await shop.customer()
  const { reports } = shop.as('viewer')
  const backwards = { customerId, from: '2026-11-02', to: '2026-11-01' }
  await expectRefused(reports.statementOfAccount(backwards), 'invalid_input', 'to')
})

test('what is dated on a closed day is told as late, with both of its days', async () => {
  const { id: customerId } = await shop.customer()
  const { id, invoiceNumber } = await shop.sent({ customerId, amount: '100.00', issueDate: '2026-10-01' })
  await shop.as('owner').statements.create({ customerId, periodStart: '2026-10-01', periodEnd: '2026-10-31' })
  const payment = await shop.pay(id, '40.00', { date: '2026-10-15' })
  const late = await shop.sent({ customerId, amount: '9.00', issueDate: '2026-10-30' })
  const { data, nextCursor } = await shop.as('viewer').reports.lateItems({ customerId })
  expect(nextCursor).toBeNull()
  expect(
    data.map(({ kind, amount, documentDate, postingDate }) => [kind, amount, documentDate, postingDate]),
  ).toEqual([
    ['invoice', '9.00', '2026-10-30', '2026-11-01'],
    ['payment', '-40.00', '2026-10-15', '2026-11-01'],
  ])
  expect(data[0]).toMatchObject({ invoiceId: late.id, invoiceNumber: late.invoiceNumber })
  expect(data[1]).toMatchObject({ paymentId: payment.id, invoiceId: null })
  expect(invoiceNumber).not.toBe(late.invoiceNumber)
  const [first] = (await shop.as('viewer').reports.lateItems({ customerId, limit: 1 })).data
  expect(first?.kind).toBe('invoice')
})
