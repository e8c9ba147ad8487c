import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CustomerImportResult } from '../contract/customer-import.ts'
import { type TestCompany, testPlaten } from '../tests/support/api.ts'
import { documentOf, platenCommand } from '../tests/support/command.ts'

const platen = testPlaten()
const directory = mkdtempSync(join(tmpdir(), 'platen-customers-'))
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found()
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const run = (...argv: string[]) =>
  platenCommand(argv, {
    DATABASE_URL: platen.database.appUrl,
    DATABASE_ADMIN_URL: platen.database.adminUrl,
    PLATEN_DATA_DIR: directory,
    PLATEN_TODAY: '2026-11-21',
    NODE_ENV: 'test',
  })
const fileOf = (name: string, content: string | Buffer) => {
  const path = join(directory, name)
  writeFileSync(path, content)
  return path
}
const importing = (path: string, company: TestCompany, ...more: string[]) =>
  run('import', 'customers', path, '--company', company.slug, ...more)

test('a file of several parts comes in, a second run changes nothing, and the export is that file again', async () => {
  const people = Array.from(
    { length: 230 },
    (_, index) => `Customer ${index};c${index}@x.example;"Line\r\n${index}"`,
  )
  const path = fileOf('people.csv', `\uFEFFName;E-Mail;Notes\r\n${people.join('\r\n')}\r\n`)
  const trial = documentOf<CustomerImportResult>(await importing(path, shop, '--json', '--dryRun'))
  expect([trial.created, trial.rows.length]).toEqual([230, 230])
  expect((await shop.as('viewer').customers.list({})).data).toEqual([])
  const first = await importing(path, shop, '--json')
  expect(first.code).toBe(0)
  const { rows, ...counts } = documentOf<CustomerImportResult>(first)
  expect(counts).toEqual({ created: 230, updated: 0, unchanged: 0, refused: 0 })
  // Each row takes two lines.
  expect(rows.map(({ line }) => line)).toEqual(people.map((_, index) => 2 + 2 * index))
  const second = await importing(path, shop)
  expect([second.code, second.out]).toEqual([
    0,
    expect.stringMatching(/^0 created, 0 updated, 230 unchanged, 0 refused \(\d+ customers a second\)$/m),
  ])
  const out = join(directory, 'out.csv')
  const exported = await run('customers', 'export', '--company', shop.slug, '--output', out)
  expect([exported.code, exported.out, exported.err]).toEqual([
    0,
    '',
    expect.stringContaining(`Saved ${out}`),
  ])
  expect(readFileSync(out, 'utf8').slice(0, 25)).toBe('\uFEFFrow,customerNumber,name,')
  const back = documentOf<CustomerImportResult>(await importing(out, shop, '--json'))
  expect(back).toMatchObject({ created: 0, updated: 0, unchanged: 230, refused: 0 })
}, 90_000)

test('an export goes to standard output, filtered, or as JSON', async () => {
  const piped = await run('customers', 'export', '--company', shop.slug, '--q', 'Customer 17')
  expect(piped.out.split('\r\n').filter((line) => line.startsWith('customer,'))).toHaveLength(11)
  const told = documentOf<{ name: string; content: string }>(
    await run('customers', 'export', '--company', shop.slug, '--status', 'blocked', '--json'),
  )
  expect(told.name).toBe('customers-2026-11-21.csv')
  expect(told.content.split('\r\n')).toHaveLength(2)
  const nowhere = join(directory, 'missing', 'out.csv')
  const refused = await run('customers', 'export', '--company', shop.slug, '--output', nowhere)
  expect([refused.code, refused.err]).toEqual([
    1,
    expect.stringMatching(/out\.csv cannot be written \(ENOENT\)/),
  ])
  expect(existsSync(nowhere)).toBe(false)
})

test('refused lines are told with line, what and why, and end with exit code 1', async () => {
  const apart = await platen.found()
  const path = fileOf(
    'some.csv',
    [
      'row,name,email,phone,firstName,lastName,role,label,type,line1,postalCode,country',
      'customer,Ann,ann@a.example,12,,,,,,,,',
      'customer,Bob,bob@b.example,,,,,,,,,',
      'address,,,,,,,Shop,billing,1 Main Street,1,US',
      'customer,Cyd,cyd@c.example,,,,,,,,,',
      'customer,Cyd,cyd@c.example,,,,,,,,,',
      'customer,Dan',
    ].join('\n'),
  )
  const result = await importing(path, apart, '--json')
  expect(result.code).toBe(1)
  const { rows, ...counts } = documentOf<CustomerImportResult>(result)
  expect(counts).toEqual({ created: 1, updated: 0, unchanged: 0, refused: 5 })
  expect(rows.map(({ line, outcome, code, field }) => [line, outcome, code, field])).toEqual([
    [2, 'refused', 'phone_not_valid', 'phone'],
    [3, 'refused', 'postal_code_not_valid', null],
    [4, 'refused', 'postal_code_not_valid', 'postalCode'],
    [5, 'created', null, null],
    [6, 'refused', 'import_rows_contradict', 'email'],
    [7, 'refused', 'invalid_input', null],
  ])
  const told = await importing(path, apart, '--dry-run')
  expect(told.err).toMatch(/^line 2: customer Ann refused: phone: must be a phone number that exists/m)
  expect(told.err).toMatch(
    /^line 4: address Shop refused: postalCode: 1 is not a postal code of United States/m,
  )
  expect(told.out).toMatch(/^0 would be created, 0 would be updated, 1 unchanged, 5 refused/)
})

test('a file that is none is refused in words, whole', async () => {
  const cases: [string, RegExp][] = [
    [join(directory, 'missing.csv'), /missing\.csv cannot be read: ENOENT/],
    [directory, /cannot be read: EISDIR/],
    [fileOf('empty.csv', ''), /is empty/],
    [fileOf('fax.csv', 'name,fax\nAnn,1\n'), /the column is not known: "fax"/],
    [fileOf('quotes.csv', 'name\nBefore\n"Ann\n'), /no CSV from line 3 on/],
    [fileOf('latin.csv', Buffer.from([0x6e, 0x61, 0x6d, 0x65, 0x0a, 0xe9])), /not UTF-8/],
    [fileOf('large.csv', `name\n${'x'.repeat(10 * 1024 * 1024)}`), /has 10\.0 MB, and at most 10 MB/],
  ]
  for (const [path, reason] of cases) {
    const result = await importing(path, shop, '--json')
    expect([path, result.code, result.err]).toEqual([path, 1, expect.stringMatching(reason)])
    expect(documentOf(result)).toHaveProperty('code')
    expect(result.err).not.toMatch(/^\s+at .*:\d+:\d+/m)
  }
  // Nothing of it was imported, not even what came before the broken line.
  expect((await shop.as('viewer').customers.list({ q: 'Before' })).data).toEqual([])
})
