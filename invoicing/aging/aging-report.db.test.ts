import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { type AgingBucket, agingBuckets } from '../../contract/reports.ts'
import { expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { addDays, agingBucketOf, dueDateFor } from '../calendar/calendar.ts'
import { verifyCompany } from '../verification/verify-company.ts'

const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found()
})

const dollars = (cents: number) => `${cents < 0 ? '-' : ''}${(Math.abs(cents) / 100).toFixed(2)}`

/** What happened, told by document: the model keeps lists and adds them up by the pure rules. */
interface Happening {
  customer: 0 | 1
  cents: number
  terms: 'due_on_receipt' | 'net_30' | 'net_60'
  issuedDaysAgo: number
  payments: { cents: number; daysAgo: number }[]
  voided: boolean
}

interface Posted {
  customer: number
  account: string
  dueDate: string | null
  cents: number
  day: string
  recorded: number
}

const today = '2026-11-21'
const happening: fc.Arbitrary<Happening> = fc.record({
  customer: fc.constantFrom(0 as const, 1 as const),
  cents: fc.integer({ min: 1, max: 500_000 }),
  terms: fc.constantFrom('due_on_receipt' as const, 'net_30' as const, 'net_60' as const),
  issuedDaysAgo: fc.integer({ min: 0, max: 200 }),
  payments: fc.array(
    fc.record({ cents: fc.integer({ min: 1, max: 300_000 }), daysAgo: fc.integer({ min: 0, max: 220 }) }),
    { maxLength: 3 },
  ),
  voided: fc.boolean(),
})

const later = (one: string, other: string) => (one > other ? one : other)

/** Records the happenings through the operations, and in the model. Each step is known from a later instant on. */
async function happen(company: TestCompany, happenings: Happening[]) {
  const customers = [await company.customer({ name: 'A' }), await company.customer({ name: 'B' })]
  const posted: Posted[] = []
  const knownAts: string[] = []
  let recorded = 0
  const known = async () => {
    const [row] = await platen.sql<{ at: string }>(
      `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`,
    )
    knownAts.push(row?.at ?? '')
    recorded += 1
  }
  await known()
  for (const { customer, cents, terms, issuedDaysAgo, payments, voided } of happenings) {
    const issueDate = addDays(today, -issuedDaysAgo)
    const dueDate = dueDateFor(issueDate, terms)
    const sent = await company.sent({
      customerId: customers[customer]?.id ?? '',
      amount: dollars(cents),
      paymentTerms: terms,
      issueDate,
    })
    const post = (account: string, amount: number, day: string) =>
      posted.push({
        customer,
        account,
        dueDate: account === 'credit' ? null : dueDate,
        cents: amount,
        day,
        recorded,
      })
    post(sent.id, cents, issueDate)
    let balance = cents
    for (const payment of payments) {
      if (balance === 0) break
      const date = addDays(today, -payment.daysAgo)
      await company.pay(sent.id, dollars(payment.cents), { date, keepExcessAsCredit: true })
      const applied = Math.min(balance, payment.cents)
      post('credit', -payment.cents, date)
      post('credit', applied, later(date, issueDate))
      post(sent.id, -applied, later(date, issueDate))
      balance -= applied
    }
    await known()
    if (!voided || balance === 0) continue
    await company.as('owner').invoices.void({ invoiceId: sent.id, reason: 'Random' })
    post(sent.id, -balance, today)
    post('credit', -(cents - balance), today)
    await known()
  }
  return { customers, posted, knownAts }
}

/** Aging by the pure rule: each open account of each customer into the bucket of its due date. */
function aged(posted: Posted[], asOf: string, knownUntil: number) {
  const seen = posted.filter(({ day, recorded }) => day <= asOf && recorded <= knownUntil)
  const sums: Record<AgingBucket | 'unappliedCredit' | 'balance', number> = {
    current: 0,
    days1To30: 0,
    days31To60: 0,
    days61To90: 0,
    over90: 0,
    unappliedCredit: 0,
    balance: 0,
  }
  for (const { dueDate, cents } of seen) {
    if (dueDate === null) sums.unappliedCredit -= cents
    else sums[agingBucketOf(dueDate, asOf)] += cents
    sums.balance += cents
  }
  return sums
}

test('aging and balances of random ledgers, on any day, as known at any time, are what the pure rules say', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(happening, { minLength: 1, maxLength: 6 }),
      fc.array(fc.integer({ min: -5, max: 230 }), { minLength: 3, maxLength: 5 }),
      async (happenings, daysAgo) => {
        const company = await platen.found()
        const { customers, posted, knownAts } = await happen(company, happenings)
        const { reports, customers: read } = company.as('viewer')
        for (const [index, days] of daysAgo.entries()) {
          const asOf = addDays(today, -days)
          const known = index % 2 ? undefined : (days + 230) % knownAts.length
          const knownAt = known === undefined ? undefined : knownAts[known]
          const until = known ?? Number.POSITIVE_INFINITY
          const report = await reports.aging({ asOf, knownAt })
          const expected = aged(posted, asOf, until)
          for (const bucket of [...agingBuckets, 'unappliedCredit', 'balance'] as const)
            expect([asOf, bucket, report.totals[bucket]]).toEqual([asOf, bucket, dollars(expected[bucket])])
          for (const [customer, { id }] of customers.entries()) {
            const own = aged(
              posted.filter((entry) => entry.customer === customer),
              asOf,
              until,
            )
            const balance = await read.balance({ customerId: id, asOf, knownAt })
            expect(balance.balance).toBe(dollars(own.balance))
            expect(balance.unappliedCredit).toBe(dollars(own.unappliedCredit))
            const row = report.customers.find(({ customerId }) => customerId === id)
            if (row) expect(row.balance).toBe(dollars(own.balance))
            else expect([own.balance, own.unappliedCredit]).toEqual([0, 0])
            const detail = await reports.agingOfCustomer({ customerId: id, asOf, knownAt })
            expect({ ...row, ...detail.totals }).toMatchObject(row ?? {})
            for (const bucket of agingBuckets) {
              const inIt = detail.invoices.filter((invoice) => invoice.bucket === bucket)
              const sum = inIt.reduce((cents, { open }) => cents + Math.round(Number(open) * 100), 0)
              expect([asOf, bucket, dollars(sum)]).toEqual([asOf, bucket, dollars(own[bucket])])
            }
          }
        }
        expect(await verifyCompany(platen.platen.pool, platen.platen.clock, company.id)).toEqual([])
      },
    ),
    { numRuns: 8 },
  )
}, 90_000)

test('the edges of the buckets: due today is current, 1 to 30, 31, 61, 91', async () => {
  const company = await platen.found()
  const edges: [number, AgingBucket][] = [
    [0, 'current'],
    [1, 'days1To30'],
    [30, 'days1To30'],
    [31, 'days31To60'],
    [60, 'days31To60'],
    [61, 'days61To90'],
    [90, 'days61To90'],
    [91, 'over90'],
  ]
  const { id: customerId } = await company.customer()
  for (const [index, [days]] of edges.entries())
    await company.sent({ customerId, amount: `${2 ** index}.00`, issueDate: addDays(today, -days) })
  const { totals } = await company.as('viewer').reports.aging({})
  for (const bucket of agingBuckets) {
    const expected = edges.reduce((sum, [, name], index) => sum + (name === bucket ? 2 ** index : 0), 0)
    expect([bucket, totals[bucket]]).toEqual([bucket, `${expected}.00`])
  }
})

test('a customer’s buckets open up to invoices with their days past due as of that day', async () => {
  const company = await platen.found()
  const { id: customerId } = await company.customer({ paymentTerms: 'net_30' })
  const old = await company.sent({ customerId, amount: '100.00', issueDate: addDays(today, -75) })
  const young = await company.sent({ customerId, amount: '40.00', issueDate: addDays(today, -3) })
  await company.pay(old.id, '30.00', { date: addDays(today, -10) })
  await company.sent({ amount: '7.00' })
  const { reports } = company.as('viewer')
  expect(await reports.agingOfCustomer({ customerId })).toMatchObject({
    asOf: today,
    currency: 'USD',
    totals: { current: '40.00', days31To60: '70.00', balance: '110.00' },
    invoices: [
      {
        invoiceId: old.id,
        invoiceNumber: old.invoiceNumber,
        daysPastDue: 45,
        bucket: 'days31To60',
        total: '100.00',
        open: '70.00',
      },
      { invoiceId: young.id, daysPastDue: 0, bucket: 'current', open: '40.00' },
    ],
  })
  const before = await reports.agingOfCustomer({ customerId, asOf: addDays(today, -20) })
  expect(before.invoices).toMatchObject([{ daysPastDue: 25, bucket: 'days1To30', open: '100.00' }])
  const foreign = (await (await platen.found()).customer()).id
  const unknown = '00000000-0000-4000-8000-000000000000'
  expect(await expectRefused(reports.agingOfCustomer({ customerId: foreign }), 'not_found')).toEqual(
    await expectRefused(reports.agingOfCustomer({ customerId: unknown }), 'not_found'),
  )
})

test('as a CSV file: a line per customer and their sum, formulas escaped, in one currency', async () => {
  const company = await platen.found()
  const { id } = await company.customer({ name: '=HYPERLINK("http://x")' })
  await company.sent({
    customerId: id,
    amount: '12.50',
    issueDate: addDays(today, -5),
    paymentTerms: 'due_on_receipt',
  })
  const { id: tokyo } = await company.customer({ name: 'Tokyo', defaultCurrency: 'JPY' })
  await company.sent({ customerId: tokyo, amount: '1500' })
  const file = await company.as('viewer').reports.agingCsv({})
  expect([file.name, file.type]).toEqual([`aging-${today}-USD.csv`, 'text/csv; charset=utf-8'])
  expect((await file.text()).trim().split('\r\n')).toEqual([
    'asOf,customerNumber,customerName,currency,current,days1To30,days31To60,days61To90,over90,unappliedCredit,balance',
    `${today},CUST-0001,"'=HYPERLINK(""http://x"")",USD,0.00,12.50,0.00,0.00,0.00,0.00,12.50`,
    `${today},,Total,USD,0.00,12.50,0.00,0.00,0.00,0.00,12.50`,
  ])
  const yen = await (await company.as('viewer').reports.agingCsv({ currency: 'JPY' })).text()
  expect(yen).toContain(`${today},CUST-0002,Tokyo,JPY,1500,0,0,0,0,0,1500`)
  await expectRefused(company.as('viewer').reports.agingCsv({ currency: 'KWD' }), 'currency_not_supported')
})

test('a closed day never changes its answer', async () => {
  const company = await platen.found()
  const first = await company.sent({ amount: '100.00', issueDate: '2026-10-05' })
  await company.as('owner').company.update({ version: 1, booksClosedOn: '2026-10-31' })
  const answers = async () => {
    const { reports, customers } = company.as('viewer')
    return [
      await reports.aging({ asOf: '2026-10-31' }),
      await customers.balance({ customerId: first.customerId, asOf: '2026-10-20' }),
    ]
  }
  const before = await answers()
  await company.pay(first.id, '10.00', { date: '2026-10-06' })
  await company.sent({ customerId: first.customerId, amount: '5.00', issueDate: '2026-10-07' })
  await company.as('owner').invoices.void({ invoiceId: first.id, reason: 'Wrong' })
  expect(await answers()).toEqual(before)
})

test('each currency by itself', async () => {
  const { id: customerId } = await shop.customer({ name: 'Kyoto', defaultCurrency: 'JPY' })
  await shop.sent({ customerId, amount: '1500' })
  await shop.sent({ amount: '20.00' })
  const { reports } = shop.as('viewer')
  expect(await reports.aging({})).toMatchObject({
    currency: 'USD',
    totals: { balance: '20.00' },
    otherCurrencies: ['JPY'],
  })
  expect(await reports.aging({ currency: 'JPY' })).toMatchObject({
    totals: { balance: '1500', current: '1500' },
    customers: [{ customerName: 'Kyoto', customerNumber: 'CUST-0001' }],
    otherCurrencies: ['USD'],
  })
  await expectRefused(reports.aging({ currency: 'KWD' }), 'currency_not_supported', 'currency')
})
