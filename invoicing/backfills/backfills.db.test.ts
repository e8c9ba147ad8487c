import { beforeEach, describe, expect, test } from 'vitest'
import type { BackfillName, BackfillRun } from '../../contract/backfills.ts'
import { expectRefused, oneLine, type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { verifyCompany } from '../verification/verify-company.ts'

const platen = testPlaten()
let shop: TestCompany
let customerIds: string[]

/** Three customers with two invoices each, one of them from an online order. */
beforeEach(async () => {
  shop = await platen.found()
  customerIds = []
  for (let n = 0; n < 3; n += 1) {
    const { id: customerId } = await shop.customer()
    customerIds.push(customerId)
    await shop.sent({ customerId, amount: '100.00' })
    await shop.draft({ customerId, amount: '60.00', origin: n === 0 ? 'online_order' : 'in_store' })
  }
})

type RunInput = Omit<Parameters<ReturnType<TestCompany['as']>['backfills']['run']>[0], 'name'>

const batch = (input: RunInput = {}, name: BackfillName = 'customer-invoices') =>
  shop.as('admin').backfills.run({ name, ...input })

/** A whole run, as the screen and the command line drive it. */
async function run(name?: BackfillName, batchSize = 2): Promise<BackfillRun> {
  let told = await batch({ batchSize }, name)
  while (!told.finishedAt) told = await batch({ batchSize, runId: told.runId ?? '' }, name)
  return told
}

const entries = () =>
  platen.sql('select * from invoicing.customer_invoice_summaries where company_id = $1 order by invoice_id', [
    shop.id,
  ])
const broken = async () =>
  (await verifyCompany(platen.platen.pool, platen.platen.clock, shop.id)).map(({ id }) => id)

/** Resolves when a transaction waits for another one's lock. */
async function somebodyWaits(): Promise<void> {
  await expect
    .poll(
      () =>
        platen.sql(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        ),
      { timeout: 10_000 },
    )
    .not.toEqual([])
}

async function someEntry() {
  const { invoices } = await shop.as('viewer').activity.show({ customerId: customerIds[1] ?? '' })
  const [entry] = invoices
  if (!entry) throw new Error('The customer has no entry')
  return { customerId: customerIds[1] ?? '', ...entry }
}

describe('the invoices of the activity', () => {
  test('what is right is left alone', async () => {
    const before = await entries()
    expect(await run()).toMatchObject({
      batches: 2,
      scanned: 6,
      written: 0,
      removed: 0,
      kept: 0,
      unchanged: 6,
      cursor: null,
      startedBy: 'Key of admin',
      finishedAt: expect.any(String),
    })
    expect(await entries()).toEqual(before)
  })

  test('what is missing is added, what is stale repaired, what stands for nothing removed', async () => {
    const before = await entries()
    const { tamper } = platen
    await tamper('delete from invoicing.customer_invoice_summaries where customer_id = $1', [customerIds[0]])
    await tamper(
      `update invoicing.customer_invoice_summaries set status = 'void', read_only = true where customer_id = $1`,
      [customerIds[1]],
    )
    await tamper(
      `insert into invoicing.customer_invoice_summaries (company_id, invoice_id, customer_id, invoice_number, status,
         currency, total, created_at, read_only)
       values ($1, gen_random_uuid(), $2, 'INV-GHOST', 'sent', 'USD', 5, now(), false)`,
      [shop.id, customerIds[2]],
    )
    expect(await broken()).toEqual(['TEN-1', 'SNP-1', 'SNP-2', 'SNP-3'])
    expect(await run()).toMatchObject({ scanned: 7, written: 4, removed: 1, kept: 0, unchanged: 2 })
    const shown = (rows: object[]) => rows.map((row) => ({ ...row, version: 0, updated_at: null }))
    expect(shown(await entries())).toEqual(shown(before))
    expect(await broken()).toEqual([])
    const after = await entries()
    expect(await run()).toMatchObject({ written: 0, removed: 0, unchanged: 6 })
    expect(await entries()).toEqual(after)
  })

  test('an entry under the wrong customer goes home', async () => {
    await platen.tamper(
      'update invoicing.customer_invoice_summaries set customer_id = $1 where customer_id = $2',
      [customerIds[2], customerIds[0]],
    )
    expect(await broken()).toEqual(['TEN-1', 'SNP-1', 'SNP-3'])
    expect(await run()).toMatchObject({ scanned: 6, written: 2, removed: 0 })
    expect(await broken()).toEqual([])
  })

  test('what was edited by hand is kept and counted, and repaired where the hand holds nothing', async () => {
    const entry = await someEntry()
    const { customerId, invoiceId, version } = entry
    const change = { customerId, invoiceId, version, total: '1.00' }
    await shop.as('sales').activity.updateInvoice(change)
    expect(await run()).toMatchObject({ written: 0, kept: 1, unchanged: 5 })
    await platen.tamper(
      `update invoicing.customer_invoice_summaries set status = 'void' where invoice_id = $1`,
      [invoiceId],
    )
    expect(await broken()).toEqual(['SNP-3'])
    expect(await run()).toMatchObject({ written: 1, kept: 0, unchanged: 5 })
    expect(await someEntry()).toMatchObject({ total: '1.00', status: entry.status, editedFields: ['total'] })
    expect(await run()).toMatchObject({ written: 0, kept: 1 })
  })

  test('an entry that SQL marks as edited, saying no field, is held whole', async () => {
    const { invoiceId } = await someEntry()
    await platen.sql(
      `update invoicing.customer_invoice_summaries set edited_by_hand = true, total = 7, status = 'paid'
       where invoice_id = $1`,
      [invoiceId],
    )
    expect(await run()).toMatchObject({ written: 0, kept: 1 })
    expect(await someEntry()).toMatchObject({
      total: '7.00',
      editedFields: ['invoiceNumber', 'status', 'total'],
    })
    expect(await broken()).toEqual([])
  })

  test('a dry run tells what a run would do, and keeps nothing', async () => {
    await platen.tamper('delete from invoicing.customer_invoice_summaries where customer_id = any($1)', [
      customerIds,
    ])
    const trial = shop.as('admin', { dryRun: true }).backfills
    const first = await trial.run({ name: 'customer-invoices', batchSize: 2 })
    expect(first).toMatchObject({ runId: null, scanned: 4, written: 4, finishedAt: null })
    const cursor = first.cursor ?? ''
    const rest = await trial.run({ name: 'customer-invoices', batchSize: 2, cursor })
    expect(rest).toMatchObject({ scanned: 2, written: 2, cursor: null, finishedAt: expect.any(String) })
    expect(await entries()).toEqual([])
    const runs = await platen.sql('select 1 from invoicing.backfill_runs where company_id = $1', [shop.id])
    expect(runs).toEqual([])
  })

  test('a new invoice of a customer whose turn was already, and one whose turn comes, are both right', async () => {
    const started = await batch({ batchSize: 1 })
    for (const customerId of customerIds) await shop.sent({ customerId, amount: '5.00' })
    const told = await batch({ runId: started.runId ?? '' })
    expect(told).toMatchObject({ written: 0, finishedAt: expect.any(String) })
    expect(await broken()).toEqual([])
  })

  test('a change under way is waited for, not overwritten with what was before it', async () => {
    const { id, customerId } = await shop.draft({ customerId: customerIds[0] ?? '' })
    await platen.tamper('update invoicing.customer_invoice_summaries set total = 1 where invoice_id = $1', [
      id,
    ])
    const clerk = await platen.platen.pool.connect()
    try {
      await clerk.query(`begin; set local app.company_id = '${shop.id}'`)
      await clerk.query(
        'select 1 from invoicing.customers where company_id = $1 and id = $2 for no key update',
        [shop.id, customerId],
      )
      await clerk.query(
        `update invoicing.invoices set voided_at = now(), voided_by_user_id = created_by_user_id, void_reason = 'x'
         where company_id = $1 and id = $2`,
        [shop.id, id],
      )
      await clerk.query(
        `insert into invoicing.audit_entries (company_id, actor_user_id, door, operation, entity, entity_id)
         select company_id, created_by_user_id, 'screen', 'invoices.void', 'invoice', id
         from invoicing.invoices where company_id = $1 and id = $2`,
        [shop.id, id],
      )
      const filling = run()
      await somebodyWaits()
      await clerk.query('commit')
      await filling
    } finally {
      clerk.release()
    }
    expect(await broken()).toEqual([])
  })

  test('beside sales, payments and voids nothing is lost and nothing stale comes back', async () => {
    const selling = customerIds.flatMap((customerId) =>
      Array.from({ length: 5 }, async (_, index) => {
        const { id } = await shop.sent({ customerId, amount: '30.00' })
        await shop.pay(id, '10.00')
        if (index % 2 === 0) await shop.pay(id, '20.00')
        else await shop.as('owner').invoices.void({ invoiceId: id, reason: 'At once' })
      }),
    )
    const filling = Array.from({ length: 4 }, () => run('customer-invoices', 1))
    const runs = await Promise.all(filling)
    await Promise.all(selling)
    expect(runs.map(({ written, removed }) => written + removed)).toEqual([0, 0, 0, 0])
    expect(await broken()).toEqual([])
  })
})

describe.each([
  ['customer-quotes', 'customer_quote_summaries', 'quote_id'],
  ['customer-orders', 'customer_order_summaries', 'job_id'],
] as const)('%s', (name, table, key) => {
  beforeEach(async () => {
    for (const customerId of customerIds) {
      await shop.as('sales').quotes.create({ customerId, lineItems: oneLine('5.00') })
      await shop.as('sales').jobs.create({ customerId, title: 'Caps' })
    }
  })
  const rows = () =>
    platen.sql(`select * from invoicing.${table} where company_id = $1 order by ${key}`, [shop.id])

  test('adds, repairs, removes; what is right is left alone', async () => {
    const before = await rows()
    expect(await run(name)).toMatchObject({ scanned: 3, written: 0, removed: 0, kept: 0, unchanged: 3 })
    const { tamper } = platen
    await tamper(`delete from invoicing.${table} where customer_id = $1`, [customerIds[0]])
    await tamper(`update invoicing.${table} set title = 'Stale' where customer_id = $1`, [customerIds[1]])
    const [copied] = await platen.sql<{ columns: string }>(
      `select string_agg(attname, ', ') as columns from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and attname <> $2`,
      [`invoicing.${table}`, key],
    )
    await tamper(
      `insert into invoicing.${table} (${key}, ${copied?.columns}) select gen_random_uuid(), ${copied?.columns}
       from invoicing.${table} where customer_id = $1`,
      [customerIds[2]],
    )
    expect(await broken()).toEqual(['TEN-1', 'SNP-1', 'SNP-3'])
    const trial = await shop.as('admin', { dryRun: true }).backfills.run({ name })
    expect(trial).toMatchObject({ scanned: 4, written: 2, removed: 1, kept: 0, unchanged: 1 })
    expect(await run(name)).toMatchObject({ scanned: 4, written: 2, removed: 1, kept: 0, unchanged: 1 })
    expect(await rows()).toEqual(before)
    expect(await broken()).toEqual([])
  })
})

test('a job that moves without its customer being held is waited for too', async () => {
  const { id } = await shop.as('sales').jobs.create({ customerId: customerIds[0] ?? '', title: 'Caps' })
  await platen.tamper(`update invoicing.customer_order_summaries set title = 'Stale' where job_id = $1`, [id])
  const press = await platen.platen.pool.connect()
  try {
    await press.query(`begin; set local app.company_id = '${shop.id}'`)
    await press.query(`update invoicing.jobs set status = 'art' where company_id = $1 and id = $2`, [
      shop.id,
      id,
    ])
    const filling = run('customer-orders')
    await somebodyWaits()
    await press.query('commit')
    await filling
  } finally {
    press.release()
  }
  expect(await broken()).toEqual([])
})

describe('a run', () => {
  test('that was cut off goes on where its last batch ended', async () => {
    const first = await batch({ batchSize: 1 })
    expect(first).toMatchObject({ batches: 1, scanned: 2, finishedAt: null, cursor: expect.any(String) })
    const resumed = await batch({ resume: true })
    expect(resumed).toMatchObject({ runId: first.runId, batches: 2, scanned: 6, unchanged: 6 })
    // Nothing is left to resume: a new one begins.
    const next = await batch({ resume: true })
    expect(next.runId).not.toBe(first.runId)
    expect(next).toMatchObject({ batches: 1, scanned: 6 })
  })

  test('that is over is not run further', async () => {
    const over = await run()
    expect(await batch({ runId: over.runId ?? '' })).toEqual(over)
  })

  test('is shared by two who drive it', async () => {
    const { runId } = await batch({ batchSize: 1 })
    const both = await Promise.all([1, 2].map(() => batch({ batchSize: 1, runId: runId ?? '' })))
    expect(both.map(({ scanned }) => scanned).sort()).toEqual([4, 6])
  })

  test('is listed with its counts, beside backfills that never ran', async () => {
    const told = await run()
    const { data } = await shop.as('viewer').backfills.list()
    expect(data.map(({ name, lastRun }) => [name, lastRun])).toEqual([
      ['customer-invoices', told],
      ['customer-quotes', null],
      ['customer-orders', null],
      ['customer-totals', null],
      ['credit-mirror', null],
    ])
  })

  test('stands in the audit log when it begins, changes something or ends', async () => {
    await batch({ batchSize: 1 })
    await batch({ batchSize: 1, resume: true })
    await batch({ resume: true })
    const { data } = await shop.as('viewer').audit.list({ entity: 'backfill' })
    expect(data).toHaveLength(2)
  })

  test('of another company is not there', async () => {
    const stranger = await platen.found()
    const { runId } = await run()
    const { backfills } = stranger.as('owner')
    await expectRefused(backfills.run({ name: 'customer-invoices', runId: runId ?? '' }), 'not_found')
    expect(await backfills.run({ name: 'customer-invoices' })).toMatchObject({ scanned: 0 })
  })

  test('takes no cursor of another backfill, and no name that is none', async () => {
    const { cursor } = await batch({ batchSize: 1 })
    await expectRefused(batch({ cursor: cursor ?? '' }, 'customer-totals'), 'invalid_input', 'cursor')
    const key = shop.key('admin')
    const reply = await platen.request('POST', '/api/v1/backfills/everything/runs', { key, body: {} })
    expect(reply.status).toBe(400)
    await expectRefused(shop.as('accountant').backfills.run({ name: 'customer-invoices' }), 'forbidden')
  })
})

test('what customers owe is added up from the ledger', async () => {
  const sums = () =>
    platen.sql('select * from invoicing.customer_totals where company_id = $1 order by customer_id', [
      shop.id,
    ])
  const before = await sums()
  await platen.tamper('update invoicing.customer_totals set open_invoices = 9 where customer_id = $1', [
    customerIds[0],
  ])
  await platen.tamper('delete from invoicing.customer_totals where customer_id = $1', [customerIds[1]])
  expect(await run('customer-totals')).toMatchObject({ scanned: 3, written: 2, unchanged: 1 })
  expect(await sums()).toEqual(before)
  expect(await run('customer-totals')).toMatchObject({ written: 0, unchanged: 3 })
})

test('the mirror of a credit limit follows the limit in force', async () => {
  const customerId = customerIds[0] ?? ''
  await shop.as('owner').creditLimits.create({ customerId, limitAmount: '900.00' })
  await platen.tamper('update invoicing.customers set credit_limit = 5 where id = $1', [customerId])
  expect(await run('credit-mirror')).toMatchObject({ scanned: 3, written: 1, unchanged: 2 })
  const [row] = await platen.sql('select credit_limit from invoicing.customers where id = $1', [customerId])
  expect(row).toEqual({ credit_limit: '900.00' })
  expect(await run('credit-mirror')).toMatchObject({ written: 0 })
})
