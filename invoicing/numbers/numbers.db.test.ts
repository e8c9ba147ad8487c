import { beforeEach, expect, test } from 'vitest'
import { inCompany, type Transaction } from '../../database/transaction.ts'
import { type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { holdNumbers, keepNumber, readCounter, takeNumber } from './numbers.sql.ts'

const platen = testPlaten()
let shop: TestCompany

beforeEach(async () => {
  shop = await platen.found()
})

function inShop<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return inCompany(platen.platen.pool, shop.id, { books: 'post' }, work)
}
const take = async () => (await inShop((tx) => takeNumber(tx, 'customer'))).text
const keep = (value: number) => inShop((tx) => keepNumber(tx, 'customer', value))
const next = async () => (await inShop((tx) => readCounter(tx, 'customer'))).next

test('a number that is kept is taken where the counter stands, and stepped over where it comes later', async () => {
  expect(await keep(1)).toBe(true)
  expect(await next()).toBe(2)
  expect([await keep(4), await keep(3), await keep(6)]).toEqual([true, true, true])
  expect(await next()).toBe(2)
  expect(await keep(2)).toBe(true)
  expect(await next()).toBe(5)
  expect([await take(), await take(), await next()]).toEqual(['CUST-0005', 'CUST-0007', 8])
  expect(await keep(7)).toBe(false)
})

test('many held in a row are stepped over at once', async () => {
  const held = Array.from({ length: 3_000 }, (_, index) => index + 2)
  await inShop((tx) => holdNumbers(tx, 'customer', held))
  expect([await take(), await take()]).toEqual(['CUST-0001', 'CUST-3002'])
})

test('who waits for the counter sees what was held in the meantime', async () => {
  let letGo = () => {}
  const holding = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let isHeld = () => {}
  const held = new Promise<void>((resolve) => {
    isHeld = resolve
  })
  const keeper = inShop(async (tx) => {
    await keepNumber(tx, 'customer', 2)
    isHeld()
    await holding
  })
  await held
  const takers = [take(), take(), take()]
  await waitingBackends(3)
  letGo()
  await keeper
  expect((await Promise.all(takers)).sort()).toEqual(['CUST-0001', 'CUST-0003', 'CUST-0004'])
})

async function waitingBackends(wanted: number): Promise<void> {
  for (;;) {
    const [row] = await platen.sql<{ waiting: number }>(
      `select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if ((row?.waiting ?? 0) >= wanted) return
  }
}
