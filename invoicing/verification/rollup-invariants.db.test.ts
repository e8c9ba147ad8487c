import { beforeAll, expect, test } from 'vitest'
import { type InvoiceView, invoiceViews } from '../../contract/invoices.ts'
import { expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { foldRollups } from '../rollups/fold-rollups.ts'
import { verifyCompany } from './verify-company.ts'

/* The rollups follow whatever happens to invoices and money; what drifts from them is found under its invariant. */
const platen = testPlaten()
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found({ taxRate: '0' })
})

async function broken(): Promise<string[]> {
  const found = await verifyCompany(platen.platen.pool, platen.platen.clock, shop.id)
  return found.map(({ id, brokenIds }) => `${id} ${brokenIds.join(', ')}`)
}

/** What each view lists, counted by hand. */
async function listed(): Promise<Record<InvoiceView, number>> {
  const { invoices } = shop.as('viewer')
  const counts = { all: 0, draft: 0, outstanding: 0, overdue: 0, paid: 0 }
  for (const view of invoiceViews) counts[view] = (await invoices.list({ view, limit: 100 })).data.length
  return counts
}

test('every way of an invoice leaves the counts at what the views list', async () => {
  const owner = shop.as('owner')
  const draft = await shop.draft({ amount: '7.00' })
  await owner.invoices.update({ invoiceId: draft.id, version: 1, shipping: '3.00' })
  const dueOn = (dueDate: string, amount: string) => shop.sent({ amount, dueDate, issueDate: '2026-10-01' })
  const late = await dueOn('2026-11-20', '100.00')
  const soon = await dueOn('2026-11-21', '50.00')
  const edge = await dueOn('2026-11-27', '5.00')
  await dueOn('2026-11-28', '20.00')
  const forgiven = await dueOn('2026-11-28', '4.00')
  const settled = await dueOn('2026-10-31', '40.00')
  await shop.pay(settled.id, '40.00', { date: '2026-10-11' })
  const credited = await shop.sent({ amount: '9.00' })
  await owner.creditMemos.create({
    invoiceId: credited.id,
    reason: 'misprints',
    lineItems: [{ lineItemId: credited.lineItems[0]?.id ?? '', amount: '9.00' }],
  })
  const cheque = await shop.pay(soon.id, '50.00', { date: '2026-11-05' })
  await owner.payments.reverse({ paymentId: cheque.id, reason: 'Bounced' })
  const void_ = await shop.sent()
  await owner.invoices.void({ invoiceId: void_.id, reason: 'Ordered twice' })
  await owner.writeOffs.create({ invoiceId: forgiven.id, reason: 'Nobody will pay it' })

  const { viewCounts, ...stats } = await shop.as('viewer').invoices.stats({})
  expect(viewCounts).toEqual(await listed())
  expect(viewCounts).toMatchObject({ all: 9, draft: 1, outstanding: 4, overdue: 1, paid: 3 })
  expect(stats).toMatchObject({
    totalOutstanding: '175.00',
    overdueCount: 1,
    overdueTotal: '100.00',
    dueSoonCount: 2,
    dueSoonTotal: '55.00',
    draftTotal: '10.00',
    averageDaysToPay: 10,
  })
  const due = await owner.invoices.list({ view: 'outstanding', dueFrom: '2026-11-21', dueTo: '2026-11-27' })
  expect(due.data.map(({ id }) => id).sort()).toEqual([soon.id, edge.id].sort())
  expect((await owner.invoices.list({ dueTo: '2026-11-20' })).data.map(({ id }) => id)).toContain(late.id)
  const never = await owner.invoices.list({ dueFrom: '2026-01-01', limit: 100 })
  expect(never.data.map(({ id }) => id)).not.toContain(draft.id)
  await expectRefused(
    owner.invoices.list({ dueFrom: '2026-11-02', dueTo: '2026-11-01' }),
    'invalid_input',
    'dueTo',
  )
  expect(await broken()).toEqual([])
})

test('many hands at once leave the counts right', async () => {
  const { id: customerId } = await shop.customer()
  await Promise.all(
    Array.from({ length: 12 }, async (_, index) => {
      const { id } = await shop.sent({ customerId, amount: '10.00' })
      if (index % 3 === 0) await shop.pay(id, '10.00')
      if (index % 3 === 1) await shop.as('owner').invoices.void({ invoiceId: id, reason: 'Test' })
    }),
  )
  expect((await shop.as('viewer').invoices.stats({})).viewCounts).toEqual(await listed())
  expect(await broken()).toEqual([])
})

const rollupRows = async () => {
  const [rows] = await platen.sql<{ waiting: number; sums: number }>(
    `select count(*) filter (where not is_sum)::int as waiting, count(*) filter (where is_sum)::int as sums
     from (select is_sum from invoicing.invoice_rollups where company_id = $1
       union all select is_sum from invoicing.money_rollups where company_id = $1) r`,
    [shop.id],
  )
  return rows
}

/** Whether the worker would fold the shop's changes, if so many are worth it. */
const isWorthFolding = async (atLeast: number) => {
  const companies = await platen.sql<{ id: string }>(
    'select id from auth.companies_with_rollups_to_fold($1) id',
    [atLeast],
  )
  return companies.some(({ id }) => id === shop.id)
}

test('folding leaves one row a figure, and what is read is the same before, during and after', async () => {
  const before = await shop.as('viewer').invoices.stats({})
  expect([await isWorthFolding(20), await isWorthFolding(10_000)]).toEqual([true, false])
  const read = async () => {
    for (let time = 0; time < 10; time += 1)
      expect(await shop.as('viewer').invoices.stats({})).toEqual(before)
  }
  const fold = () => foldRollups(platen.platen, shop.id)
  await Promise.all([fold(), fold(), fold(), read(), read()])
  await fold()
  const folded = await rollupRows()
  expect(folded?.waiting).toBe(0)
  expect(await isWorthFolding(1)).toBe(false)
  expect(await shop.as('viewer').invoices.stats({})).toEqual(before)
  await shop.draft({ amount: '1.00' })
  await fold()
  expect(await rollupRows()).toEqual(folded)
  expect(await broken()).toEqual([])
})

test('writes go on while others fold, and no figure is lost or counted twice', async () => {
  const folding = async () => {
    for (let time = 0; time < 15; time += 1) await foldRollups(platen.platen, shop.id)
  }
  const writing = async () => {
    for (let time = 0; time < 5; time += 1) {
      const { id } = await shop.sent({ amount: '3.00' })
      await shop.pay(id, '3.00')
    }
  }
  await Promise.all([folding(), folding(), writing(), writing()])
  expect((await shop.as('viewer').invoices.stats({})).viewCounts).toEqual(await listed())
  expect(await broken()).toEqual([])
})

test('a count or a sum that drifted is found, and counting anew mends it', async () => {
  await platen.tamper(
    `update invoicing.invoice_rollups set invoices = invoices + 1 where company_id = $1 and status = 'draft' and invoices > 0`,
    [shop.id],
  )
  expect(await broken()).toEqual(['SUM-1 USD draft 9999-12-31'])
  await platen.tamper(
    `update invoicing.money_rollups set received = received + 0.01
     where company_id = $1 and month = '2026-10-01' and received <> 0`,
    [shop.id],
  )
  expect(await broken()).toEqual(['SUM-1 USD draft 9999-12-31', 'SUM-2 USD 2026-10-01'])
  await platen.sql('select invoicing.count_rollups()')
  expect(await broken()).toEqual([])
  expect((await shop.as('viewer').invoices.stats({})).viewCounts).toEqual(await listed())
})
