import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ImportResult } from '../contract/import.ts'
import { agingBuckets } from '../contract/reports.ts'
import { type TestCompany, testPlaten } from '../tests/support/api.ts'
import { documentOf, platenCommand } from '../tests/support/command.ts'
import { agedFrom, csvOf, ledgerOf } from '../tests/support/ledger-model.ts'

const platen = testPlaten()
const directory = mkdtempSync(join(tmpdir(), 'platen-import-'))
const file = join(directory, 'ledger.csv')
const columns =
  'customer=customerID,invoiceNumber=number,issueDate=issued,dueDate=due,amount=amount,paidDate=settled'
let shop: TestCompany

beforeAll(async () => {
  shop = await platen.found()
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const run = (argv: string[]) =>
  platenCommand(argv, {
    DATABASE_URL: platen.database.appUrl,
    DATABASE_ADMIN_URL: platen.database.adminUrl,
    PLATEN_DATA_DIR: directory,
    PLATEN_TODAY: '2026-11-21',
    NODE_ENV: 'test',
  })
const importing = (path: string, company: TestCompany, ...more: string[]) =>
  run([
    'import',
    'receivables',
    path,
    '--company',
    company.slug,
    '--columns',
    columns,
    '--dateFormat',
    'M/D/YYYY',
    ...more,
  ])
const dollars = (cents: number) => (cents / 100).toFixed(2)

test('a file comes in, a second run changes nothing, and the aging is that of the rows', async () => {
  const ledger = ledgerOf(11, { rows: 700, customers: 40 })
  writeFileSync(file, csvOf(ledger))
  const trial = documentOf<ImportResult>(await importing(file, shop, '--json', '--dry-run'))
  expect([trial.created, trial.rows.length]).toEqual([700, 700])
  expect((await shop.as('viewer').invoices.list({})).data).toEqual([])
  const first = await importing(file, shop, '--json')
  expect(first.code).toBe(0)
  expect(documentOf(first)).toMatchObject({ created: 700, unchanged: 0, refused: 0 })
  const { totals } = await shop.as('viewer').reports.aging({ asOf: '2013-06-30' })
  const expected = agedFrom(ledger, '2013-06-30')
  for (const bucket of [...agingBuckets, 'balance'] as const)
    expect(totals[bucket]).toBe(dollars(expected[bucket]))
  const second = await importing(file, shop)
  expect([second.code, second.out]).toEqual([
    0,
    expect.stringMatching(/^0 created, 700 unchanged, 0 refused \(\d+ rows/),
  ])
}, 90_000)

test('broken rows are refused with their line and reason, and the rest stands', async () => {
  const broken = join(directory, 'broken.csv')
  const apart = await platen.found()
  writeFileSync(
    broken,
    [
      '\uFEFFcustomerID,number,issued,due,amount,settled',
      'A,1,1/5/2013,2/4/2013,10.00,',
      'A,2,2/30/2013,3/30/2013,10.00,',
      'A,3,1/5/2013,2/4/2013,ten,',
      ',4,1/5/2013,2/4/2013,10.00,',
      'A,5,1/5/2013,2/4/2013',
      '"A, B",6,1/5/2013,2/4/2013,"1,200.50",1/9/2013',
      '',
      'A,7,2/5/2013,2/4/2013,10.00,',
    ].join('\r\n'),
  )
  const result = await importing(broken, apart, '--json')
  expect(result.code).toBe(1)
  const { rows, ...counts } = documentOf<ImportResult>(result)
  expect(counts).toEqual({ created: 2, unchanged: 0, refused: 5 })
  expect(rows.map(({ line, outcome }) => [line, outcome])).toEqual([
    [2, 'created'],
    [3, 'refused'],
    [4, 'refused'],
    [5, 'refused'],
    [6, 'refused'],
    [7, 'created'],
    [9, 'refused'],
  ])
  const told = await importing(broken, apart)
  expect(told.err).toMatch(
    /^line 3: 2 refused: issueDate "2\/30\/2013" is not a date of the form M\/D\/YYYY$/m,
  )
  expect(told.err).toMatch(/^line 6: .*refused: the line has 4 columns, the header has 6$/m)
  expect(told.err).toMatch(/^line 9: 7 refused: dueDate 2013-02-04 lies before issueDate 2013-02-05$/m)
})

test('a file that is none, or columns that are none, are refused in words', async () => {
  const other = (name: string, text: string | Buffer) => {
    const path = join(directory, name)
    writeFileSync(path, text)
    return path
  }
  const header = 'customerID,number,issued,due,amount,settled\n'
  const cases: [string, RegExp][] = [
    [join(directory, 'missing.csv'), /missing\.csv is not there/],
    [directory, /cannot be read: EISDIR/],
    [other('empty.csv', ''), /is empty: it needs a header line/],
    [other('columns.csv', 'a,b\n1,2\n'), /the file has no column "customerID". It has: a, b/],
    [
      other('quotes.csv', `${header}B,before,1/5/2013,2/4/2013,10.00,\nA,1,"1/5/2013,2/4/2013,10.00,\n`),
      /is not a CSV file from line \d+ on/,
    ],
    [other('binary.csv', Buffer.from([0x50, 0x4b, 3, 4, 0, 0xff, 0xfe, 0])), /no column "customerID"/],
  ]
  for (const [path, reason] of cases) {
    const result = await importing(path, shop, '--json')
    expect([path, result.code, result.err]).toEqual([path, 1, expect.stringMatching(reason)])
    expect(documentOf(result)).toHaveProperty('code')
    expect(result.err).not.toMatch(/^\s+at .*:\d+:\d+/m)
  }
  // What came before the broken line was imported.
  expect((await shop.as('viewer').invoices.list({ q: 'before' })).data).toHaveLength(1)
  const format = await run([
    'import',
    'receivables',
    file,
    '--company',
    shop.slug,
    '--columns',
    columns,
    '--date-format',
    'D/M',
  ])
  expect(format.err).toContain('must name D, M and YYYY once each')
})

const sample = fileURLToPath(new URL('../../shared/samples/receivables-2012-2013.csv', import.meta.url))
if (existsSync(sample)) {
  test('the real ledger of two years, where it is at hand', async () => {
    const apart = await platen.found()
    const real =
      'customer=customerID,invoiceNumber=invoiceNumber,issueDate=InvoiceDate,dueDate=DueDate,amount=InvoiceAmount,paidDate=SettledDate'
    const argv = ['import', 'receivables', sample, '--company', apart.slug, '--columns', real]
    const once = async () =>
      documentOf<ImportResult>(await run([...argv, '--dateFormat', 'M/D/YYYY', '--json']))
    expect(await once()).toMatchObject({ created: 2466, unchanged: 0, refused: 0 })
    const { reports } = apart.as('viewer')
    expect((await reports.aging({ asOf: '2013-06-30' })).totals).toEqual({
      current: '4284.29',
      days1To30: '835.56',
      days31To60: '0.00',
      days61To90: '0.00',
      over90: '0.00',
      unappliedCredit: '0.00',
      balance: '5119.85',
    })
    expect((await reports.aging({ asOf: '2014-01-31' })).totals.balance).toBe('0.00')
    expect(await once()).toMatchObject({ created: 0, unchanged: 2466, refused: 0 })
  }, 90_000)
}
