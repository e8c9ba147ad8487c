import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { type TestCompany, testPlaten } from '../tests/support/api.ts'
import { startWorker, usualTimes } from '../worker/main.ts'

const here = testPlaten()
const command = fileURLToPath(new URL('./platen.ts', import.meta.url))
const children: ChildProcess[] = []

afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => end(child, 'SIGKILL')))
})

function platen(args: string[], env: Record<string, string | undefined> = {}): ChildProcess {
  const { DATABASE_WORKER_URL, PORT, ...inherited } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', command, ...args], {
    env: {
      ...inherited,
      DATABASE_URL: here.database.appUrl,
      DATABASE_ADMIN_URL: here.database.adminUrl,
      PLATEN_SECRET: here.platen.secret,
      PLATEN_TODAY: here.today,
      ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  children.push(child)
  return child
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}

/** Who holds the jobs that take snapshots; on a slow machine the schedule has put other ones meanwhile. */
const lockedBy = async () => {
  const rows = await here.sql<{ locked_by: string | null }>(
    "select locked_by from graphile_worker.jobs where task_identifier = 'aging-snapshots'",
  )
  return rows.map((row) => row.locked_by)
}

const snapshotsOf = async (company: TestCompany) =>
  (await here.sql('select id from invoicing.customer_aging_snapshots where company_id = $1', [company.id]))
    .length

/** Holds the customer, so that a job that wants them waits, until it is let go. */
async function hold(company: TestCompany, customerId: string): Promise<() => Promise<void>> {
  const client = await here.platen.pool.connect()
  await client.query(`begin; set local app.company_id = '${company.id}'`)
  await client.query('select from invoicing.customers where company_id = $1 and id = $2 for no key update', [
    company.id,
    customerId,
  ])
  return async () => {
    await client.query('rollback')
    client.release()
  }
}

test('a killed worker’s job is resumed by another, and its effect happens once', async () => {
  const shop = await here.found()
  const { customerId } = await shop.sent({ amount: '10.00' })
  const letGo = await hold(shop, customerId)
  const killed = platen(['worker'])
  await expect.poll(lockedBy, { timeout: 20_000 }).toEqual([expect.any(String)])
  await end(killed, 'SIGKILL')
  expect(await lockedBy()).toEqual([expect.any(String)])
  await letGo()
  const workerUrl = here.database.adminUrl
  const times = { concurrency: 1, beatMs: 200, deadAfterMs: 1_000, lookMs: null, sealMs: null }
  const other = await startWorker(here.platen, { workerUrl, ...times })
  try {
    await expect.poll(lockedBy, { timeout: 15_000 }).toEqual([])
  } finally {
    await other.stop()
  }
  expect(await snapshotsOf(shop)).toBe(1)
}, 60_000)

test('at the usual times the jobs of the dead are free within 90 seconds', () => {
  expect(usualTimes.deadAfterMs + 2 * usualTimes.beatMs + 2_000).toBeLessThan(90_000)
})

test('platen start keeps its workers alive and takes them along when it ends', async () => {
  const shop = await here.found()
  await shop.sent({ amount: '10.00' })
  const started = platen(['start', '--workers', '1', '--no-web'])
  await expect.poll(() => snapshotsOf(shop), { timeout: 30_000 }).toBe(1)
  expect(await workerBackends()).not.toEqual([])
  const asked = Date.now()
  await end(started, 'SIGTERM')
  expect(started.exitCode).toBe(0)
  // Less than the patience after which a worker is killed: it ended by itself.
  expect(Date.now() - asked).toBeLessThan(9_000)
  await expect.poll(workerBackends, { timeout: 10_000 }).toEqual([])
}, 60_000)

test('the workers end with a server that was killed', async () => {
  const started = platen(['start', '--workers', '1', '--no-web'])
  await expect.poll(workerBackends, { timeout: 30_000 }).not.toEqual([])
  await end(started, 'SIGKILL')
  await expect.poll(workerBackends, { timeout: 15_000 }).toEqual([])
}, 60_000)

test('without a login for workers, a start says so and a worker is refused', async () => {
  const refused = platen(['worker'], { DATABASE_ADMIN_URL: '' })
  expect(await said(refused, /platen_worker/)).toContain('DATABASE_WORKER_URL')
  await once(refused, 'exit')
  expect(refused.exitCode).toBe(1)
  const wrong = platen(['worker'], { DATABASE_ADMIN_URL: '', DATABASE_WORKER_URL: here.database.appUrl })
  expect(await said(wrong, /permission denied/)).toContain('platen_worker')
  const started = platen(['start', '--no-web'], { DATABASE_ADMIN_URL: '' })
  expect(await said(started, /No jobs are worked here/)).toContain('DATABASE_WORKER_URL')
}, 60_000)

test('any login that was made a member of platen_worker will do', async () => {
  const login = `jobs_${here.database.name}`
  await here.sql(`create role ${login} login password 'jobs' in role platen_worker`)
  try {
    const shop = await here.found()
    await shop.sent({ amount: '10.00' })
    const url = new URL(here.database.adminUrl)
    url.username = login
    url.password = 'jobs'
    const worker = platen(['worker'], { DATABASE_ADMIN_URL: '', DATABASE_WORKER_URL: url.href })
    await expect.poll(() => snapshotsOf(shop), { timeout: 20_000 }).toBe(1)
    await end(worker, 'SIGTERM')
    expect(worker.exitCode).toBe(0)
  } finally {
    await here.sql(`drop role ${login}`)
  }
}, 60_000)

const workerBackends = () =>
  here.sql<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database() and application_name = 'platen worker'`,
  )

function said(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stderr?.on('data', (chunk) => {
      text += String(chunk)
      if (pattern.test(text)) resolve(text)
    })
    child.once('exit', () => setImmediate(() => reject(new Error(`It ended and said: ${text}`))))
  })
}
