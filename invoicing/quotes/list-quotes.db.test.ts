import { beforeAll, expect, test } from 'vitest'
import { quoteSorts, quoteViews } from '../../contract/quotes.ts'
import { expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'

const platen = testPlaten()
let shop: TestCompany
let brewery: string

beforeAll(async () => {
  shop = await platen.found()
  brewery = (await shop.customer({ name: 'Anchor Brewing' })).id
  const school = (await shop.customer({ name: 'Zion School' })).id
  const { quotes, invoices } = shop.as('owner')
  await shop.quote({ customerId: brewery, amount: '10.00' })
  await shop.sentQuote({ customerId: school, amount: '20.00', validUntil: '2026-12-01' })
  await shop.acceptedQuote({ customerId: brewery, amount: '30.00' })
  const invoiced = await shop.acceptedQuote({ customerId: school, amount: '40.00' })
  await invoices.create({ quoteId: invoiced.id })
  const declined = await shop.sentQuote({ customerId: brewery, amount: '50.00' })
  await quotes.decline({ quoteId: declined.id })
  await shop.sentQuote({ customerId: school, amount: '60.00', validUntil: '2026-11-22' })
  platen.today = '2026-11-23'
})

const numbers = async (input: Parameters<ReturnType<TestCompany['as']>['quotes']['list']>[0]) =>
  (await shop.as('viewer').quotes.list({ sort: 'quoteNumber', direction: 'asc', ...input })).data.map(
    ({ quoteNumber }) => Number(quoteNumber.slice(-4)),
  )

test.each([
  ['all', [1, 2, 3, 4, 5, 6]],
  ['draft', [1]],
  ['sent', [2]],
  ['accepted', [3, 4]],
  ['to_invoice', [3]],
  ['declined', [5]],
  ['expired', [6]],
] as const)('the view %s', async (view, expected) => {
  expect(await numbers({ view })).toEqual(expected)
})

test('every view has its test', () => {
  expect(quoteViews).toHaveLength(7)
})

test('an invoiced quote tells its invoice until that is void', async () => {
  const { quotes, invoices } = shop.as('owner')
  const [invoiced] = (await quotes.list({ q: 'QUO-0004' })).data
  expect(invoiced?.invoice?.invoiceNumber).toBe('INV-0001')
  await invoices.void({ invoiceId: invoiced?.invoice?.id ?? '', reason: 'Again' })
  expect((await quotes.list({ q: 'QUO-0004' })).data[0]?.invoice).toBeNull()
  expect(await numbers({ view: 'to_invoice' })).toEqual([3, 4])
})

test('a search finds by number and by customer', async () => {
  expect(await numbers({ q: 'QUO-0003' })).toEqual([3])
  expect(await numbers({ q: '3' })).toEqual([3])
  expect(await numbers({ q: 'anchor' })).toEqual([1, 3, 5])
  expect(await numbers({ customerId: brewery })).toEqual([1, 3, 5])
  expect(await numbers({ q: 'nobody' })).toEqual([])
})

test.each(quoteSorts)('by %s, both ways, page by page, none is lost or told twice', async (sort) => {
  const { quotes } = shop.as('viewer')
  const all = { up: [] as string[], down: [] as string[] }
  for (const [direction, found] of [['asc', all.up] as const, ['desc', all.down] as const]) {
    let cursor: string | undefined
    do {
      const page = await quotes.list({ sort, direction, limit: 2, ...(cursor ? { cursor } : {}) })
      found.push(...page.data.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
  }
  expect(new Set(all.up).size).toBe(6)
  expect(all.down).toEqual([...all.up].reverse())
})

test('a cursor of another list is refused', async () => {
  await expectRefused(shop.as('viewer').quotes.list({ cursor: 'nonsense' }), 'invalid_input', 'cursor')
})

test('a search finds by title, whatever the case, in the own company only', async () => {
  const [one, two] = [await platen.found(), await platen.found()]
  const { id } = await one.quote({ title: 'Field Day Tees' })
  await two.quote({ title: 'Field day totes' })
  const found = async (q: string) => (await one.as('viewer').quotes.list({ q })).data.map((quote) => quote.id)
  expect(await found('field day')).toEqual([id])
  expect(await found('TEES')).toEqual([id])
  expect(await found('totes')).toEqual([])
  expect(await found('100%')).toEqual([])
})
