import { beforeAll, expect, test } from 'vitest'
import type { Invoice } from '../../contract/invoices.ts'
import { entryKinds } from '../../contract/ledger-entries.ts'
import { type Client, type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { addDays } from '../calendar/calendar.ts'
import { centsOf, decimalText, sumCents } from '../money/money.ts'

/*
 * The same number everywhere: one customer to whom everything happened that moves money, asked at every door that tells
 * a balance, now and as of past days.
 */
const here = testPlaten()
const reason = 'Agreed on the phone'
let shop: TestCompany
let customerId: string
let reads: Client

const sumOf = (amounts: Iterable<string>) => decimalText(sumCents([...amounts].map(centsOf)))

function lineOf({ lineItems: [line] }: Invoice): string {
  if (!line) throw new Error('The invoice has no line')
  return line.id
}

/** Lets a few months of a lively customer happen. */
beforeAll(async () => {
  shop = await here.found()
  const owner = shop.as('owner')
  reads = shop.as('viewer')
  const other = await shop.customer({ name: 'Somebody else' })
  await shop.sent({ customerId: other.id, amount: '5000.00', issueDate: '2026-09-01' })
  customerId = (await shop.customer({ name: 'Busy Bees', paymentTerms: 'net_30' })).id
  const sent = (amount: string, issueDate: string) => shop.sent({ customerId, amount, issueDate })
  const aug = await sent('400.00', '2026-08-03')
  const sep = await sent('250.10', '2026-09-02')
  const oct = await sent('99.99', '2026-10-05')
  const wrong = await sent('77.00', '2026-10-06')
  const nov = await sent('1637.85', '2026-11-04')
  await shop.draft({ customerId, amount: '888.00' })
  await owner.payments.receive({
    customerId,
    amount: '500.00',
    method: 'check',
    date: '2026-09-10',
    allocations: [
      { invoiceId: aug.id, amount: '300.00' },
      { invoiceId: sep.id, amount: '150.00' },
    ],
  })
  const bounced = await shop.pay(oct.id, '99.99', { date: '2026-10-20' })
  await owner.payments.reverse({ paymentId: bounced.id, reason })
  const moved = await shop.pay(nov.id, '200.00', { date: '2026-11-10' })
  const [allocation] = moved.allocations
  await owner.payments.releaseAllocation({ paymentId: moved.id, allocationId: allocation?.id ?? '' })
  await owner.payments.allocate({
    paymentId: moved.id,
    allocations: [{ invoiceId: nov.id, amount: '120.00' }],
  })
  await shop.pay(aug.id, '100.00', { date: '2026-11-02' })
  const memo = { invoiceId: aug.id, reason: 'misprints' as const }
  await owner.creditMemos.create({ ...memo, lineItems: [{ lineItemId: lineOf(aug), amount: '60.00' }] })
  const undone = await owner.creditMemos.create({
    invoiceId: sep.id,
    reason: 'returns',
    lineItems: [{ lineItemId: lineOf(sep), amount: '20.00' }],
  })
  await owner.creditMemos.void({ creditMemoId: undone.id, reason })
  await owner.credit.refund({ customerId, amount: '30.00', date: '2026-11-15' })
  await shop.pay(wrong.id, '7.00', { date: '2026-10-25' })
  await owner.invoices.void({ invoiceId: wrong.id, reason })
  await owner.writeOffs.create({ invoiceId: oct.id, reason })
  await owner.statements.create({ customerId, periodStart: '2026-08-01', periodEnd: '2026-09-30' })
  await shop.sent({ customerId, amount: '15.00', issueDate: '2026-09-20' })
})

/** What the plain sum of the ledger says, past every operation. */
async function ledgerOn(asOf: string) {
  const [row] = await here.sql<{ balance: string; open: string; credit: string }>(
    `select coalesce(sum(amount), 0)::numeric(15, 2) as balance,
       coalesce(sum(amount) filter (where invoice_id is not null), 0)::numeric(15, 2) as open,
       coalesce(-sum(amount) filter (where invoice_id is null), 0)::numeric(15, 2) as credit
     from invoicing.receivable_entries where customer_id = $1 and posting_date <= $2::date`,
    [customerId, asOf],
  )
  if (!row) throw new Error('A sum gave no row')
  return row
}

test('everything that moves money happened to the customer', async () => {
  const kinds = await here.sql<{ kind: string }>(
    'select distinct kind from invoicing.receivable_entries where customer_id = $1',
    [customerId],
  )
  expect(kinds.map(({ kind }) => kind).sort()).toEqual(
    entryKinds.filter((kind) => kind !== 'late_fee').sort(),
  )
})

const days = [
  ...['2026-07-31', '2026-08-03', '2026-09-09', '2026-09-10', '2026-09-30', '2026-10-01', '2026-10-06'],
  ...['2026-10-20', '2026-10-25', '2026-11-02', '2026-11-10', '2026-11-15', '2026-11-20', '2026-11-21'],
]

test.each(days)('every door tells the same balance as of %s', async (asOf) => {
  const { balance, open, credit } = await ledgerOn(asOf)
  const told = await reads.customers.balance({ customerId, asOf })
  expect(told).toMatchObject({ balance, openInvoices: open, unappliedCredit: credit })

  const figures = { balance, openInvoices: open, unappliedCredit: credit }
  for (const [figure, amount] of Object.entries(figures) as [keyof typeof figures, string][]) {
    const why = await reads.customers.entries({ customerId, figure, asOf, limit: 100 })
    expect([figure, why.amount, why.data[0]?.balance ?? '0.00']).toEqual([figure, amount, amount])
    expect(sumOf(why.data.map((entry) => entry.amount))).toBe(amount)
  }

  const { customers } = await reads.reports.aging({ asOf })
  const row = customers.find((one) => one.customerId === customerId)
  expect(row?.balance ?? '0.00').toBe(balance)
  expect(row?.unappliedCredit ?? '0.00').toBe(credit)
  const aging = await reads.reports.agingOfCustomer({ customerId, asOf })
  expect(aging.totals.balance).toBe(balance)
  expect(sumOf(aging.invoices.map((invoice) => invoice.open))).toBe(open)

  const until = await reads.reports.statementOfAccount({ customerId, from: '2026-01-01', to: asOf })
  expect(until.closingBalance).toBe(balance)
  expect(until.lines.at(-1)?.balance ?? '0.00').toBe(balance)
  const after = await reads.reports.statementOfAccount({
    customerId,
    from: addDays(asOf, 1),
    to: '2026-12-31',
  })
  expect(after.openingBalance).toBe(balance)

  const { data: invoices } = await reads.invoices.list({ customerId, limit: 100 })
  const opens = await Promise.all(
    invoices.map(async ({ id }) => (await reads.invoices.entries({ invoiceId: id, asOf })).amount),
  )
  expect(sumOf(opens)).toBe(open)
})

test('every door tells the same balance now', async () => {
  const { balance, open, credit } = await ledgerOn(here.today)
  const figures = { balance, openInvoices: open, unappliedCredit: credit }
  expect(await reads.customers.show({ customerId })).toMatchObject(figures)
  const { data: customers } = await reads.customers.list({ q: 'Busy Bees' })
  expect(customers).toMatchObject([figures])
  expect(await reads.customers.balance({ customerId })).toMatchObject(figures)
  expect((await reads.credit.show({ customerId })).unappliedCredit).toBe(credit)
  const summary = await reads.customers.summary({ customerId })
  expect(summary.totalOutstanding).toBe(open)
  const paid = await reads.customers.entries({ customerId, figure: 'totalPaid' })
  expect(paid.amount).toBe(summary.totalPaid)

  const { data: invoices } = await reads.invoices.list({ customerId, limit: 100 })
  const issued = invoices.filter(({ status }) => status !== 'draft')
  expect(issued).toHaveLength(6)
  expect(sumOf(issued.map(({ balanceDue }) => balanceDue))).toBe(open)
  for (const { id, balanceDue, status } of issued) {
    const why = await reads.invoices.entries({ invoiceId: id })
    const whole = await reads.invoices.show({ invoiceId: id })
    expect([status, why.amount, whole.balanceDue]).toEqual([status, balanceDue, balanceDue])
  }

  const stats = await reads.invoices.stats({})
  const outstanding = await reads.reports.entries({ figure: 'totalOutstanding' })
  expect(outstanding.amount).toBe(stats.totalOutstanding)
  expect(stats.totalOutstanding).toBe(sumOf([open, '5000.00']))
  const month = await reads.reports.entries({ figure: 'paidThisMonth' })
  expect([month.amount, month.data[0]?.balance]).toEqual([stats.paidThisMonth, stats.paidThisMonth])

  const rest = await here.request('GET', `/api/v1/customers/${customerId}/balance`, {
    key: shop.key('sales'),
  })
  expect(rest.body).toMatchObject(figures)
})

test('an issued statement closes with the balance of its last day, and a snapshot has the one of today', async () => {
  const periodEnd = '2026-11-12'
  const statement = await shop
    .as('accountant')
    .statements.create({ customerId, periodStart: '2026-10-01', periodEnd })
  expect(statement.closingBalance).toBe((await ledgerOn(periodEnd)).balance)
  expect(statement.openingBalance).toBe((await ledgerOn('2026-09-30')).balance)
  const snapshot = await shop.as('accountant').agingSnapshots.create({ customerId })
  expect(snapshot).toMatchObject({ balance: (await ledgerOn(here.today)).balance })
})
