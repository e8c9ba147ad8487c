import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { invoiceSorts, invoiceViews, type ListedInvoice } from '../../contract/invoices.ts'
import { expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany
let everything: ListedInvoice[]
const customerIds: string[] = []

type Wanted = Omit<Parameters<ReturnType<TestCompany['as']>['invoices']['list']>[0], 'limit'> & {
  limit: number
}

/** Many equal totals, due dates and customers, so that pages end between equals. */
beforeAll(async () => {
  shop = await platen.found()
  for (const name of ['Riverbend', 'riverbend', 'Ärzte', 'Bluebird'])
    customerIds.push((await shop.customer({ name })).id)
  for (let index = 0; index < 36; index += 1) {
    const customerId = customerIds[index % 4] ?? ''
    const amount = `${(index % 3) * 50}.00`
    const { id } = await shop.draft({ customerId, amount, ...(index % 5 ? {} : { dueDate: '2026-12-01' }) })
    if (index % 6 === 0) continue
    const issueDate = index % 2 ? '2026-11-01' : '2026-10-01'
    await shop.as('owner').invoices.send({ invoiceId: id, issueDate })
    if (index % 3 === 0) continue
    if (index % 4 === 1) await shop.pay(id, amount)
    if (index % 4 === 2) await shop.pay(id, '20.00')
    if (index % 4 === 3) await shop.as('owner').invoices.void({ invoiceId: id, reason: 'Test' })
  }
  everything = await allPages({ limit: 100 })
})

async function allPages(wanted: Wanted): Promise<ListedInvoice[]> {
  const rows: ListedInvoice[] = []
  let cursor: string | undefined
  do {
    const page = await shop.as('viewer').invoices.list({ ...wanted, cursor })
    expect(page.data.length).toBeLessThanOrEqual(wanted.limit)
    expect(page.nextCursor === null || page.data.length === wanted.limit).toBe(true)
    rows.push(...page.data)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return rows
}

const inView: Record<(typeof invoiceViews)[number], (invoice: ListedInvoice) => boolean> = {
  all: () => true,
  draft: ({ status }) => status === 'draft',
  outstanding: ({ status }) => status === 'sent' || status === 'partial',
  overdue: ({ isOverdue }) => isOverdue,
  paid: ({ status }) => status === 'paid',
}

const sortedBy: Record<(typeof invoiceSorts)[number], (invoice: ListedInvoice) => string | number> = {
  invoiceNumber: ({ invoiceNumber }) => Number(invoiceNumber?.slice(4)),
  customerName: ({ customerName }) => customerName.toLowerCase(),
  status: ({ status }) => status,
  total: ({ total }) => Number(total),
  dueDate: ({ dueDate }) => dueDate ?? '9999-12-31',
  balanceDue: ({ balanceDue }) => Number(balanceDue),
  createdAt: ({ createdAt = '' }) => createdAt,
}

test('the books have every status', () => {
  expect(new Set(everything.map(({ status }) => status)).size).toBe(5)
  expect(everything).toHaveLength(36)
})

test('every sort, direction, view, customer and page size: the pages together are the whole, once, in order', async () => {
  const wanted = fc.record({
    sort: fc.constantFrom(...invoiceSorts),
    direction: fc.constantFrom('asc' as const, 'desc' as const),
    view: fc.constantFrom(...invoiceViews),
    limit: fc.integer({ min: 1, max: 40 }),
    customer: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
  })
  await fc.assert(
    fc.asyncProperty(wanted, async ({ sort, direction, view, limit, customer }) => {
      const customerId = customer === undefined ? undefined : customerIds[customer]
      const rows = await allPages({ sort, direction, view, limit, customerId })
      const expected = everything.filter(
        (invoice) => inView[view](invoice) && (customerId === undefined || invoice.customerId === customerId),
      )
      expect(rows.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort())
      const values = rows.map(sortedBy[sort])
      const ordered = [...values].sort((one, other) => (one < other ? -1 : one > other ? 1 : 0))
      expect(values).toEqual(direction === 'asc' ? ordered : ordered.reverse())
    }),
    { numRuns: 60 },
  )
}, 90_000)

test('every sort of every view in both directions, in pages of seven', async () => {
  for (const sort of invoiceSorts) {
    for (const view of invoiceViews) {
      const up = await allPages({ sort, view, direction: 'asc', limit: 7 })
      const down = await allPages({ sort, view, direction: 'desc', limit: 7 })
      expect(up.map(({ id }) => id)).toEqual(down.map(({ id }) => id).reverse())
      expect(up).toHaveLength(everything.filter(inView[view]).length)
    }
  }
}, 90_000)

test('rows that come while somebody pages neither repeat nor hide the others', async () => {
  const first = await shop.as('viewer').invoices.list({ limit: 10, sort: 'total', direction: 'asc' })
  const late = await shop.draft({ customerId: customerIds[0] ?? '', amount: '0.00' })
  const rest = await shop.as('viewer').invoices.list({
    limit: 100,
    sort: 'total',
    direction: 'asc',
    cursor: first.nextCursor ?? '',
  })
  const seen = [...first.data, ...rest.data].map(({ id }) => id).filter((id) => id !== late.id)
  expect(seen.sort()).toEqual(everything.map(({ id }) => id).sort())
  await shop.as('owner').invoices.void({ invoiceId: late.id, reason: 'Test' })
  everything = await allPages({ limit: 100 })
})

test('a cursor belongs to its sort', async () => {
  const { invoices } = shop.as('viewer')
  const { nextCursor } = await invoices.list({ limit: 5, sort: 'customerName' })
  await expectRefused(invoices.list({ sort: 'total', cursor: nextCursor ?? '' }), 'invalid_input', 'cursor')
})

test('a search finds by number, plain or whole, and by customer', async () => {
  const found = async (q: string) =>
    (await allPages({ q, limit: 50 })).map(({ invoiceNumber }) => invoiceNumber)
  expect(await found('INV-0007')).toEqual(['INV-0007'])
  expect(await found('inv-0007')).toEqual(['INV-0007'])
  expect(await found(' 7 ')).toEqual(['INV-0007'])
  expect(await found('0007')).toEqual(['INV-0007'])
  expect(await found('7777')).toEqual([])
  expect(await found('bluebird')).toHaveLength(9)
  expect(await found('RIVERBEND')).toHaveLength(19)
  expect(await found('cust-0003')).toHaveLength(9)
  expect(await found('%')).toEqual([])
  expect(await found("'; drop table invoicing.invoices; --")).toEqual([])
  expect(await found('')).toHaveLength(37)
})

test('the figures above the list are sums of its rows', async () => {
  const stats = await shop.as('viewer').invoices.stats({})
  const sum = (rows: ListedInvoice[]) =>
    rows.reduce((cents, row) => cents + Number(row.balanceDue) * 100, 0) / 100
  const overdue = everything.filter(inView.overdue)
  expect(stats).toMatchObject({
    currency: 'USD',
    totalOutstanding: sum(everything.filter(inView.outstanding)).toFixed(2),
    overdueCount: overdue.length,
    overdueTotal: sum(overdue).toFixed(2),
    otherCurrencies: [],
  })
})

test('paid this month and the days to pay; other currencies apart', async () => {
  const apart = await platen.found()
  const pay = async (issueDate: string, date: string, amount: string) => {
    const { id } = await apart.sent({ amount, issueDate })
    await apart.pay(id, amount, { date })
  }
  await pay('2026-10-01', '2026-11-01', '10.00')
  await pay('2026-10-31', '2026-11-20', '20.00')
  await pay('2026-09-01', '2026-10-31', '40.00')
  await pay('2025-01-01', '2025-02-01', '80.00')
  const yen = await apart.customer({ defaultCurrency: 'JPY' })
  const open = await apart.sent({ customerId: yen.id, amount: '900', issueDate: '2026-01-01' })
  const { invoices } = apart.as('viewer')
  expect(await invoices.stats({})).toMatchObject({
    paidThisMonth: '30.00',
    averageDaysToPay: 37,
    totalOutstanding: '0.00',
    otherCurrencies: ['JPY'],
  })
  await apart.pay(open.id, '100')
  expect(await invoices.stats({ currency: 'JPY' })).toMatchObject({
    totalOutstanding: '800',
    paidThisMonth: '100',
    overdueCount: 1,
    averageDaysToPay: null,
  })
  await expectRefused(invoices.stats({ currency: 'KWD' }), 'currency_not_supported', 'currency')
})
