import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testPlaten } from '../tests/support/api.ts'
import { type CommandResult, documentOf, platenCommand } from '../tests/support/command.ts'

/* Every command beside a running database, as scripts outside the repository call them. */
const platen = testPlaten()
const directory = mkdtempSync(join(tmpdir(), 'platen-commands-'))
const environment = () => ({
  DATABASE_URL: platen.database.appUrl,
  DATABASE_ADMIN_URL: platen.database.adminUrl,
  PLATEN_DATA_DIR: directory,
  PLATEN_TODAY: '2026-11-21',
  NODE_ENV: 'test',
})
const run = (...argv: string[]): Promise<CommandResult> => platenCommand(argv, environment())
const json = async <Body = Record<string, unknown>>(...argv: string[]): Promise<Body> => {
  const result = await run(...argv, '--json')
  expect(result, result.err).toMatchObject({ code: 0 })
  return documentOf<Body>(result)
}

beforeAll(async () => {
  expect(await json('company', 'create', '--name', 'Command Shop')).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    slug: 'command-shop',
  })
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const company = ['--company', 'command-shop']
const counts = () =>
  platen.sql(
    `select (select count(*)::int from auth.companies) as companies, (select count(*)::int from auth.users) as users,
       (select count(*)::int from auth.api_keys) as keys, (select count(*)::int from invoicing.customers) as customers,
       (select count(*)::int from invoicing.invoices) as invoices, (select count(*)::int from invoicing.audit_entries) as audit`,
  )

test('company create: currency, country, time zone, an owner who is invited', async () => {
  const made = await json(
    'company',
    'create',
    '--name',
    'Kyoto',
    '--currency',
    'JPY',
    '--country',
    'jp',
    '--time-zone',
    'Asia/Tokyo',
    '--owner-email',
    'owner@kyoto.example',
  )
  expect(made).toMatchObject({ slug: 'kyoto', invitationUrl: expect.stringContaining('/join/') })
  expect(await json('company', 'show', '--company', 'kyoto')).toMatchObject({ country: 'JP' })
  const nowhere = await run('company', 'create', '--name', 'X', '--country', 'UK', '--json')
  expect([nowhere.code, documentOf(nowhere).code]).toEqual([1, 'country_not_known'])
  const refused = await run('company', 'create', '--name', 'X', '--currency', 'KWD', '--json')
  expect([refused.code, documentOf(refused).code]).toEqual([1, 'currency_not_supported'])
  const unnamed = await run('company', 'create', '--json')
  expect([unnamed.code, documentOf(unnamed).code]).toEqual([1, 'invalid_input'])
  expect(unnamed.err).toContain("required option '--name <name>'")
  const noMail = await run('company', 'create', '--name', 'X', '--owner-email', 'nobody')
  expect(noMail.err).toContain('must be an e-mail address')
})

test('api-key create: a key that works over HTTP', async () => {
  const made = await json<{ id: string; key: string }>('api-key', 'create', ...company, '--role', 'sales')
  expect(Object.keys(made)).toEqual(['id', 'key'])
  expect((await platen.request('GET', '/api/v1/company', { key: made.key })).status).toBe(200)
  const refused = await run('api-key', 'create', ...company, '--role', 'king')
  expect([refused.code, refused.err]).toEqual([
    1,
    expect.stringContaining('owner, admin, accountant, sales, viewer'),
  ])
})

test('the main job, with numbers in place of ids', async () => {
  const customer = await json(
    'customers',
    'create',
    ...company,
    '--name',
    'Bluebird',
    '--payment-terms',
    'net_30',
  )
  expect(customer.customerNumber).toBe('CUST-0001')
  const lines = JSON.stringify([{ description: 'Tees', quantity: '10', unitPrice: '9.50' }])
  const draft = await json(
    'invoices',
    'create',
    ...company,
    '--customer-id',
    'CUST-0001',
    '--line-items',
    lines,
  )
  expect(draft).toMatchObject({ invoiceNumber: 'INV-0001', total: '95.00' })
  expect(await json('invoices', 'send', 'INV-0001', ...company, '--issue-date', '2026-11-02')).toMatchObject({
    status: 'sent',
    dueDate: '2026-12-02',
  })
  const payment = await json(
    'payments',
    'record',
    'inv-0001',
    ...company,
    '--amount',
    '45.00',
    '--method',
    'check',
    '--reference',
    'CHK-1042',
  )
  expect(payment).toMatchObject({ amount: '45.00', reference: 'CHK-1042' })
  expect(await json('invoices', 'show', 'INV-0001', ...company)).toMatchObject({ status: 'partial' })
  expect(await json('customers', 'balance', 'CUST-0001', ...company, '--as-of', '2026-11-20')).toMatchObject({
    balance: '95.00',
  })
  expect(
    await json('invoices', 'list', ...company, '--customer-id=CUST-0001', '--view', 'outstanding'),
  ).toMatchObject({
    data: [{ balanceDue: '50.00' }],
  })
  expect(
    await json('invoices', 'void', 'INV-0001', ...company, '--reason', 'INV-0009 replaces it'),
  ).toMatchObject({
    status: 'void',
    voidReason: 'INV-0009 replaces it',
  })
  expect(
    (await json<{ data: unknown[] }>('audit', 'list', ...company, '--entity', 'invoice')).data,
  ).toHaveLength(3)
})

test('for people: a table of rows, the fields of one thing', async () => {
  const list = await run('customers', 'list', ...company)
  expect(list.out.split('\n')[0]).toMatch(/^customerNumber +name.* id$/)
  const show = await run('customers', 'show', 'CUST-0001', ...company)
  expect(show.out).toMatch(/^customerNumber +CUST-0001$/m)
  expect((await run('members', 'list', ...company)).out).toBe('Nothing found.\n')
})

test('what is not there or not right: exit code 1, one document, words on standard error', async () => {
  const cases: [string[], string, RegExp][] = [
    [['customers', 'show', 'CUST-0999', ...company], 'not_found', /nothing numbered CUST-0999/],
    [
      ['customers', 'list', '--company', 'nowhere'],
      'not_found',
      /no company "nowhere".*platen company create/,
    ],
    [['customers', 'list'], 'invalid_input', /--company SLUG/],
    [['customers', 'create', ...company, '--name', 'X', '--phone', '12'], 'phone_not_valid', /phone number/],
    [
      ['customers', 'create', ...company, '--name', 'X', '--surprise', '1'],
      'invalid_input',
      /unknown option '--surprise'/,
    ],
    [['customers', 'create', ...company], 'invalid_input', /'--name <string>' not specified/],
    [['customers', 'dance', ...company], 'invalid_input', /dance/],
    [['dance'], 'invalid_input', /unknown command 'dance'/],
    [['invoices', 'list', ...company, '--view', 'none'], 'invalid_input', /view/],
    [['verify', '--company', 'nowhere'], 'not_found', /no company "nowhere"/],
    [['seed', 'demo', '--invoices', 'many'], 'invalid_input', /whole number/],
  ]
  for (const [argv, code, words] of cases) {
    const result = await run(...argv, '--json')
    expect([argv, result.code]).toEqual([argv, 1])
    expect([argv, documentOf(result).code]).toEqual([argv, code])
    expect(result.err).toMatch(words)
    expect(result.err).not.toMatch(/^\s+at .*:\d+:\d+/m)
  }
})

test('--dryRun and --dry-run on every command that writes: it tells, and changes nothing', async () => {
  const before = await counts()
  const csv = join(directory, 'dry.csv')
  writeFileSync(csv, 'customer,number,issued,due,amount\nA,1,2026-01-01,2026-01-31,5.00\n')
  const columns = 'customer=customer,invoiceNumber=number,issueDate=issued,dueDate=due,amount=amount'
  const lines = JSON.stringify([{ description: 'Tees', quantity: '1', unitPrice: '9.50' }])
  const writing: string[][] = [
    ['company', 'create', '--name', 'Dry', '--owner-email', 'dry@shop.example'],
    ['api-key', 'create', ...company, '--role', 'viewer'],
    ['customers', 'create', ...company, '--name', 'Dry'],
    ['customers', 'update', 'CUST-0001', ...company, '--version', '1', '--name', 'Dry'],
    ['invoices', 'create', ...company, '--customer-id', 'CUST-0001', '--line-items', lines],
    ['company', 'update', ...company, '--version', '1', '--tax-rate', '5'],
    ['company', 'raise-number', ...company, '--series', 'invoice', '--next', '70'],
    ['members', 'add', ...company, '--email', 'dry@shop.example', '--name', 'Dry', '--role', 'viewer'],
    ['api-keys', 'create', ...company, '--name', 'Dry', '--role', 'viewer'],
    ['import', 'receivables', csv, ...company, '--columns', columns],
    ['seed', 'demo'],
    ['migrate'],
  ]
  for (const argv of writing) {
    for (const flag of ['--dryRun', '--dry-run']) {
      const result = await run(...argv, flag, '--json')
      expect([argv, result.code, result.err]).toEqual([argv, 0, result.err])
      expect(Object.keys(documentOf(result)).length).toBeGreaterThan(0)
    }
  }
  expect(await counts()).toEqual(before)
})

test('the same idempotency key acts once', async () => {
  const create = () => json('customers', 'create', ...company, '--name', 'Once', '--idempotency-key', 'cli-1')
  expect(await create()).toEqual(await create())
})

test('verify is silent while all holds, and names what does not', async () => {
  expect(await run('verify')).toEqual({ code: 0, out: '', err: '' })
  expect(await json('verify', ...company)).toEqual({ companies: 1, broken: [] })
  await platen.tamper(`update invoicing.customer_totals set unapplied_credit = unapplied_credit + 1`)
  const found = await run('verify')
  expect([found.code, found.out]).toEqual([
    1,
    expect.stringMatching(/^command-shop: LED-2 is broken \(.*\): CUST-0001/),
  ])
  const told = await run('verify', '--json')
  expect([told.code, documentOf(told).broken]).toEqual([1, [expect.objectContaining({ id: 'LED-2' })]])
  await platen.tamper(`update invoicing.customer_totals set unapplied_credit = unapplied_credit - 1`)
  const kept = await platen.sql<{ door: string; lines: string }>(
    `select door, coalesce(broken -> 0 ->> 'id', 'holds') as lines from invoicing.verification_runs
     where company_id = (select id from auth.companies where slug = 'command-shop') order by started_at`,
  )
  expect(kept.map(({ door, lines }) => `${door} ${lines}`)).toEqual([
    ...['cli holds', 'cli holds', 'cli LED-2', 'cli LED-2'],
  ])
})

test('database url and migrate', async () => {
  expect(await json('database', 'url')).toEqual({ url: platen.database.appUrl })
  expect((await run('database', 'url', '--admin')).out).toBe(`${platen.database.adminUrl}\n`)
  expect(await json('migrate')).toEqual({ applied: [] })
  expect((await run('migrate')).out).toBe('The database is up to date\n')
})

test('seed demo makes a shop of a size, and says so when it is there', async () => {
  expect(await json('seed', 'demo', '--invoices', '6', '--customers', '3')).toEqual({
    made: true,
    slug: 'halftone-press',
    slugs: ['halftone-press', 'northlight-embroidery'],
  })
  const again = await run('seed', 'demo')
  expect([again.code, again.out]).toEqual([0, expect.stringContaining('there already')])
})

test('help can be read: of all, of a noun, of a verb, of our own commands', async () => {
  const all = await run('--help')
  expect([all.code, all.out]).toEqual([
    0,
    expect.stringMatching(/Usage: platen[\s\S]*nouns: .*customers[\s\S]*PLATEN_DATA_DIR/),
  ])
  const noun = await run('invoices', '--help')
  expect([noun.code, noun.out + noun.err]).toEqual([
    0,
    expect.stringMatching(/send .*<invoiceId>[\s\S]*Issue an/),
  ])
  const verb = await run('invoices', 'send', '--help')
  expect([verb.code, verb.out + verb.err]).toEqual([
    0,
    expect.stringMatching(/--issue-date[\s\S]*YYYY-MM-DD/),
  ])
  const own = await run('import', 'receivables', '--help')
  expect([own.code, own.out]).toEqual([0, expect.stringMatching(/--columns <map>[\s\S]*--date-format/)])
  const start = await run('start', '--help')
  expect(start.out).toMatch(/DATABASE_ADMIN_URL/)
})

test('statements pdf: saved as a file, which is never written over', async () => {
  const { id: customerId } = await json<{ id: string }>('customers', 'create', ...company, '--name', 'Paper')
  const period = ['--period-start', '2026-10-01', '--period-end', '2026-10-31']
  const made = await json<{ id: string }>('statements', 'create', customerId, ...period, ...company)
  const print = ['statements', 'pdf', customerId, '--statement-id', made.id, ...company]
  const path = join(directory, 'paper.pdf')
  expect(await run(...print, '--output', path)).toMatchObject({ code: 0, out: '', err: expect.any(String) })
  expect(readFileSync(path, 'latin1')).toMatch(/^%PDF-1/)
  const again = await run(...print, '--output', path, '--json')
  expect([again.code, documentOf(again)]).toMatchObject([1, { errors: [{ path: '--output' }] }])
  const printed = await json<{ name: string; base64: string }>(...print)
  expect(printed.name).toMatch(/^statement-CUST-\d+-2026-10-01-2026-10-31\.pdf$/)
  expect(Buffer.from(printed.base64, 'base64')).toEqual(readFileSync(path))
  const text = await json('statements', 'csv', customerId, '--statement-id', made.id, ...company)
  expect(text).toMatchObject({ content: expect.stringContaining('Opening balance') })
}, 60_000)
