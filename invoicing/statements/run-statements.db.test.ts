import { beforeEach, describe, expect, test } from 'vitest'
import { expectProblem, expectRefused, type TestCompany, testPlaten } from '../../tests/support/api.ts'
import { verifyCompany } from '../verification/verify-company.ts'

const here = testPlaten()
const october = { periodStart: '2026-10-01', periodEnd: '2026-10-31' }
const unknownId = '00000000-0000-4000-8000-000000000000'
let shop: TestCompany

beforeEach(async () => {
  shop = await here.found()
})

/** A customer of this name who owes an amount since October 5, or nothing. */
async function customerOwing(name: string, amount: string | null): Promise<string> {
  const { id } = await shop.customer({ name })
  if (amount) await shop.sent({ customerId: id, amount, issueDate: '2026-10-05' })
  return id
}

const run = (
  customers: 'with-balance' | string[],
  marks: { dryRun?: boolean; idempotencyKey?: string } = {},
) => shop.as('accountant', marks).statements.run({ ...october, customers })

const countOf = async () => {
  const [row] = await here.sql<{ n: number }>(
    'select count(*)::int as n from invoicing.customer_statements where company_id = $1',
    [shop.id],
  )
  return row?.n
}

describe('a run', () => {
  test('takes the customers whose balance was not zero at the end of the period, by name', async () => {
    const beech = await customerOwing('Beech', '20.00')
    const ash = await customerOwing('Ash', '10.00')
    await customerOwing('Cedar', null)
    const later = await shop.customer({ name: 'Later' })
    await shop.sent({ customerId: later.id, issueDate: '2026-11-02' })
    const { results } = await run('with-balance')
    expect(results).toMatchObject([
      { customerId: ash, outcome: 'done', code: null, closingBalance: '10.00' },
      { customerId: beech, outcome: 'done', code: null, closingBalance: '20.00' },
    ])
    expect(await countOf()).toBe(2)
    expect(await verifyCompany(here.platen.pool, here.platen.clock, shop.id)).toEqual([])
  })

  test('does each row by itself: some are done, some refused with why, some unchanged', async () => {
    const [done, standing, overlapping] = await Promise.all([
      customerOwing('Done', '10.00'),
      customerOwing('Standing', '20.00'),
      customerOwing('Overlapping', '30.00'),
    ])
    const there = await shop.as('owner').statements.create({ customerId: standing, ...october })
    const across = { periodStart: '2026-10-15', periodEnd: '2026-11-15' }
    await shop.as('owner').statements.create({ customerId: overlapping, ...across })
    const foreign = await (await here.found()).customer()
    const { results } = await run([done, standing, overlapping, unknownId, foreign.id, done])
    expect(results).toMatchObject([
      { customerId: done, outcome: 'done' },
      { customerId: standing, outcome: 'unchanged', code: 'statement_exists', statementId: there.id },
      { customerId: overlapping, outcome: 'refused', code: 'statement_period_overlaps', statementId: null },
      { customerId: unknownId, outcome: 'refused', code: 'not_found', closingBalance: null },
      { customerId: foreign.id, outcome: 'refused', code: 'not_found', closingBalance: null },
    ])
    expect(results[1]?.closingBalance).toBe('20.00')
    expect(results[3]?.detail).toBe(results[4]?.detail)
  })

  test('is refused as a whole when no row could do', async () => {
    await expectRefused(
      shop
        .as('accountant')
        .statements.run({ ...october, periodEnd: '2026-11-21', customers: 'with-balance' }),
      'date_in_future',
      'periodEnd',
    )
    await expectRefused(run([]), 'invalid_input', 'customers')
  })

  test('as a dry run shows the same and writes nothing', async () => {
    await customerOwing('Ash', '10.00')
    const dry = await run('with-balance', { dryRun: true, idempotencyKey: 'october' })
    expect(dry.results).toMatchObject([
      {
        outcome: 'done',
        closingBalance: '10.00',
        customerNumber: expect.stringMatching(/^CUST-/),
        customerName: expect.stringMatching(/./),
      },
    ])
    expect(await countOf()).toBe(0)
    expect((await run('with-balance', { idempotencyKey: 'october' })).results).toMatchObject([
      { outcome: 'done', closingBalance: '10.00' },
    ])
  })
})

describe('rows that are done together', () => {
  test('are as many as there are: each has its statement, snapshot, closed days and audit entry', async () => {
    const names = Array.from({ length: 53 }, (_, index) => `Customer ${String(index).padStart(2, '0')}`)
    const ids: string[] = []
    for (const name of names) ids.push(await customerOwing(name, '10.00'))
    const { results } = await run('with-balance', { idempotencyKey: 'many' })
    expect(results.map(({ customerId, outcome }) => [customerId, outcome])).toEqual(
      ids.map((id) => [id, 'done']),
    )
    const [kept] = await here.sql(
      `select (select count(*)::int from invoicing.customer_statements where company_id = $1) as statements,
         (select count(distinct statement_id)::int from invoicing.customer_aging_snapshots where company_id = $1) as snapshots,
         (select count(*)::int from invoicing.customers where company_id = $1 and closed_through = '2026-10-31') as closed,
         (select count(*)::int from invoicing.idempotency_keys
          where company_id = $1 and operation = 'statements.create' and response is not null) as keys,
         (select count(distinct entity_id)::int from invoicing.audit_entries
          where company_id = $1 and operation = 'statements.create') as audited`,
      [shop.id],
    )
    expect(kept).toEqual({ statements: 53, snapshots: 53, closed: 53, keys: 53, audited: 53 })
    expect(await run('with-balance', { idempotencyKey: 'many' })).toEqual({ results })
    expect(await verifyCompany(here.platen.pool, here.platen.clock, shop.id)).toEqual([])
  })

  test('are undone when one of them fails, and done alone: that one says why, the others stand', async () => {
    const ash = await customerOwing('Ash', '10.00')
    const beech = await customerOwing('Beech', '20.00')
    await here.sql(`create function invoicing.refuse_beech() returns trigger language plpgsql as $$
      begin raise exception 'not Beech' using errcode = '22003'; end $$`)
    await here.sql(`create trigger refuse_beech before insert on invoicing.customer_statements for each row
      when (new.customer_id = '${beech}') execute function invoicing.refuse_beech()`)
    try {
      const { results } = await run([beech, ash], { idempotencyKey: 'one fails' })
      expect(results).toMatchObject([
        { customerId: beech, outcome: 'refused', code: 'amount_too_large', statementId: null },
        { customerId: ash, outcome: 'done', closingBalance: '10.00' },
      ])
    } finally {
      await here.sql('drop function invoicing.refuse_beech cascade')
    }
    expect(await countOf()).toBe(1)
    // The refusal left its key free.
    const { results } = await run([beech, ash], { idempotencyKey: 'one fails' })
    expect(results).toMatchObject([{ outcome: 'done', closingBalance: '20.00' }, { outcome: 'done' }])
  })

  test('wait for nobody: whom somebody holds comes last, and the others do not wait for it', async () => {
    const ash = await customerOwing('Ash', '10.00')
    const beech = await customerOwing('Beech', '20.00')
    const holder = await here.platen.pool.connect()
    await holder.query(`begin; set local app.company_id = '${shop.id}'`)
    await holder.query('select from invoicing.customers where company_id = $1 and id = $2 for update', [
      ...[shop.id, ash],
    ])
    const running = run([ash, beech])
    await untilWaiting()
    expect(await countOf()).toBe(1)
    // Whom nobody holds can be worked with: no lock of theirs is left.
    await shop.as('owner').customers.update({ customerId: beech, version: 1, notes: 'Called' })
    await holder.query('rollback')
    holder.release()
    expect((await running).results).toMatchObject([{ outcome: 'done' }, { outcome: 'done' }])
  })
})

describe('an idempotency key', () => {
  test('gives the rows that were done once more, and refuses another body', async () => {
    await customerOwing('Ash', '10.00')
    const first = await run('with-balance', { idempotencyKey: 'october' })
    expect(await run('with-balance', { idempotencyKey: 'october' })).toEqual(first)
    expect(await countOf()).toBe(1)
    await expectRefused(run([unknownId], { idempotencyKey: 'october' }), 'idempotency_key_reused')
  })

  test('of 8 equal runs at once acts once a row', async () => {
    for (const name of ['Ash', 'Beech', 'Cedar', 'Dogwood', 'Elm', 'Fir']) await customerOwing(name, '10.00')
    const runs = await Promise.all(
      Array.from({ length: 8 }, () => run('with-balance', { idempotencyKey: 'k' })),
    )
    for (const each of runs) expect(each).toEqual(runs[0])
    expect(await countOf()).toBe(6)
  })

  test('finishes a run that was cut off', async () => {
    const ash = await customerOwing('Ash', '10.00')
    const beech = await customerOwing('Beech', '20.00')
    const blocker = await here.platen.pool.connect()
    await blocker.query(`begin; set local app.company_id = '${shop.id}'`)
    await blocker.query('select from invoicing.customers where company_id = $1 and id = $2 for update', [
      shop.id,
      beech,
    ])
    const cut = run([ash, beech], { idempotencyKey: 'cut' })
    await untilWaiting()
    const [waiting] = await here.sql<{ pid: number }>(waitingBackends)
    await here.sql('select pg_terminate_backend($1)', [waiting?.pid])
    expect((await cut).results).toMatchObject([
      { customerId: ash, outcome: 'done' },
      { customerId: beech, outcome: 'refused', code: 'unavailable' },
    ])
    await blocker.query('rollback')
    blocker.release()
    const again = await run([ash, beech], { idempotencyKey: 'cut' })
    expect(again.results).toMatchObject([{ outcome: 'done' }, { outcome: 'done', closingBalance: '20.00' }])
    expect(again.results[0]).toEqual((await cut).results[0])
    expect(await countOf()).toBe(2)
  })
})

test('over REST', async () => {
  await customerOwing('Ash', '10.00')
  const key = shop.key('accountant')
  const body = { ...october, customers: 'with-balance' }
  const dry = await here.request('POST', '/api/v1/statements/run?dryRun=true', { key, body })
  expect(dry.status).toBe(200)
  expect(await countOf()).toBe(0)
  expectProblem(await here.request('POST', '/api/v1/statements/run', { body }), 'not_signed_in')
  const done = await here.request('POST', '/api/v1/statements/run', { key, body })
  expect(done.body).toMatchObject({ results: [{ outcome: 'done', closingBalance: '10.00' }] })
})

const waitingBackends = `select pid from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock' and query like '%for no key update%'`

async function untilWaiting(): Promise<void> {
  await expect.poll(async () => (await here.sql(waitingBackends)).length, { timeout: 5_000 }).toBe(1)
}
