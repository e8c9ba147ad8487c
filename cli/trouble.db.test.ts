import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { openEmbedded } from '../database/embedded.ts'
import { testPlaten } from '../tests/support/api.ts'
import { documentOf, platenCommand } from '../tests/support/command.ts'

/* What goes wrong around Platen is told in one line that names the setting and what to do; never with a stack. */
const platen = testPlaten()
const directory = mkdtempSync(join(tmpdir(), 'platen-trouble-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const nothing = {
  DATABASE_URL: undefined,
  DATABASE_ADMIN_URL: undefined,
  PLATEN_DATA_DIR: join(directory, 'data'),
}
const withLogin = (change: (url: URL) => void) => {
  const url = new URL(platen.database.appUrl)
  change(url)
  return url.href
}

async function trouble(argv: string[], environment: Record<string, string | undefined>): Promise<string> {
  const result = await platenCommand([...argv, '--json'], { ...nothing, ...environment })
  expect(result.code).toBe(1)
  expect(result.err).not.toMatch(/^\s+at .*:\d+:\d+/m)
  expect(documentOf(result)).toMatchObject({ code: expect.any(String), detail: expect.any(String) })
  return result.err
}

test('a taken port', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', () => resolve()))
  const address = taken.address()
  const port = typeof address === 'object' ? String(address?.port) : ''
  const told = await platenCommand(['start'], { ...nothing, PORT: port })
  expect([told.code, told.err]).toEqual([1, expect.stringContaining(`PORT ${port} is taken on 127.0.0.1`)])
  taken.close()
})

test.each([
  [{ PORT: 'eighty' }, /PORT is "eighty": write a port/],
  [{ PORT: '70000' }, /PORT is "70000"/],
  [{ PLATEN_TODAY: '2026-02-31' }, /PLATEN_TODAY is "2026-02-31"/],
  [{ PLATEN_TODAY: '2026-02-01', NODE_ENV: 'production' }, /Unset it in production/],
  [{ PLATEN_SECRET: 'short' }, /PLATEN_SECRET is too short/],
  [{ PLATEN_URL: 'books.example.com' }, /PLATEN_URL is "books.example.com"/],
  [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL must begin with postgresql:\/\//],
])('the setting %j', async (setting, reason) => {
  expect(await trouble(['verify'], { NODE_ENV: 'test', ...setting })).toMatch(reason)
})

test('a database that cannot be reached', async () => {
  const free = createServer()
  await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', () => resolve()))
  const address = free.address()
  const port = typeof address === 'object' ? address?.port : 0
  await new Promise((resolve) => free.close(resolve))
  for (const host of ['127.0.0.1', 'localhost']) {
    const url = `postgresql://platen_app:secret@${host}:${port}/books`
    const told = await trouble(['customers', 'list', '--company', 'x'], { DATABASE_URL: url })
    expect(told).toMatch(/DATABASE_URL postgresql:.* cannot be used: .*ECONNREFUSED.*Check host, port/)
    expect(told).not.toContain('secret')
  }
  const unknown = { DATABASE_URL: 'postgresql://platen_app@no-such-host.invalid/books' }
  expect(await trouble(['verify'], unknown)).toMatch(/cannot be used: .*(ENOTFOUND|EAI_AGAIN)/)
})

test('a wrong password, and a database that is not there', async () => {
  const wrong = withLogin((url) => {
    url.password = 'not the password'
  })
  expect(await trouble(['verify'], { DATABASE_URL: wrong })).toMatch(
    /cannot be used: .*password authentication failed/,
  )
  const missing = withLogin((url) => {
    url.pathname = '/no_such_database'
  })
  expect(await trouble(['verify'], { DATABASE_URL: missing })).toMatch(
    /cannot be used: .*"no_such_database" does not exist/,
  )
})

test('a superuser as the application’s login', async () => {
  const told = await trouble(['verify'], { DATABASE_URL: platen.database.adminUrl })
  expect(told).toMatch(/DATABASE_URL is a superuser or has BYPASSRLS.*could read every company/s)
})

test('the same login for both', async () => {
  const { adminUrl } = platen.database
  const told = await trouble(['migrate'], { DATABASE_URL: adminUrl, DATABASE_ADMIN_URL: adminUrl })
  expect(told).toMatch(/use the same login/)
})

test('a database without Platen, and nobody to migrate it', async () => {
  const empty = `${platen.database.name}_empty`
  const client = new pg.Client({ connectionString: platen.database.adminUrl })
  await client.connect()
  try {
    await client.query(`create database ${empty} template template0`)
    const url = withLogin((app) => {
      app.pathname = `/${empty}`
    })
    const told = await trouble(['verify'], { DATABASE_URL: url })
    expect(told).toMatch(/The database lacks \d+ migrations .*Set DATABASE_ADMIN_URL/)
    expect(await platenCommand(['migrate', '--dry-run'], { ...nothing, DATABASE_URL: url })).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Would apply 0001_auth, /),
    })
  } finally {
    await client.query(`drop database if exists ${empty} with (force)`)
    await client.end()
  }
})

test('no admin connection to print', async () => {
  const told = await trouble(['database', 'url', '--admin'], { DATABASE_URL: platen.database.appUrl })
  expect(told).toMatch(/DATABASE_ADMIN_URL is not set/)
})

test('a data directory that cannot be made, or holds something else', async () => {
  const file = join(directory, 'a-file')
  writeFileSync(file, 'not a directory')
  expect(await trouble(['verify'], { PLATEN_DATA_DIR: join(file, 'data') })).toMatch(
    /data directory .*a-file/,
  )
  expect(await trouble(['verify'], { PLATEN_DATA_DIR: file })).toMatch(/data directory .*a-file/)
})

test('a data directory in use; beside it the other commands work', async () => {
  const dataDirectory = join(directory, 'in-use')
  const owner = await openEmbedded({ dataDirectory, role: 'owner', durable: false })
  try {
    const second = await platenCommand(['start'], { ...nothing, PLATEN_DATA_DIR: dataDirectory, PORT: '0' })
    expect([second.code, second.err]).toEqual([
      1,
      expect.stringMatching(/Platen already runs on .*set PLATEN_DATA_DIR/),
    ])
    expect(second.err).not.toMatch(/^\s+at .*:\d+:\d+/m)
    const beside = await platenCommand(['company', 'create', '--name', 'Beside', '--json'], {
      ...nothing,
      PLATEN_DATA_DIR: dataDirectory,
    })
    expect([beside.code, documentOf(beside).slug]).toEqual([0, 'beside'])
  } finally {
    await owner.stop()
  }
})
