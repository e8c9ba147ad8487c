import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { openArchive } from '../database/backup/archive-reader.ts'
import { writeArchive } from '../database/backup/archive-writer.ts'
import { type Manifest, readManifest } from '../database/backup/manifest.ts'
import { writeBackup } from '../database/backup/write-backup.ts'
import { userOf } from '../database/connection-url.ts'
import { dumpSchema } from '../database/dump-schema.ts'
import { migrate } from '../database/migrate.ts'
import { sealEntries } from '../invoicing/audit/seal-entries.ts'
import { makeDemo } from '../seed/demo-shop.ts'
import { headsInFiles } from '../server/audit-heads.ts'
import { testPlaten } from '../tests/support/api.ts'
import { newDatabase } from '../tests/support/cluster.ts'
import { documentOf, platenCommand } from '../tests/support/command.ts'
import { wholeDatabase } from '../tests/support/whole-database.ts'

const platen = testPlaten()
const directory = mkdtempSync(join(tmpdir(), 'platen-backup-'))
const good = join(directory, 'good.backup')
const sourceFiles = join(directory, 'source')
const made: { drop(): Promise<void> }[] = []

afterEach(async () => {
  for (const database of made.splice(0)) await database.drop()
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const source = () => ({
  DATABASE_URL: platen.database.appUrl,
  DATABASE_ADMIN_URL: platen.database.adminUrl,
  PLATEN_DATA_DIR: sourceFiles,
  PLATEN_TODAY: platen.today,
  NODE_ENV: 'test',
})

/** An empty database and an empty data directory, and the settings that name them. */
async function emptyInstallation(template = 'template0') {
  const database = newDatabase(inject('testServer'))
  await database.create(template)
  made.push(database)
  const dataDirectory = mkdtempSync(join(directory, 'target-'))
  const settings = {
    ...source(),
    DATABASE_URL: database.appUrl,
    DATABASE_ADMIN_URL: database.adminUrl,
    PLATEN_DATA_DIR: dataDirectory,
  }
  return { ...database, dataDirectory, settings }
}

/** Asks the database server, past everything that Platen says. */
async function ask<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
    .query<Row>(text)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

const scratches = () =>
  ask(
    platen.database.adminUrl,
    `select datname from pg_database where datname ~ '^platen_(restoring|replaced)_'`,
  )

beforeAll(async () => {
  const { pool } = platen.platen
  await makeDemo(platen.platen, { invoices: 40, customers: 12, companies: 1 })
  const shop = await platen.found({ name: 'Yen Prints', currency: 'JPY', timeZone: 'Asia/Tokyo' })
  const { id } = await shop.sent({
    amount: '1200',
    internalNotes: 'Tab\there, \\N and \\. and “quotes”,\nand a line',
  })
  await shop.pay(id, '700')
  await shop.as('owner').backfills.run({ name: 'customer-invoices' })
  await platen.asApplication(
    shop.id,
    `select invoicing.enqueue('credit-mirror', '{"a": [1, null]}', 'later', '2030-01-01T00:00:00Z')`,
  )
  // Somebody is signed in.
  await shop.person('sales')
  const companies = await platen.sql<{ id: string }>('select id from auth.companies')
  for (const company of companies) await sealEntries({ pool }, company.id, '0')
  const written = await platenCommand(['backup', good, '--json'], source())
  expect(written, written.err).toMatchObject({ code: 0 })
  const { takenAt, rows, bytes } = documentOf(written)
  expect({ takenAt, bytes }).toEqual({ takenAt: expect.any(String), bytes: statSync(good).size })
  expect(rows).toBeGreaterThan(500)
})

/** What a restore must bring, and what must not come back. */
function comparable(content: Awaited<ReturnType<typeof wholeDatabase>>) {
  const { 'auth.sessions': sessions, 'auth.backups': _, 'jobs.worker_processes': __, ...rest } = content
  return { sessions: sessions?.rows, rest }
}

const jobsOf = (url: string) =>
  ask(
    url,
    `select t.identifier, j.payload::text, j.run_at, j.key, j.max_attempts, j.attempts
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id order by 1, 2`,
  )

async function schemaOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return dumpSchema(client).finally(() => client.end())
}

describe('what was backed up', () => {
  test('is there again, table by table, with its schema, its jobs and its files', async () => {
    const target = await emptyInstallation()
    const restored = await platenCommand(['restore', good, '--json'], target.settings)
    expect(restored, restored.err).toMatchObject({ code: 0 })
    expect(documentOf(restored)).toMatchObject({
      companies: 3,
      migrated: [],
      broken: [],
      hasSameSecret: true,
    })
    const before = comparable(await wholeDatabase(platen.database.adminUrl))
    const after = comparable(await wholeDatabase(target.adminUrl))
    expect(before.sessions).toBeGreaterThan(0)
    expect(after).toEqual({ sessions: 0, rest: before.rest })
    expect(await schemaOf(target.adminUrl)).toBe(await schemaOf(platen.database.adminUrl))
    expect(await jobsOf(target.adminUrl)).toEqual(await jobsOf(platen.database.adminUrl))
    expect(await jobsOf(target.adminUrl)).toContainEqual(
      expect.objectContaining({ identifier: 'credit-mirror', run_at: new Date('2030-01-01T00:00:00Z') }),
    )
    expect(readFileSync(join(target.dataDirectory, 'secret'))).toEqual(
      readFileSync(join(sourceFiles, 'secret')),
    )
    expect(statSync(join(target.dataDirectory, 'secret')).mode & 0o777).toBe(0o600)
    expect(await scratches()).toEqual([])
    // And it can be worked on: numbers and sequences go on, triggers and policies hold.
    const next = await platenCommand(
      ['customers', 'create', '--company', 'yen-prints', '--name', 'Next', '--json'],
      target.settings,
    )
    expect(documentOf(next)).toMatchObject({ customerNumber: 'CUST-0002' })
    expect((await platenCommand(['verify'], target.settings)).code).toBe(0)
    await expect(ask(target.adminUrl, `update invoicing.receivable_entries set amount = 1`)).rejects.toThrow()
  })

  test('is noted, in the database that was backed up and in the one that came of it', async () => {
    const noted =
      'select taken_at, bytes, row_count, restored_at is not null as restored from auth.last_backup()'
    const bytes = String(statSync(good).size)
    const [here] = await ask(platen.database.appUrl, noted)
    expect(here).toMatchObject({ bytes, restored: false })
    const target = await emptyInstallation()
    await platenCommand(['restore', good], target.settings)
    expect(await ask(target.appUrl, noted)).toEqual([{ ...here, restored: true }])
  })

  test('of an older version is restored and brought forward', async () => {
    const older = await emptyInstallation()
    const migrations = readdirSync('database/migrations').map((file) => file.replace('.sql', ''))
    const only = migrations.sort().filter((name) => name <= '0019_late_items')
    const appUser = userOf(older.appUrl) ?? ''
    await migrate({ adminUrl: older.adminUrl, appUser, only })
    await ask(
      older.adminUrl,
      `with company as (insert into auth.companies (slug, name) values ('old-shop', 'Old Shop') returning id)
       insert into invoicing.company_settings (company_id, currency, time_zone) select id, 'USD', 'UTC' from company`,
    )
    const file = join(directory, 'older.backup')
    await writeBackup({ ...options(older), file })
    const target = await emptyInstallation()
    const restored = await platenCommand(['restore', file, '--json'], target.settings)
    expect(restored, restored.err).toMatchObject({ code: 0 })
    expect(documentOf(restored)).toMatchObject({
      companies: 1,
      migrated: migrations.filter((name) => name > '0019_late_items'),
    })
  })
})

/** What `writeBackup` wants, to be told about anything but the command line. */
const options = ({ adminUrl, appUrl }: { adminUrl: string; appUrl: string }) => ({
  adminUrl,
  appUrl,
  replace: false,
  platenVersion: '0.0.1',
  keptFiles: [],
  secretFingerprint: null,
  onProgress: () => undefined,
  isStopped: () => false,
})

/** Everything of an installation that a refused restore must leave as it was. */
async function stateOf(target: { adminUrl: string; dataDirectory: string }) {
  return { content: await wholeDatabase(target.adminUrl), files: readdirSync(target.dataDirectory) }
}

async function expectUntouched(
  target: Awaited<ReturnType<typeof emptyInstallation>>,
  argv: string[],
  code: string,
  words: RegExp,
) {
  const before = await stateOf(target)
  const refused = await platenCommand(['restore', ...argv, '--json'], target.settings)
  expect([refused.code, documentOf(refused).code], refused.err).toEqual([1, code])
  expect(documentOf(refused).detail).toMatch(words)
  expect(refused.err).not.toMatch(/^\s+at .*:\d+:\d+/m)
  expect(await stateOf(target)).toEqual(before)
  expect(await scratches()).toEqual([])
}

/** A whole backup that says something else than the good one, or holds other files. */
async function forged(
  name: string,
  change: (manifest: Manifest) => object,
  files: Record<string, Buffer> = {},
): Promise<string> {
  const file = join(directory, `${name}.backup`)
  const archive = await openArchive(good, () => undefined)
  const writer = await writeArchive(file, { replace: true, modifiedAt: new Date() })
  for (const { name: entry } of archive.entries) {
    if (entry === 'checksum.sha256') continue
    const content = await archive.read(entry)
    if (entry !== 'manifest.json') await writer.add(entry, files[entry] ?? content)
    else await writer.add(entry, Buffer.from(JSON.stringify(change(JSON.parse(content.toString())))))
  }
  await writer.finish()
  await archive.close()
  return file
}

describe('a file that is damaged or of another kind', () => {
  let target: Awaited<ReturnType<typeof emptyInstallation>>
  const bad = (name: string, change: (content: Buffer) => Buffer) => {
    const file = join(directory, name)
    writeFileSync(file, change(readFileSync(good)))
    return file
  }
  const flipped = (place: (bytes: number) => number) => (content: Buffer) => {
    const at = place(content.length)
    content.writeUInt8(content.readUInt8(at) ^ 1, at)
    return content
  }
  beforeAll(async () => {
    target = await emptyInstallation()
    made.length = 0
  })
  afterAll(() => target.drop())

  test.each([
    ['a bit of the first name', flipped(() => 3), /is no backup of Platen/],
    ['a bit of the first file', flipped(() => 700), /changed after it was written/],
    ['a bit in the middle', flipped((bytes) => Math.floor(bytes / 2)), /changed after it was written/],
    ['a bit of the last file', flipped((bytes) => bytes - 2_100), /changed after it was written/],
    ['a bit of the checksum', flipped((bytes) => bytes - 1_500), /changed after it was written/],
    ['a bit of the very end', flipped((bytes) => bytes - 1), /does not end as a backup ends/],
    ['the last byte cut off', (content: Buffer) => content.subarray(0, -1), /does not end as a backup ends/],
    ['half of it', (content: Buffer) => content.subarray(0, 65_536), /does not end as a backup ends/],
    ['something added', (content: Buffer) => Buffer.concat([content, Buffer.from('x')]), /does not end as/],
    ['nothing', () => Buffer.alloc(0), /is no backup of Platen/],
    ['a spreadsheet', () => Buffer.from('customer;balance\nMaple;12,00\n'), /is no backup of Platen/],
  ])('%s', async (name, change, words) => {
    await expectUntouched(target, [bad(name, change)], 'backup_not_usable', words)
  })

  test('nothing at all, or a directory', async () => {
    await expectUntouched(target, [join(directory, 'nowhere')], 'invalid_input', /nowhere is not there/)
    await expectUntouched(target, [directory], 'backup_not_usable', /is no backup of Platen/)
  })

  test('whole, but of a newer format or version', async () => {
    const format = await forged('format', (manifest) => ({ ...manifest, format: 2, platen: '9.0.0' }))
    await expectUntouched(target, [format], 'backup_newer', /Platen 9\.0\.0 in format 2/)
    const newer = await forged('newer', (manifest) => ({
      ...manifest,
      migrations: [...manifest.migrations, '9999_later'],
    }))
    await expectUntouched(target, [newer], 'backup_newer', /migration 9999_later/)
  })

  test('whole, but it does not hold what it says', async () => {
    const without = await forged('without', ({ tables, ...manifest }) => ({
      ...manifest,
      tables: tables.slice(1),
    }))
    await expectUntouched(target, [without], 'backup_not_usable', /auth\.api_keys is not as these make it/)
    const fewer = await forged('fewer', ({ tables, ...manifest }) => ({
      ...manifest,
      tables: tables.map((table) => ({
        ...table,
        parts: table.name === 'invoicing.payments' ? [] : table.parts,
      })),
    }))
    await expectUntouched(
      target,
      [fewer],
      'backup_not_usable',
      /invoicing\.payments has \d+ rows, and it holds 0/,
    )
    const stranger = await forged('stranger', (manifest) => ({ ...manifest, files: ['../../secret'] }))
    await expectUntouched(target, [stranger], 'backup_not_usable', /no place/)
    const silent = await forged('silent', () => ({ format: 1 }))
    await expectUntouched(target, [silent], 'backup_not_usable', /does not say what is in it/)
  })
})

describe('where a backup is restored', () => {
  test('an installation with something in it is only replaced when that is said', async () => {
    const target = await emptyInstallation(inject('testServer').template)
    await platenCommand(['company', 'create', '--name', 'Loser'], target.settings)
    await expectUntouched(target, [good], 'installation_not_empty', /1 company \(loser\).*--replace.*lost/s)
    const heads = join(target.dataDirectory, 'audit-heads')
    await headsInFiles(heads).note('6c0e8a52-5d0b-4a3e-8f64-3f1c8f0a7c11', {
      day: '2026-11-20',
      position: 1,
      notedAt: '2026-11-20T22:00:00.000Z',
      hash: 'a'.repeat(64),
    })
    const trial = await platenCommand(['restore', good, '--replace', '--dry-run', '--json'], target.settings)
    expect(documentOf(trial)).toMatchObject({ lostCompanies: ['loser'], companies: 3, dryRun: true })
    const told = await platenCommand(['restore', good, '--replace', '--dry-run'], target.settings)
    expect([told.out, told.err]).toEqual([
      expect.stringMatching(/^Dry run: .* is whole.* 3 companies/),
      expect.stringMatching(/would be lost: loser/),
    ])
    expect(await ask(target.adminUrl, 'select slug from auth.companies')).toEqual([{ slug: 'loser' }])
    const replaced = await platenCommand(['restore', good, '--replace', '--json'], target.settings)
    expect(replaced, replaced.err).toMatchObject({ code: 0 })
    expect(replaced.err).toMatch(/Put aside .*audit-heads\.before-restore-/)
    expect(existsSync(heads)).toBe(false)
    const slugs = await ask<{ slug: string }>(
      target.adminUrl,
      'select slug from auth.companies order by slug',
    )
    expect(slugs.map(({ slug }) => slug)).toEqual(['halftone-press', 'northlight-embroidery', 'yen-prints'])
  })

  test('not below somebody who is connected, and not over what is not Platen’s', async () => {
    const target = await emptyInstallation()
    const other = new pg.Client({ connectionString: target.adminUrl, application_name: 'a report' })
    await other.connect()
    try {
      await expectUntouched(
        target,
        [good],
        'installation_in_use',
        /\(a report\)\. Stop Platen and its workers/,
      )
    } finally {
      await other.end()
    }
    await ask(target.adminUrl, 'create table public.recipes (id int)')
    await expectUntouched(target, [good, '--replace'], 'installation_not_empty', /public\.recipes/)
  })

  test('not by a second restore at the same time', async () => {
    const target = await emptyInstallation()
    const first = new pg.Client({
      connectionString: platen.database.adminUrl.replace(platen.database.name, 'postgres'),
    })
    await first.connect()
    try {
      await first.query(`select pg_advisory_lock(hashtextextended('platen restore ' || $1, 0))`, [
        target.name,
      ])
      await expectUntouched(target, [good], 'installation_in_use', /Another restore/)
    } finally {
      await first.end()
    }
  })

  test('books that do not prove themselves come into use only when that is said', async () => {
    const target = await emptyInstallation()
    const broken = join(directory, 'broken.backup')
    const [{ id } = { id: '' }] = await platen.sql<{ id: string }>(
      `select id from invoicing.receivable_entries where kind = 'invoice' order by id limit 1`,
    )
    await platen.tamper('update invoicing.receivable_entries set amount = amount + 1 where id = $1', [id])
    try {
      await writeBackup({ ...options(platen.database), file: broken })
    } finally {
      await platen.tamper('update invoicing.receivable_entries set amount = amount - 1 where id = $1', [id])
    }
    await expectUntouched(
      target,
      [broken],
      'restored_books_broken',
      /LED-\d of halftone-press.*--evenIfBroken/s,
    )
    const restored = await platenCommand(['restore', broken, '--even-if-broken', '--json'], target.settings)
    expect(restored.code).toBe(1)
    expect(documentOf(restored)).toMatchObject({ companies: 3, hasSameSecret: false })
    expect(restored.err).toMatch(/The secret is another one/)
    expect(documentOf(restored).broken).toContainEqual(expect.objectContaining({ company: 'halftone-press' }))
    expect(await ask(target.adminUrl, 'select slug from auth.companies')).toHaveLength(3)
  })
})

describe('writing a backup', () => {
  const partials = () => readdirSync(directory).filter((name) => name.endsWith('.partial'))

  test('keeps what is there unless told otherwise, and is readable for its owner only', async () => {
    const file = join(directory, 'kept.backup')
    writeFileSync(file, 'precious')
    const refused = await platenCommand(['backup', file, '--json'], source())
    expect([refused.code, documentOf(refused).detail]).toEqual([
      1,
      expect.stringMatching(/there already.*--force/),
    ])
    expect(readFileSync(file, 'utf8')).toBe('precious')
    expect(await platenCommand(['backup', file, '--force'], source())).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Wrote .*kept\.backup: [\d,]+ rows of \d+ tables, /),
    })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(partials()).toEqual([])
  })

  test.each([
    [() => join(directory, 'no', 'such', 'place'), /There is no directory .*no.such/],
    [() => directory, /is not a file/],
  ])('refuses a place that cannot be', async (place, words) => {
    const refused = await platenCommand(['backup', place(), '--json'], source())
    expect([refused.code, documentOf(refused).detail]).toEqual([1, expect.stringMatching(words)])
  })

  test('a dry run counts and writes nothing', async () => {
    const file = join(directory, 'never.backup')
    const counted = await platenCommand(['backup', file, '--dryRun', '--json'], source())
    const archive = await openArchive(good, () => undefined)
    const manifest = readManifest(good, (await archive.read('manifest.json')).toString())
    await archive.close()
    expect(documentOf(counted)).toMatchObject({
      dryRun: true,
      tables: {
        'invoicing.invoices': manifest.tables.find(({ name }) => name === 'invoicing.invoices')?.rows,
      },
    })
    expect([existsSync(file), partials()]).toEqual([false, []])
  })

  test('that is stopped leaves nothing behind', async () => {
    const file = join(directory, 'stopped.backup')
    const stopped = writeBackup({ ...options(platen.database), file, isStopped: () => true })
    await expect(stopped).rejects.toThrow(/was stopped/)
    expect([existsSync(file), partials()]).toEqual([false, []])
  })

  test('needs the admin’s login', async () => {
    const refused = await platenCommand(['backup', join(directory, 'x')], {
      ...source(),
      DATABASE_ADMIN_URL: undefined,
    })
    expect([refused.code, refused.err]).toEqual([1, expect.stringMatching(/Set DATABASE_ADMIN_URL/)])
  })
})
