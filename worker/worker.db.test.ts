import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { jobQueuePool } from '../database/job-queue.ts'
import { inCompany } from '../database/transaction.ts'
import { addDays, todayIn } from '../invoicing/calendar/calendar.ts'
import { verifyCompany } from '../invoicing/verification/verify-company.ts'
import { enqueue } from '../server/jobs.ts'
import { type TestCompany, testPlaten } from '../tests/support/api.ts'
import { beat } from './heartbeat.ts'
import { type RunningWorker, startWorker, usualTimes, type WorkerOptions } from './main.ts'
import { scheduleOn } from './schedule.ts'

const here = testPlaten()
let shop: TestCompany
let queue: Pool
const running: RunningWorker[] = []

beforeAll(async () => {
  shop = await here.found()
  queue = jobQueuePool(here.database.adminUrl, 2)
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((worker) => worker.stop()))
  await here.sql('delete from graphile_worker._private_jobs')
  await here.sql('delete from jobs.worker_processes')
})
afterAll(() => queue.end())

const quick = { concurrency: 2, beatMs: 200, deadAfterMs: 1_000, lookMs: null, sealMs: null }

async function start(options: Partial<WorkerOptions> = {}): Promise<RunningWorker> {
  const worker = await startWorker(here.platen, { workerUrl: here.database.adminUrl, ...quick, ...options })
  running.push(worker)
  return worker
}

const put = (company: TestCompany, key = 'today') =>
  inCompany(here.platen.pool, company.id, { books: 'post' }, (tx) => enqueue(tx, 'aging-snapshots', { key }))

interface JobRow {
  task_identifier: string
  key: string
  locked_by: string | null
  attempts: number
  last_error: string | null
}
const jobs = () =>
  here.sql<JobRow>(
    'select task_identifier, key, locked_by, attempts, last_error from graphile_worker.jobs order by id',
  )

const snapshotsOf = async (company: TestCompany) => {
  const [row] = await here.sql<{ n: number }>(
    `select count(*)::int as n from invoicing.customer_aging_snapshots where company_id = $1`,
    [company.id],
  )
  return row?.n ?? 0
}

const untilIdle = () => expect.poll(jobs, { timeout: 15_000 }).toEqual([])

describe('the queue', () => {
  test('takes a job with the transaction that puts it, once a key, and gives it to a worker', async () => {
    await shop.sent({ amount: '10.00' })
    await put(shop)
    await put(shop)
    expect(await jobs()).toMatchObject([
      { task_identifier: 'aging-snapshots', key: `${shop.id} aging-snapshots today` },
    ])
    await start()
    await untilIdle()
    expect(await snapshotsOf(shop)).toBe(1)
  })

  test('takes none of a dry run or a transaction that fails', async () => {
    await inCompany(here.platen.pool, shop.id, { books: 'post', keep: false }, (tx) =>
      enqueue(tx, 'credit-mirror', { key: 'x' }),
    )
    await inCompany(here.platen.pool, shop.id, { books: 'post' }, async (tx) => {
      await enqueue(tx, 'credit-mirror', { key: 'x' })
      throw new Error('undone')
    }).catch(() => undefined)
    expect(await jobs()).toEqual([])
  })

  test('lets a company enqueue for itself alone', async () => {
    const other = await here.found()
    await here.asApplication(
      shop.id,
      `select invoicing.enqueue('credit-mirror', jsonb_build_object('companyId', $1::text), 'mine', null)`,
      [other.id],
    )
    const [payload] = await here.sql<{ payload: unknown; key: string }>(
      'select payload, key from graphile_worker._private_jobs',
    )
    expect(payload).toEqual({ payload: { companyId: shop.id }, key: `${shop.id} mine` })
    await expect(
      here.platen.pool.query(`select invoicing.enqueue('credit-mirror', '{}', 'x', null)`),
    ).rejects.toThrow(/belongs to a company/)
  })

  test('is closed to the application but for that function', async () => {
    for (const statement of [
      'select * from graphile_worker.jobs',
      'select * from graphile_worker._private_jobs',
      `select graphile_worker.add_job('credit-mirror')`,
      'select * from jobs.worker_processes',
      'set role platen_worker',
    ]) {
      await expect(here.platen.pool.query(statement)).rejects.toThrow(/permission denied/)
    }
  })

  test('shows a worker’s role no row of any company', async () => {
    await expect(queue.query('select * from invoicing.customers')).rejects.toThrow(/permission denied/)
    await expect(queue.query('select * from auth.users')).rejects.toThrow(/permission denied/)
    await expect(queue.query(`select * from auth.company_time_zones()`)).rejects.toThrow(/permission denied/)
  })
})

describe('workers', () => {
  test('take over what a killed one held', async () => {
    await shop.sent({ amount: '10.00' })
    await put(shop, 'held')
    // A process that registered, took the job and was killed: nobody will ever finish or free it.
    const dead = { processId: randomUUID(), workerIds: ['worker-of-the-dead'] }
    await beat(queue, dead, { deadAfterMs: 1_000 })
    await here.sql(
      `update graphile_worker._private_jobs set locked_by = 'worker-of-the-dead', locked_at = now(), attempts = 1`,
    )
    await start()
    await untilIdle()
    const processes = await here.sql<{ id: string }>('select id from jobs.worker_processes')
    expect(processes.map(({ id }) => id)).not.toContain(dead.processId)
  })

  test('take over what was taken by one that died before it was ever heard of', async () => {
    await put(shop, 'held')
    await here.sql(
      `update graphile_worker._private_jobs set locked_by = 'never-heard-of', locked_at = now(), attempts = 1`,
    )
    await start()
    await untilIdle()
  })

  test('leave the jobs of the living alone', async () => {
    await put(shop, 'held')
    const living = { processId: randomUUID(), workerIds: ['worker-of-the-living'] }
    await here.sql(
      `update graphile_worker._private_jobs set locked_by = 'worker-of-the-living', locked_at = now() - interval '1 hour'`,
    )
    await beat(queue, living, { deadAfterMs: 1_000 })
    expect(await beat(queue, { processId: randomUUID(), workerIds: [] }, { deadAfterMs: 1_000 })).toBe(0)
    expect(await jobs()).toMatchObject([{ locked_by: 'worker-of-the-living' }])
  })

  test('two at once, asked again and again: each effect happens once', async () => {
    const company = await here.found()
    for (let count = 0; count < 5; count += 1) await company.sent({ amount: '10.00' })
    await Promise.all([start(), start()])
    for (let count = 0; count < 12; count += 1) await put(company, `again ${count}`)
    await untilIdle()
    expect(await snapshotsOf(company)).toBe(5)
    const effects = await here.sql('select effect_key from invoicing.effects where company_id = $1', [
      company.id,
    ])
    expect(effects).toEqual([{ effect_key: `aging snapshots ${here.today}` }])
  })

  test('keep a job that fails, with its reason, and try it again later', async () => {
    await here.sql(`select graphile_worker.add_job('aging-snapshots', '{}')`)
    await start()
    await expect
      .poll(jobs, { timeout: 15_000 })
      .toMatchObject([{ locked_by: null, attempts: 1, last_error: expect.stringContaining('companyId') }])
  })

  test('seal the audit log within five seconds while a company writes, and note its head', async () => {
    const company = await here.found()
    await start({ sealMs: usualTimes.sealMs, lookMs: 30_000 })
    for (let count = 0; count < 5; count += 1) await company.customer()
    const head = () => company.as('owner').audit.head()
    await expect.poll(async () => (await head()).waiting, { timeout: 5_000 }).toBe(0)
    await expect
      .poll(async () => (await head()).lastNoted?.day, { timeout: 15_000 })
      .toBe(here.platen.clock.today(''))
    const heads = await here.platen.auditHeads.noted(company.id)
    expect(await verifyCompany(here.platen.pool, here.platen.clock, company.id, heads)).toEqual([])
  })

  test('that stop let the job under way finish', async () => {
    const company = await here.found()
    await company.sent({ amount: '10.00' })
    const worker = await start()
    await put(company)
    await expect
      .poll(async () => (await jobs()).length < 1 || (await jobs())[0]?.locked_by !== null)
      .toBe(true)
    await running.splice(running.indexOf(worker), 1)[0]?.stop()
    for (const job of await jobs()) expect(job.locked_by).toBeNull()
    expect(await here.sql('select id from jobs.worker_processes')).toEqual([])
  })
})

describe('the schedule', () => {
  const begun = async (company: TestCompany) =>
    (await jobs()).filter(
      ({ task_identifier, key }) => task_identifier === 'aging-snapshots' && key.startsWith(company.id),
    )

  test.each([
    // Clocks go back: November 1 has 25 hours in New York.
    ['America/New_York', '2026-10-31T12:00:00Z', '2026-11-03T12:00:00Z'],
    // Clocks go forward at midnight: April 24 begins at one o'clock in Cairo.
    ['Africa/Cairo', '2026-04-22T12:00:00Z', '2026-04-26T12:00:00Z'],
    ['Australia/Lord_Howe', '2026-04-03T12:00:00Z', '2026-04-07T12:00:00Z'],
    ['Pacific/Kiritimati', '2026-12-30T00:00:00Z', '2027-01-02T00:00:00Z'],
    ['Asia/Kolkata', '2026-12-30T00:00:00Z', '2027-01-02T00:00:00Z'],
    ['UTC', '2026-12-30T00:00:00Z', '2027-01-02T00:00:00Z'],
  ])(
    'begins each day of %s once, within one look',
    async (timeZone, from, until) => {
      const company = await here.found({ timeZone })
      const clock = { instant: new Date(from) }
      const platen = {
        ...here.platen,
        clock: { now: () => clock.instant, today: (zone: string) => todayIn(zone, clock.instant) },
      }
      const schedule = scheduleOn(platen)
      const looked: { day: string; at: Date }[] = []
      for (
        ;
        clock.instant < new Date(until);
        clock.instant = new Date(clock.instant.getTime() + 30 * 60_000)
      ) {
        await here.sql('delete from graphile_worker._private_jobs')
        await schedule.look()
        for (const { key } of await begun(company)) {
          looked.push({ day: key.slice(-10), at: clock.instant })
        }
      }
      expect(looked.map(({ day }) => day)).toEqual(
        looked.map((_, index) => addDays(todayIn(timeZone, new Date(from)), index)),
      )
      expect(looked.at(-1)?.day).toBe(todayIn(timeZone, new Date(new Date(until).getTime() - 1)))
      for (const { day, at } of looked.slice(1)) {
        expect(todayIn(timeZone, at)).toBe(day)
        expect(todayIn(timeZone, new Date(at.getTime() - 30 * 60_000))).not.toBe(day)
      }
    },
    60_000,
  )

  test('lets the mirror of a limit follow when it ends, and not before', async () => {
    const company = await here.found()
    const customer = await company.customer()
    const client = company.as('owner').creditLimits
    await client.create({ customerId: customer.id, limitAmount: '500.00' })
    const { id } = await client.create({
      customerId: customer.id,
      limitAmount: '900.00',
      expiresAt: '2199-01-01T00:00:00Z',
    })
    const mirror = async () => {
      const [row] = await here.sql<{ credit_limit: string }>(
        'select credit_limit from invoicing.customers where id = $1',
        [customer.id],
      )
      return row?.credit_limit
    }
    const schedule = scheduleOn(here.platen)
    await schedule.look()
    await here.sql('delete from graphile_worker._private_jobs')
    await schedule.look()
    expect(await mirror()).toBe('900.00')
    const mirrorJobs = async () =>
      (await jobs()).filter(({ key }) => key === `${company.id} credit-mirror follow`)
    // Set moments ago, so they are looked at again; nothing is written.
    await here.tamper(
      `update invoicing.customer_credit_limits set effective_at = now() - interval '1 day',
         expires_at = case when id = $1 then now() else expires_at end where company_id = $2`,
      [id, company.id],
    )
    await here.sql('delete from graphile_worker._private_jobs')
    await schedule.look()
    expect(await mirrorJobs()).toHaveLength(1)
    await start()
    await expect.poll(mirror, { timeout: 15_000 }).toBe('500.00')
  })

  test('lets the mirror of a limit follow when it begins, within a minute by the usual times', async () => {
    const company = await here.found()
    const customer = await company.customer()
    const begins = new Date(Date.now() + 4_000)
    const client = company.as('owner')
    await client.creditLimits.create({
      customerId: customer.id,
      limitAmount: '700.00',
      effectiveAt: begins.toISOString(),
    })
    const mirror = async () => {
      const [row] = await here.sql<{ credit_limit: string | null }>(
        'select credit_limit from invoicing.customers where id = $1',
        [customer.id],
      )
      return row?.credit_limit
    }
    await start({ lookMs: 500 })
    if (Date.now() < begins.getTime() - 1_000) expect(await mirror()).toBeNull()
    await expect.poll(mirror, { timeout: 20_000 }).toBe('700.00')
    expect(Date.now()).toBeGreaterThanOrEqual(begins.getTime())
    // A look, a poll of the queue, and the job itself.
    expect(usualTimes.lookMs + 2_000 + 10_000).toBeLessThan(60_000)
  }, 60_000)

  test('verifies the books in the company’s night', async () => {
    const company = await here.found({ timeZone: 'America/New_York' })
    await scheduleOn(here.platen).look()
    const [job] = await here.sql<{ night: string }>(
      `select to_char(run_at at time zone 'America/New_York', 'YYYY-MM-DD HH24') as night
       from graphile_worker.jobs where key = $1`,
      [`${company.id} verification ${here.today}`],
    )
    expect(job?.night).toMatch(new RegExp(`^${here.today} 0[2-4]$`))
    // A night that is past, as for a worker that was switched on in the morning.
    await here.sql(`update graphile_worker._private_jobs set run_at = now() where key = $1`, [
      `${company.id} verification ${here.today}`,
    ])
    await start()
    const last = async () => (await company.as('viewer').verification.show()).last
    await expect.poll(last, { timeout: 15_000 }).toMatchObject({ door: 'worker', broken: [], failure: null })
  })

  test('runs inside a worker', async () => {
    const company = await here.found()
    await company.sent({ amount: '10.00' })
    await start({ lookMs: 30_000 })
    await expect.poll(() => snapshotsOf(company), { timeout: 15_000 }).toBe(1)
  })
})
