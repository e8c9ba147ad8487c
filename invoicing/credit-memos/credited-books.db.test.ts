import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Invoice } from '../../contract/invoices.ts'
import { type TestCompany, testDay, testPlaten } from '../../tests/support/api.ts'

/*
 * What memos and write-offs do to what is told of a customer: statements, agings, balances on any day. Each test works in
 * October and looks back from November.
 */
const platen = testPlaten()
let shop: TestCompany
let sent: Invoice

beforeAll(async () => {
  shop = await platen.found({ taxRate: '10' })
})

beforeEach(async () => {
  platen.today = '2026-10-05'
  sent = await shop.sent({ amount: '100.00', issueDate: '2026-09-20', paymentTerms: 'due_on_receipt' })
})

const credit = (amount: string, more: { excess?: 'credit' | 'refund' } = {}) =>
  shop.as('accountant').creditMemos.create({
    invoiceId: sent.id,
    reason: 'defects',
    lineItems: [{ lineItemId: sent.lineItems[0]?.id ?? '', amount }],
    ...more,
  })
const october = { periodStart: '2026-10-01', periodEnd: '2026-10-31' }

async function statement() {
  platen.today = testDay
  return shop.as('accountant').statements.create({ customerId: sent.customerId, ...october })
}

const balanceOn = (asOf: string) => shop.as('viewer').customers.balance({ customerId: sent.customerId, asOf })

async function agingOn(asOf: string) {
  const report = await shop.as('viewer').reports.aging({ asOf })
  return report.customers.find(({ customerId }) => customerId === sent.customerId)
}

test('a memo stands under credit notes, as one line, also where it was more than the balance', async () => {
  await shop.pay(sent.id, '50.00', { date: '2026-10-01' })
  const memo = await credit('80.00')
  expect(await statement()).toMatchObject({
    openingBalance: '110.00',
    totalInvoiced: '0.00',
    totalPaid: '50.00',
    totalCreditNotes: '88.00',
    closingBalance: '-28.00',
    aging: { current: '0.00', unappliedCredit: '28.00', balance: '-28.00' },
    lines: [
      { kind: 'payment', paid: '50.00' },
      { kind: 'credit_memo', reference: memo.creditMemoNumber, credited: '88.00', balance: '-28.00' },
    ],
  })
})

test('what was refunded of it is negative under paid', async () => {
  await shop.pay(sent.id, '110.00', { date: '2026-10-01' })
  await credit('80.00', { excess: 'refund' })
  expect(await statement()).toMatchObject({
    totalPaid: '22.00',
    totalCreditNotes: '88.00',
    closingBalance: '0.00',
    lines: [
      { kind: 'payment' },
      { kind: 'credit_memo', credited: '88.00' },
      { kind: 'refund', paid: '-88.00' },
    ],
  })
})

test('a voided memo is negative under credit notes, on the day of the void', async () => {
  const memo = await credit('30.00')
  platen.today = '2026-10-20'
  await shop.as('accountant').creditMemos.void({ creditMemoId: memo.id, reason: 'Found in the van' })
  const made = await statement()
  expect(made).toMatchObject({
    openingBalance: '110.00',
    totalInvoiced: '0.00',
    totalCreditNotes: '0.00',
    closingBalance: '110.00',
    lines: [
      { date: '2026-10-05', kind: 'credit_memo', credited: '33.00', balance: '77.00' },
      { date: '2026-10-20', kind: 'void', reference: memo.creditMemoNumber, credited: '-33.00' },
    ],
  })
  expect(await balanceOn('2026-10-04')).toMatchObject({ balance: '110.00' })
  expect(await balanceOn('2026-10-05')).toMatchObject({ balance: '77.00', openInvoices: '77.00' })
  expect(await balanceOn('2026-10-20')).toMatchObject({ balance: '110.00' })
})

test('a write-off stands under credit notes', async () => {
  await shop.pay(sent.id, '50.00', { date: '2026-10-01' })
  await shop.as('accountant').writeOffs.create({ invoiceId: sent.id, reason: 'Bankrupt' })
  expect(await statement()).toMatchObject({
    totalPaid: '50.00',
    totalCreditNotes: '60.00',
    closingBalance: '0.00',
    lines: [
      { kind: 'payment' },
      { kind: 'write_off', reference: sent.invoiceNumber, credited: '60.00', balance: '0.00' },
    ],
  })
})

test('an aging shows what the memo left open, and its credit beside it', async () => {
  await credit('30.00')
  expect(await agingOn('2026-10-05')).toMatchObject({ days1To30: '77.00', unappliedCredit: '0.00' })
  platen.today = '2026-10-08'
  await shop.pay(sent.id, '77.00')
  await credit('70.00')
  platen.today = testDay
  expect(await agingOn('2026-10-04')).toMatchObject({ days1To30: '110.00', balance: '110.00' })
  expect(await agingOn('2026-10-07')).toMatchObject({ days1To30: '77.00', balance: '77.00' })
  expect(await agingOn('2026-10-08')).toMatchObject({
    days1To30: '0.00',
    unappliedCredit: '77.00',
    balance: '-77.00',
  })
})

test('a memo on a closed invoice of a closed month posts today', async () => {
  await statement()
  const memo = await credit('10.00')
  expect(memo).toMatchObject({ date: testDay, postingDate: testDay })
  expect(await balanceOn('2026-10-31')).toMatchObject({ balance: '110.00' })
})

test('what was credited is not paid this month and has no days to pay', async () => {
  const before = await shop.as('viewer').invoices.stats({})
  await credit('100.00')
  const after = await shop.as('viewer').invoices.stats({})
  expect(after.paidThisMonth).toBe(before.paidThisMonth)
  expect(after.averageDaysToPay).toBe(before.averageDaysToPay)
})
