import { beforeAll, expect, test } from 'vitest'
import { expectProblem, expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { centsOf } from '../money/money.ts'

const here = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await here.found()
})

test('an invoice tells the entries that its balance and status come from, the latest first', async () => {
  const { id: invoiceId, invoiceNumber } = await shop.sent({ amount: '1637.85', issueDate: '2026-11-01' })
  const payment = await shop.as('sales').payments.record({
    invoiceId,
    amount: '400.00',
    method: 'check',
    reference: '1042',
    date: '2026-11-05',
  })
  const { invoices } = shop.as('viewer')
  const why = await invoices.entries({ invoiceId })
  expect(why).toMatchObject({
    figure: 'balanceDue',
    asOf: '2026-11-21',
    currency: 'USD',
    amount: '1237.85',
    nextCursor: null,
    data: [
      {
        kind: 'allocation',
        account: 'invoice',
        amount: '-400.00',
        balance: '1237.85',
        postingDate: '2026-11-05',
        document: { kind: 'payment', id: payment.id, number: '1042', method: 'check' },
      },
      {
        kind: 'invoice',
        amount: '1637.85',
        balance: '1637.85',
        documentDate: '2026-11-01',
        invoiceId,
        invoiceNumber,
        document: { kind: 'invoice', id: invoiceId, number: invoiceNumber, method: null },
      },
    ],
  })
  expect(why.why).toMatch(/^Partial: \$400\.00 of \$1,637\.85 was paid, \$1,237\.85 is open/)
  const before = await invoices.entries({ invoiceId, asOf: '2026-11-04' })
  expect(before).toMatchObject({ amount: '1637.85', data: [{ kind: 'invoice' }] })
  expect(before.why).toMatch(/^Sent: no payment was applied/)
  const unsent = await invoices.entries({ invoiceId, asOf: '2026-10-31' })
  expect(unsent).toMatchObject({ amount: '0.00', data: [] })
  expect(unsent.why).toMatch(/^Draft/)
})

test('drafts, void invoices and those of nothing say why nothing is owed', async () => {
  const { invoices } = shop.as('viewer')
  const draft = await shop.draft()
  expect(await invoices.entries({ invoiceId: draft.id })).toMatchObject({ amount: '0.00', data: [] })
  const sent = await shop.sent({ amount: '50.00', issueDate: '2026-11-02' })
  await shop.as('owner').invoices.void({ invoiceId: sent.id, reason: 'Sent twice' })
  const voided = await invoices.entries({ invoiceId: sent.id })
  expect(voided).toMatchObject({ amount: '0.00', data: [{ kind: 'void', amount: '-50.00' }, {}] })
  expect(voided.why).toBe('Void: it was voided (Sent twice), so nothing is owed on it.')
  expect((await invoices.entries({ invoiceId: sent.id, asOf: '2026-11-03' })).why).toMatch(/^Sent/)
  const free = await shop.sent({ amount: '0.00' })
  expect((await invoices.entries({ invoiceId: free.id })).why).toMatch(/^Credited: its total is \$0\.00/)
})

test('credit of a memo on another invoice counts as credited, not as paid', async () => {
  const { id: customerId } = await shop.customer()
  const first = await shop.sent({ customerId, amount: '100.00', issueDate: '2026-11-01' })
  await shop.pay(first.id, '100.00')
  await shop.as('owner').creditMemos.create({
    invoiceId: first.id,
    reason: 'returns',
    lineItems: [{ lineItemId: first.lineItems[0]?.id ?? '', amount: '30.00' }],
  })
  const second = await shop.sent({ customerId, amount: '80.00' })
  await shop.as('owner').credit.apply({ customerId })
  const { data, why } = await shop.as('viewer').invoices.entries({ invoiceId: second.id })
  expect(data[0]).toMatchObject({ kind: 'allocation', amount: '-30.00', document: { kind: 'credit_memo' } })
  expect(why).toMatch(/^Sent: \$30\.00 was credited, no payment was applied, \$50\.00 is open/)
  const credit = await shop.as('viewer').customers.entries({ customerId, figure: 'unappliedCredit' })
  expect(credit.data[0]).toMatchObject({
    amount: '-30.00',
    balance: '0.00',
    account: 'unapplied',
    invoiceNumber: second.invoiceNumber,
  })
})

test('page by page each figure continues where the page before ended, whatever was posted on one day', async () => {
  const { id: customerId } = await shop.customer()
  for (const [index, day] of ['2026-11-02', '2026-11-02', '2026-10-01', '2026-11-03'].entries()) {
    const sent = await shop.sent({ customerId, amount: `${index + 1}0.00`, issueDate: day })
    await shop.pay(sent.id, `${index + 1}.00`, { date: day })
  }
  const { customers } = shop.as('viewer')
  for (const figure of ['balance', 'openInvoices', 'unappliedCredit', 'totalPaid'] as const) {
    const whole = await customers.entries({ customerId, figure, limit: 100 })
    const paged: typeof whole.data = []
    let cursor: string | undefined
    do {
      const page = await customers.entries({ customerId, figure, limit: 3, cursor })
      expect(page.amount).toBe(whole.amount)
      paged.push(...page.data)
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(paged).toEqual(whole.data)
    const oldest = paged.at(-1)
    expect(oldest?.balance).toBe(oldest?.amount)
    for (const [index, entry] of paged.entries())
      expect(centsOf(entry.balance) - centsOf(entry.amount)).toBe(centsOf(paged[index + 1]?.balance ?? '0'))
  }
})

test('what was dated on a closed day shows both days, and what was known before it is repeated', async () => {
  const { id: customerId } = await shop.customer()
  await shop.sent({ customerId, amount: '10.00', issueDate: '2026-09-15' })
  await shop.as('owner').statements.create({ customerId, periodStart: '2026-09-01', periodEnd: '2026-09-30' })
  const [known] = await here.sql<{ at: string }>(
    `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`,
  )
  await shop.sent({ customerId, amount: '7.00', issueDate: '2026-09-20' })
  const { customers } = shop.as('viewer')
  const { data, amount } = await customers.entries({ customerId })
  expect(amount).toBe('17.00')
  expect(data[0]).toMatchObject({ documentDate: '2026-09-20', postingDate: '2026-10-01', amount: '7.00' })
  const before = await customers.entries({ customerId, knownAt: known?.at })
  expect(before).toMatchObject({ amount: '10.00', data: [{ amount: '10.00' }] })
})

test('a company’s figures are those of one currency, and a month begins on its first day', async () => {
  const own = await here.found()
  const yen = await own.customer({ defaultCurrency: 'JPY' })
  const sent = await own.sent({ amount: '90.00', issueDate: '2026-10-01' })
  await own.sent({ customerId: yen.id, amount: '5000' })
  await own.pay(sent.id, '40.00', { date: '2026-10-31' })
  await own.pay(sent.id, '20.00', { date: '2026-11-01' })
  const { reports } = own.as('viewer')
  expect(await reports.entries({ figure: 'paidThisMonth' })).toMatchObject({
    amount: '20.00',
    data: [{ amount: '20.00' }],
  })
  const october = await reports.entries({ figure: 'paidThisMonth', asOf: '2026-10-31' })
  expect(october).toMatchObject({ amount: '40.00', why: '$40.00 was received: $40.00 is what was paid.' })
  expect((await reports.entries({})).amount).toBe('30.00')
  expect(await reports.entries({ currency: 'JPY' })).toMatchObject({
    amount: '5000',
    data: [{ balance: '5000' }],
  })
  await expectRefused(reports.entries({ currency: 'XXX' }), 'currency_not_supported', 'currency')
})

test('foreign and unknown ids, cursors and figures of no list are refused', async () => {
  const { invoices, customers } = shop.as('viewer')
  const unknown = '00000000-0000-4000-8000-000000000000'
  const foreign = await here.found()
  const theirs = await foreign.sent()
  expect(await expectRefused(invoices.entries({ invoiceId: theirs.id }), 'not_found')).toEqual(
    await expectRefused(invoices.entries({ invoiceId: unknown }), 'not_found'),
  )
  expect(await expectRefused(customers.entries({ customerId: theirs.customerId }), 'not_found')).toEqual(
    await expectRefused(customers.entries({ customerId: unknown }), 'not_found'),
  )
  const { id: customerId } = await shop.customer()
  for (const value of [
    '2026-11-02',
    '2026-02-31 4',
    '2026-11-02 x',
    '2026-11-02 1 2',
    '1',
    "2026-11-02 1'",
  ]) {
    const cursor = Buffer.from(JSON.stringify([value, customerId])).toString('base64url')
    await expectRefused(customers.entries({ customerId, cursor }), 'invalid_input', 'cursor')
  }
  const path = `/api/v1/customers/${customerId}/entries`
  const asked = await here.request('GET', `${path}?figure=profit`, { key: shop.key('viewer') })
  expectProblem(asked, 'invalid_input', 'figure')
  expectProblem(await here.request('GET', path), 'not_signed_in')
})
