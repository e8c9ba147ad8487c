import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestCompany, testPlaten } from '../tests/support/api.ts'
import { type CommandResult, documentOf, platenCommand } from '../tests/support/command.ts'

/* `platen backfill` beside a running database. */
const platen = testPlaten()
const directory = mkdtempSync(join(tmpdir(), 'platen-backfill-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const run = (...argv: string[]): Promise<CommandResult> =>
  platenCommand(['backfill', ...argv], {
    DATABASE_URL: platen.database.appUrl,
    DATABASE_ADMIN_URL: platen.database.adminUrl,
    PLATEN_DATA_DIR: directory,
    NODE_ENV: 'test',
  })
const json = async (...argv: string[]) => {
  const result = await run(...argv, '--json')
  expect(result, result.err).toMatchObject({ code: 0 })
  return documentOf(result)
}

let shop: TestCompany
beforeAll(async () => {
  shop = await platen.found({ name: 'Backfilled' })
  await platen.found({ name: 'Beside' })
  for (let n = 0; n < 5; n += 1) await shop.sent()
})
const company = ['--company', 'backfilled']
const forget = () => platen.tamper('delete from invoicing.customer_invoice_summaries')

test('what there is, and how it came out', async () => {
  expect((await run('list')).out).toMatch(/^customer-invoices +Compares each customer/m)
  expect((await run('list', ...company)).out).toMatch(/^customer-invoices +never/m)
  await json('run', 'customer-invoices', ...company)
  expect((await run('list', ...company)).out).toMatch(/^customer-invoices +20.* 5 +0 +0 +0 +5$/m)
  expect(await json('list', ...company)).toMatchObject({
    data: [{ name: 'customer-invoices', lastRun: { scanned: 5 } }, {}, {}, {}, {}],
  })
})

test('a dry run tells, a run writes, a second run writes nothing', async () => {
  await forget()
  const counts = { name: 'customer-invoices', scanned: 5, removed: 0, kept: 0 }
  const some = ['run', 'customer-invoices', ...company, '--batchSize', '2']
  expect(await json(...some, '--dryRun')).toMatchObject({ ...counts, dryRun: true, written: 5, unchanged: 0 })
  expect(await platen.sql('select 1 from invoicing.customer_invoice_summaries')).toEqual([])
  expect(await json(...some)).toMatchObject({ ...counts, dryRun: false, written: 5, unchanged: 0 })
  expect(await json(...some)).toMatchObject({ ...counts, written: 0, unchanged: 5 })
  expect((await run(...some)).out).toMatch(/^5 rows: 0 written, 0 removed, .* 5 right already/)
})

test('one that was cut off goes on', async () => {
  await forget()
  const begun = await shop.as('owner').backfills.run({ name: 'customer-invoices', batchSize: 3 })
  expect(begun).toMatchObject({ written: 3, finishedAt: null })
  expect((await run('list', ...company)).out).toMatch(/^customer-invoices +cut off at/m)
  // The whole run is told, its first part too.
  expect(await json('run', 'customer-invoices', ...company, '--resume')).toMatchObject({
    written: 5,
    scanned: 5,
  })
})

test('one that is stopped ends between two batches, and says how it goes on', async () => {
  await forget()
  const others = process.listeners('SIGINT')
  const stopping = run('run', 'customer-invoices', ...company, '--batchSize', '1')
  // Ctrl-C, heard by the command alone, as soon as it listens.
  const press = setInterval(() => {
    const own = process.listeners('SIGINT').find((listener) => !others.includes(listener))
    if (!own) return
    clearInterval(press)
    own('SIGINT')
  }, 1)
  const stopped = await stopping.finally(() => clearInterval(press))
  expect(stopped.code).toBe(130)
  expect(stopped.err).toContain('--resume goes on from there')
  expect(await json('run', 'customer-invoices', ...company, '--resume')).toMatchObject({ written: 5 })
})

test('all companies', async () => {
  await forget()
  expect(await json('run', 'customer-invoices', '--all')).toMatchObject({
    written: 5,
    companies: [
      { company: 'backfilled', written: 5 },
      { company: 'beside', scanned: 0 },
    ],
  })
})

test.each([
  [['run', 'everything', ...company], 'not_found', /customer-invoices, /],
  [['run', 'customer-invoices'], 'invalid_input', /--company SLUG/],
  [['run', 'customer-invoices', '--company', 'nowhere'], 'not_found', /no company "nowhere"/],
  [['run', 'customer-invoices', ...company, '--batchSize', '0'], 'invalid_input', /1 to 1000/],
])('%s is refused', async (argv, code, words) => {
  const result = await run(...argv, '--json')
  expect([result.code, documentOf(result).code]).toEqual([1, code])
  expect(result.err).toMatch(words)
})
