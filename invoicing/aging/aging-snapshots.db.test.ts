import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agingBuckets } from '../../contract/reports.ts'
import { expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { addDays } from '../calendar/calendar.ts'
import { centsOf, sumCents } from '../money/money.ts'
import { verifyCompany } from '../verification/verify-company.ts'
import { takeDailySnapshots } from './take-daily-snapshots.ts'

const here = testPlaten()
const today = here.today
const daysAgo = (days: number) => addDays(today, -days)

const dailyOf = async (shop: TestCompany, customerId: string) => {
  const { data } = await shop.as('viewer').agingSnapshots.list({ customerId })
  return data.filter((snapshot) => snapshot.generatedVia === 'scheduled')
}

/** What happens to a customer: an invoice so many days ago, then perhaps a payment, too much money, or a void. */
const anyMatter = fc.record({
  cents: fc.integer({ min: 1, max: 500_00 }),
  issuedAgo: fc.integer({ min: 0, max: 150 }),
  terms: fc.constantFrom('due_on_receipt' as const, 'net_30' as const, 'net_90' as const),
  outcome: fc.constantFrom('nothing', 'pay a part', 'pay all', 'overpay', 'void'),
  paidAgo: fc.integer({ min: 0, max: 150 }),
})

describe('an aging kept on demand', () => {
  test('is the report’s, and buckets minus unapplied credit are the balance, whatever happened', async () => {
    const shop = await here.found()
    await fc.assert(
      fc.asyncProperty(fc.array(anyMatter, { minLength: 1, maxLength: 6 }), async (matters) => {
        const { id: customerId } = await shop.customer()
        for (const matter of matters) await happen(shop, customerId, matter)
        const kept = await shop.as('accountant').agingSnapshots.create({ customerId })
        const { customers } = await shop.as('viewer').reports.aging({})
        const reported = customers.find((customer) => customer.customerId === customerId)
        const zero = {
          current: '0.00',
          days1To30: '0.00',
          days31To60: '0.00',
          days61To90: '0.00',
          over90: '0.00',
        }
        expect(kept).toMatchObject(
          bucketsOf(reported ?? { ...zero, unappliedCredit: '0.00', balance: '0.00' }),
        )
        const { balance } = await shop.as('viewer').customers.balance({ customerId })
        const owed = sumCents(agingBuckets.map((bucket) => centsOf(kept[bucket])))
        expect(owed - centsOf(kept.unappliedCredit)).toBe(centsOf(balance))
        const past = daysAgo(matters[0]?.paidAgo ?? 0)
        const then = await shop.as('viewer').customers.balance({ customerId, asOf: past })
        const report = (await shop.as('viewer').reports.aging({ asOf: past })).customers
        expect(report.find((customer) => customer.customerId === customerId)?.balance ?? '0.00').toBe(
          then.balance,
        )
      }),
      { numRuns: 15 },
    )
    expect(await verifyCompany(here.platen.pool, here.platen.clock, shop.id)).toEqual([])
  })

  test('stays as it was kept, and says who kept it', async () => {
    const shop = await here.found()
    const invoice = await shop.sent({ amount: '100.00', issueDate: daysAgo(40) })
    const { customerId } = invoice
    const kept = await shop.as('accountant').agingSnapshots.create({ customerId })
    expect(kept).toMatchObject({
      snapshotDate: today,
      days31To60: '100.00',
      balance: '100.00',
      totalInvoices: 1,
      generatedVia: 'on_demand',
      statementId: null,
      generatedBy: 'Key of accountant',
    })
    await shop.pay(invoice.id, '30.00', { date: daysAgo(10) })
    expect((await shop.as('viewer').agingSnapshots.list({ customerId })).data).toEqual([kept])
    expect(await verifyCompany(here.platen.pool, here.platen.clock, shop.id)).toEqual([])
    await expect(
      here.sql('update invoicing.customer_aging_snapshots set bucket_current = 1 where id = $1', [kept.id]),
    ).rejects.toThrow(/only ever added/)
  })

  test('of an unknown or a foreign customer is refused alike, and needs the permission', async () => {
    const shop = await here.found()
    const foreign = await (await here.found()).customer()
    const client = shop.as('accountant').agingSnapshots
    const unknownId = '00000000-0000-4000-8000-000000000000'
    const unknown = await expectRefused(client.create({ customerId: unknownId }), 'not_found')
    expect(await expectRefused(client.create({ customerId: foreign.id }), 'not_found')).toEqual(unknown)
    expect(await expectRefused(client.list({ customerId: foreign.id }), 'not_found')).toEqual(unknown)
    await expectRefused(shop.as('sales').agingSnapshots.create({ customerId: foreign.id }), 'forbidden')
  })

  test('a dry run keeps nothing', async () => {
    const shop = await here.found()
    const { customerId } = await shop.sent({ amount: '5.00' })
    const shown = await shop.as('accountant', { dryRun: true }).agingSnapshots.create({ customerId })
    expect(shown.balance).toBe('5.00')
    expect((await shop.as('viewer').agingSnapshots.list({ customerId })).data).toEqual([])
  })
})

describe('the agings of a day', () => {
  test('are kept for every customer with a balance, in their currency, once', async () => {
    const shop = await here.found()
    const owing = await shop.sent({ amount: '10.00', issueDate: daysAgo(5) })
    const yen = await shop.customer({ defaultCurrency: 'JPY' })
    await shop.sent({ customerId: yen.id, amount: '700' })
    const ahead = await shop.sent({ amount: '1.00' })
    await shop.pay(ahead.id, '3.00', { keepExcessAsCredit: true })
    const settled = await shop.sent({ amount: '2.00' })
    await shop.pay(settled.id, '2.00')

    expect(await takeDailySnapshots(here.platen, shop.id)).toBe(3)
    expect(await takeDailySnapshots(here.platen, shop.id)).toBe(0)
    expect(await dailyOf(shop, owing.customerId)).toMatchObject([
      { snapshotDate: today, days1To30: '10.00', generatedBy: null, generatedVia: 'scheduled' },
    ])
    expect(await dailyOf(shop, yen.id)).toMatchObject([{ currency: 'JPY', current: '700' }])
    expect(await dailyOf(shop, ahead.customerId)).toMatchObject([
      { unappliedCredit: '2.00', balance: '-2.00' },
    ])
    expect(await dailyOf(shop, settled.customerId)).toEqual([])
    expect(await verifyCompany(here.platen.pool, here.platen.clock, shop.id)).toEqual([])
  })

  test('are kept once by several at the same moment, while payments go on', async () => {
    const shop = await here.found()
    const invoices = await Promise.all(Array.from({ length: 8 }, () => shop.sent({ amount: '10.00' })))
    await Promise.all([
      takeDailySnapshots(here.platen, shop.id),
      ...invoices.map((invoice) => shop.pay(invoice.id, '1.00')),
      takeDailySnapshots(here.platen, shop.id),
      takeDailySnapshots(here.platen, shop.id),
    ])
    for (const { customerId } of invoices) expect(await dailyOf(shop, customerId)).toHaveLength(1)
    expect(await verifyCompany(here.platen.pool, here.platen.clock, shop.id)).toEqual([])
  })

  test('cut off half-way are finished by the next, and the next day has its own', async () => {
    const shop = await here.found()
    const [first, second] = [await shop.sent({ amount: '10.00' }), await shop.sent({ amount: '20.00' })]
    await takeDailySnapshots(here.platen, shop.id)
    await here.tamper('delete from invoicing.effects where company_id = $1', [shop.id])
    await here.tamper('delete from invoicing.customer_aging_snapshots where customer_id = $1', [
      second.customerId,
    ])
    expect(await takeDailySnapshots(here.platen, shop.id)).toBe(1)
    here.today = addDays(today, 1)
    expect(await takeDailySnapshots(here.platen, shop.id)).toBe(2)
    here.today = today
    expect((await dailyOf(shop, first.customerId)).map((snapshot) => snapshot.snapshotDate)).toEqual([
      addDays(today, 1),
      today,
    ])
  })
})

async function happen(
  shop: TestCompany,
  customerId: string,
  matter: typeof anyMatter extends fc.Arbitrary<infer Matter> ? Matter : never,
): Promise<void> {
  const text = (cents: number) => (cents / 100).toFixed(2)
  const { cents, terms: paymentTerms } = matter
  const invoice = await shop.sent({
    customerId,
    paymentTerms,
    amount: text(cents),
    issueDate: daysAgo(matter.issuedAgo),
  })
  const date = daysAgo(matter.paidAgo)
  if (matter.outcome === 'pay all') await shop.pay(invoice.id, text(cents), { date })
  if (matter.outcome === 'pay a part' && cents > 1)
    await shop.pay(invoice.id, text(Math.floor(cents / 2)), { date })
  if (matter.outcome === 'overpay')
    await shop.pay(invoice.id, text(cents + 7_50), { date, keepExcessAsCredit: true })
  if (matter.outcome === 'void')
    await shop.as('owner').invoices.void({ invoiceId: invoice.id, reason: 'A trial' })
}

function bucketsOf(aging: Record<(typeof agingBuckets)[number] | 'unappliedCredit' | 'balance', string>) {
  const { current, days1To30, days31To60, days61To90, over90, unappliedCredit, balance } = aging
  return { current, days1To30, days31To60, days61To90, over90, unappliedCredit, balance }
}
