import { beforeEach, expect, test } from 'vitest'
import { expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { verification } from '../../worker/tasks/verification.ts'
import { allLines } from './verify-company.ts'

const here = testPlaten()
let shop: TestCompany

beforeEach(async () => {
  shop = await here.found()
})

const jobsOf = (company: TestCompany) =>
  here.sql<{ payload: { runId: string } }>(
    `select payload from graphile_worker._private_jobs where starts_with(key, $1)`,
    [`${company.id} verification`],
  )
const runsOf = (company: TestCompany) =>
  here.sql<{ id: string; door: string }>(
    'select id, door from invoicing.verification_runs where company_id = $1 order by started_at',
    [company.id],
  )
const shown = (company = shop) => company.as('viewer').verification.show()
const ask = (input: { anew?: boolean } = {}) => shop.as('admin').verification.run(input)
/** What a worker does with the job of a run. */
const work = (runId?: string) => verification(here.platen, { companyId: shop.id, runId })

test('whoever may asks, a worker does it, and everybody sees how the books stood', async () => {
  await shop.sent({ amount: '25.00' })
  expect(await shown()).toEqual({ last: null, underWay: null })
  const run = await ask()
  expect(run).toMatchObject({ door: 'rest', lines: allLines().length, checked: 0, finishedAt: null })
  expect(await shown()).toEqual({ last: null, underWay: run })
  expect(await jobsOf(shop)).toEqual([{ payload: { companyId: shop.id, runId: run.id } }])
  await work(run.id)
  const { last, underWay } = await shown()
  expect(underWay).toBeNull()
  expect(last).toMatchObject({ id: run.id, checked: run.lines, broken: [], failure: null })
  expect(last?.tookMs).toBeGreaterThan(0)
  const { data } = await shop.as('viewer').audit.list({ entity: 'verification' })
  expect(data).toMatchObject([{ operation: 'verification.run', entityId: run.id }])
})

test('what is broken is told with its ids, of this company alone', async () => {
  const other = await here.found()
  const { customerId } = await shop.sent({ amount: '25.00' })
  await here.tamper('update invoicing.customer_totals set open_invoices = 3 where customer_id = $1', [
    customerId,
  ])
  await work((await ask()).id)
  const { last } = await shown()
  expect(last?.broken).toEqual([
    { id: 'LED-2', says: expect.stringContaining('customer'), brokenIds: ['CUST-0001'] },
  ])
  expect(await shown(other)).toEqual({ last: null, underWay: null })
})

test('what is broken in the database itself is told of every company', async () => {
  await here.sql('alter table invoicing.refunds disable trigger refunds_append_only')
  await work((await ask()).id)
  await here.sql('alter table invoicing.refunds enable trigger refunds_append_only')
  expect((await shown()).last?.broken).toMatchObject([
    { id: 'AUD-2', brokenIds: ['refunds.refunds_append_only is switched off'] },
  ])
})

test('one is under way at a time, unless another is asked for; one that was cut off is in nobody’s way', async () => {
  const first = await ask()
  expect(await ask()).toEqual(first)
  const second = await ask({ anew: true })
  expect(second.id).not.toBe(first.id)
  expect((await shown()).underWay?.id).toBe(second.id)
  await here.sql(
    `update invoicing.verification_runs set updated_at = now() - interval '11 minutes' where company_id = $1`,
    [shop.id],
  )
  expect((await shown()).underWay).toBeNull()
  expect((await ask()).id).not.toBe(second.id)
  const asked = await Promise.all(Array.from({ length: 8 }, () => ask()))
  expect(new Set(asked.map(({ id }) => id)).size).toBe(1)
})

test('a dry run begins nothing, and who may not is refused', async () => {
  await shop.as('admin', { dryRun: true }).verification.run({})
  expect(await runsOf(shop)).toEqual([])
  expect(await jobsOf(shop)).toEqual([])
  for (const role of ['viewer', 'sales', 'accountant'] as const)
    await expectRefused(shop.as(role).verification.run({}), 'forbidden')
})

test('what was found stays, and a job that comes twice does nothing more', async () => {
  const run = await ask()
  await work(run.id)
  const { last } = await shown()
  await work(run.id)
  expect((await shown()).last).toEqual(last)
  const change = `update invoicing.verification_runs set broken = '[]' where company_id = $1`
  await expect(here.asApplication(shop.id, change, [shop.id])).rejects.toThrow(
    'What a verification found stays',
  )
  const remove = 'delete from invoicing.verification_runs where company_id = $1'
  await expect(here.asApplication(shop.id, remove, [shop.id])).rejects.toThrow('permission denied')
})

test('what cannot be verified says why', async () => {
  const run = await ask()
  const torn = async () => {
    throw new Error('the heads.jsonl, line 3 is no noted head of the audit log')
  }
  const platen = { ...here.platen, auditHeads: { ...here.platen.auditHeads, noted: torn } }
  await verification(platen, { companyId: shop.id, runId: run.id })
  const { last } = await shown()
  expect(last).toMatchObject({
    id: run.id,
    failure: expect.stringContaining('line 3'),
    broken: [],
    checked: 0,
  })
})

test('every night once, however often the job comes', async () => {
  await Promise.all([work(), shop.customer()])
  await work()
  const doors = async () => (await runsOf(shop)).map(({ door }) => door)
  expect(await doors()).toEqual(['worker'])
  expect((await shown()).last).toMatchObject({ startedBy: 'Platen', broken: [] })
  const { today } = here
  try {
    here.today = '2026-11-22'
    await work()
  } finally {
    here.today = today
  }
  expect(await doors()).toEqual(['worker', 'worker'])
})
