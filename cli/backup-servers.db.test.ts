import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withDatabase } from '../database/connection-url.ts'
import { openEmbedded } from '../database/embedded.ts'
import { testPlaten } from '../tests/support/api.ts'
import { documentOf, platenCommand } from '../tests/support/command.ts'
import { wholeDatabase } from '../tests/support/whole-database.ts'

/* Where a backup is written and restored: on a server whose admin is no superuser, and on the embedded one while it runs. */
const platen = testPlaten()
const directory = mkdtempSync(join(tmpdir(), 'platen-backup-servers-'))
const plain = `plain_${platen.database.name}`
const mine = { from: `${platen.database.name}_from`, to: `${platen.database.name}_to` }

async function ask(text: string, url = platen.database.adminUrl): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
    .query(text)
    .then(({ rows }) => rows)
    .finally(() => client.end())
}

const asPlain = (database: string) => {
  const url = new URL(withDatabase(platen.database.adminUrl, database))
  url.username = plain
  url.password = 'plain-admin'
  return url.href
}
const settingsFor = (database: string) => ({
  DATABASE_URL: withDatabase(platen.database.appUrl, database),
  DATABASE_ADMIN_URL: asPlain(database),
  PLATEN_DATA_DIR: join(directory, database),
  NODE_ENV: 'test',
})
const done = async (argv: string[], settings: Record<string, string | undefined>) => {
  const result = await platenCommand([...argv, '--json'], settings)
  expect(result, result.err).toMatchObject({ code: 0 })
  return documentOf(result)
}

beforeAll(async () => {
  await ask(`create role ${plain} login createrole createdb nosuperuser password 'plain-admin'`)
  for (const role of ['platen_owner', 'platen_app', 'platen_search', 'platen_auth', 'platen_worker'])
    await ask(`grant ${role} to ${plain} with admin option`)
  for (const database of Object.values(mine)) {
    await ask(`create database ${database} template template0`, asPlain('postgres'))
    await ask(`revoke connect on database ${database} from public`, asPlain('postgres'))
    await ask(`grant connect on database ${database} to platen_app`, asPlain('postgres'))
  }
})
afterAll(async () => {
  for (const database of Object.values(mine)) await ask(`drop database if exists ${database} with (force)`)
  await ask(`drop role ${plain}`)
  rmSync(directory, { recursive: true, force: true })
})

test('an admin whom policies bind backs up the rows of every company, and restores them', async () => {
  const from = settingsFor(mine.from)
  for (const name of ['First', 'Second']) {
    await done(['company', 'create', '--name', name], from)
    await done(['customers', 'create', '--company', name.toLowerCase(), '--name', `Of ${name}`], from)
  }
  const file = join(directory, 'plain.backup')
  const { tables } = await done(['backup', file], from)
  expect(tables).toMatchObject({ 'auth.companies': 2, 'invoicing.customers': 2, 'auth.users': 1 })
  const to = settingsFor(mine.to)
  const grants = () => ask(`select datacl::text from pg_database where datname = '${mine.to}'`)
  const granted = await grants()
  await done(['restore', file], to)
  const customers = async (database: string) =>
    (await wholeDatabase(withDatabase(platen.database.adminUrl, database)))['invoicing.customers']
  expect(await customers(mine.to)).toEqual(await customers(mine.from))
  expect(JSON.stringify(await grants())).toContain('platen_app=c/')
  expect(JSON.stringify(granted)).toContain('platen_app=c/')
  expect(JSON.stringify(await grants())).not.toMatch(/[{,]=[a-z]*c/)
  await done(['verify'], to)
})

test('an admin who may not make a database is told what is missing', async () => {
  await ask(`alter role ${plain} nocreatedb`)
  try {
    const file = join(directory, 'plain.backup')
    const refused = await platenCommand(['restore', file, '--replace', '--json'], settingsFor(mine.to))
    expect([refused.code, documentOf(refused).detail]).toEqual([1, expect.stringMatching(/give it CREATEDB/)])
  } finally {
    await ask(`alter role ${plain} createdb`)
  }
})

test('the embedded server is backed up while it runs, and restored when it does not', async () => {
  const embedded = (name: string) => ({
    ...settingsFor(name),
    DATABASE_URL: undefined,
    DATABASE_ADMIN_URL: undefined,
  })
  const settings = embedded('running')
  const file = join(directory, 'running.backup')
  const running = await openEmbedded({
    dataDirectory: settings.PLATEN_DATA_DIR,
    role: 'owner',
    durable: false,
  })
  try {
    await done(['company', 'create', '--name', 'Halftone'], settings)
    expect(await done(['backup', file], settings)).toMatchObject({ companies: 1 })
    await done(['company', 'create', '--name', 'Too late'], settings)
    const refused = await platenCommand(['restore', file, '--replace'], settings)
    expect([refused.code, refused.err]).toEqual([1, expect.stringMatching(/Platen already runs on/)])
  } finally {
    await running.stop()
  }
  const slugs = async () => (await done(['restore', file, '--replace', '--dryRun'], settings)).lostCompanies
  expect(await slugs()).toEqual(['halftone', 'too-late'])
  expect(await done(['restore', file, '--replace'], settings)).toMatchObject({ hasSameSecret: true })
  expect(await slugs()).toEqual(['halftone'])
})
