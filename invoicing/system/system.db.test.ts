import { beforeEach, expect, test } from 'vitest'
import { knownMigrations } from '../../database/migrate.ts'
import { inCompany } from '../../database/transaction.ts'
import { enqueue } from '../../server/jobs.ts'
import { type TestCompany, testPlaten } from '../../tests/support/api.ts'

const here = testPlaten()
let shop: TestCompany

beforeEach(async () => {
  shop = await here.found()
})

const state = (company = shop) => company.as('viewer').system.show()
const put = (company: TestCompany, key: string) =>
  inCompany(here.platen.pool, company.id, { books: 'post' }, (tx) => enqueue(tx, 'credit-mirror', { key }))
const change = (key: string, set: string) =>
  here.sql(`update graphile_worker._private_jobs set ${set} where key = $1`, [key])

test('the database is as this Platen needs it', async () => {
  const { database, platenVersion } = await state()
  expect(platenVersion).toMatch(/^\d+\.\d+\.\d+$/)
  expect(database).toMatchObject({
    version: expect.stringMatching(/^\d+/),
    migrations: knownMigrations().length,
    lastMigration: knownMigrations().at(-1),
  })
  expect(database.bytes).toBeGreaterThan(1_000_000)
})

test('jobs of the company alone are told, those that wait, those tried again, those given up', async () => {
  const other = await here.found()
  expect((await state()).queue).toEqual([])
  for (const key of ['one', 'two', 'three', 'four']) await put(shop, key)
  await put(other, 'one')
  const keyOf = (key: string) => `${shop.id} credit-mirror ${key}`
  await change(keyOf('two'), `attempts = 3, last_error = 'No route', run_at = now() + interval '1 hour'`)
  await change(
    keyOf('three'),
    `attempts = max_attempts, last_error = 'Gone', updated_at = now() - interval '1 day'`,
  )
  await change(keyOf('four'), 'attempts = 1, locked_at = now()')
  const { queue } = await state()
  expect(queue).toEqual([
    {
      task: 'credit-mirror',
      ...{ waiting: 2, retrying: 1, failed: 1, lastError: 'No route' },
      oldestDueAt: expect.any(String),
    },
  ])
  expect((await state(other)).queue).toMatchObject([{ waiting: 1, retrying: 0, failed: 0, lastError: null }])
})

test('workers that were heard of lately are told, and nobody else may look', async () => {
  await here.sql('delete from jobs.worker_processes')
  expect((await state()).workers).toEqual([])
  await here.sql(
    `insert into jobs.worker_processes (id, worker_ids, seen_at)
     values (gen_random_uuid(), '{}', now()), (gen_random_uuid(), '{}', now() - interval '2 minutes')`,
  )
  expect((await state()).workers).toHaveLength(1)
  await expect(here.asApplication(shop.id, 'select * from jobs.worker_processes')).rejects.toThrow(
    /permission denied/,
  )
})

test('the last backup is told, and that there was none', async () => {
  expect((await state()).lastBackup).toBeNull()
  await here.sql(
    `insert into auth.backups (id, taken_at, finished_at, file_name, bytes, row_count, platen_version, checksum)
     values (gen_random_uuid(), '2026-11-20T01:00:00Z', '2026-11-20T01:01:00Z', 'platen.backup', 4096, 77, '0.1.0',
       repeat('a', 64))`,
  )
  expect((await state()).lastBackup).toEqual({
    ...{ takenAt: '2026-11-20T01:00:00.000Z', bytes: 4096, rows: 77, restoredAt: null },
  })
})
