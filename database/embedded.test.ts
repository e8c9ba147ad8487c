import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { type EmbeddedServer, openEmbedded } from './embedded.ts'
import { findPostmaster } from './postmaster.ts'

let root: string
let directory: string
let opened: EmbeddedServer[] = []
let children: ChildProcess[] = []

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'platen-embedded-'))
  chmodSync(root, 0o711)
  directory = join(root, 'data')
})

afterEach(async () => {
  for (const child of children) await kill(child)
  children = []
  for (const server of opened.reverse()) await server.stop()
  opened = []
})

afterAll(() => rmSync(root, { recursive: true, force: true }))

test('starts, keeps data over a restart, and leaves no process behind', async () => {
  const first = await open('owner')
  await query(first.adminUrl, 'create table kept (note text)')
  await query(first.adminUrl, "insert into kept values ('here')")
  const { process: server } = running()
  await first.stop()
  expect(findPostmaster(join(directory, 'postgresql'))).toBeUndefined()
  // Its parent may not have taken note of the end yet.
  await vi.waitFor(() => expect(() => process.kill(server.pid, 0)).toThrow(), 5_000)

  const second = await open('owner')
  expect(await query(second.adminUrl, 'select note from kept')).toEqual([{ note: 'here' }])
})

test('gives the application a login without privileges', async () => {
  const { appUrl } = await open('owner')
  expect(
    await query(
      appUrl,
      'select current_user, current_database(), rolsuper, rolbypassrls from pg_roles where rolname = current_user',
    ),
  ).toEqual([
    { current_user: 'platen_app', current_database: 'platen', rolsuper: false, rolbypassrls: false },
  ])
})

test('refuses a second owner and names the first', async () => {
  const first = await openElsewhere('owner')
  await expect(open('owner')).rejects.toThrow(
    new RegExp(`already runs on .* \\(process ${first.pid}\\).*PLATEN_DATA_DIR`),
  )
})

test('a guest joins the running server and leaves it running', async () => {
  await open('owner')
  const before = running().process
  const guest = await open('guest')
  expect(await query(guest.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  await guest.stop()
  expect(running().process).toEqual(before)
})

test('a guest on its own stops the server at its end, unless an owner took over meanwhile', async () => {
  const alone = await open('guest')
  await alone.stop()
  expect(findPostmaster(join(directory, 'postgresql'))).toBeUndefined()

  const guest = await open('guest')
  const owner = await open('owner')
  await guest.stop()
  expect(await query(owner.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('an owner that leaves first leaves the server to its guest', async () => {
  const owner = await open('owner')
  const guest = await open('guest')
  await owner.stop()
  expect(await query(guest.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  await guest.stop()
  expect(findPostmaster(join(directory, 'postgresql'))).toBeUndefined()
})

test('heals a killed server without losing what was committed', async () => {
  const lines: string[] = []
  // With the durable settings of real use: the others may lose the last commits in a crash.
  const server = await openEmbedded({
    dataDirectory: directory,
    role: 'owner',
    onProgress: (line) => lines.push(line),
  })
  opened.push(server)
  await query(server.adminUrl, 'create table survivors (number int)')
  await query(server.adminUrl, 'insert into survivors values (1)')
  // A busy child outlives its postmaster and holds the shared memory.
  const busy = new pg.Client({ connectionString: server.adminUrl })
  busy.on('error', () => {})
  await busy.connect()
  const lost = busy.query('select count(*) from generate_series(1, 1000000000)').catch(() => 'lost')
  await expect
    .poll(() =>
      query(server.adminUrl, "select 1 from pg_stat_activity where query like '%generate_series(1, 1%'"),
    )
    .not.toEqual([])
  const killed = running().process.pid
  process.kill(killed, 'SIGKILL')
  await expect
    .poll(() => query(server.adminUrl, 'select number from survivors').catch(() => 'down'), {
      timeout: 10_000,
    })
    .toEqual([{ number: 1 }])
  expect(await lost).toBe('lost')
  expect(running().process.pid).not.toBe(killed)
  await expect.poll(() => lines.join('\n')).toMatch(/ended unexpectedly[\s\S]*runs again/)
}, 15_000)

test('gives up loudly on a server that cannot be started again', async () => {
  const fatal = new Promise<Error>((resolve) => {
    const options = { dataDirectory: directory, role: 'owner', durable: false, onFatal: resolve } as const
    void openEmbedded(options).then((server) => {
      opened.push(server)
      breakSettings()
      process.kill(running().process.pid, 'SIGKILL')
    })
  })
  expect((await fatal).message).toMatch(/The end of .*postgresql\.log:\n[\s\S]*no_such_setting/)
  mendSettings()
})

test('the next owner takes over the server of a killed one', async () => {
  const killed = await openElsewhere('owner')
  const before = running().process
  await kill(killed)
  expect(running().process).toEqual(before)
  const next = await open('owner')
  expect(running().process).toEqual(before)
  await next.stop()
  expect(findPostmaster(join(directory, 'postgresql'))).toBeUndefined()
})

test('a process number that was reused blocks neither the lock nor the server', async () => {
  await (await open('owner')).stop()
  const stranger = spawn('sleep', ['60'], { stdio: 'ignore' })
  children.push(stranger)
  const cluster = join(directory, 'postgresql')
  writeFileSync(
    join(cluster, 'postmaster.pid'),
    `${stranger.pid}\n${cluster}\n0\n5432\n/nowhere\n\n\nready\n`,
  )
  writeFileSync(
    join(directory, 'locks', 'owner.99.lock'),
    JSON.stringify({ pid: stranger.pid, startedAt: 'an earlier boot/1' }),
  )
  const server = await open('owner')
  expect(await query(server.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(stranger.exitCode).toBeNull()
})

test('many starters at once agree on one server', async () => {
  const servers = await Promise.all(Array.from({ length: 6 }, () => open('guest')))
  const answers = await Promise.all(
    servers.map((server) => query(server.appUrl, 'select pg_postmaster_start_time()::text as at')),
  )
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
})

test.each([
  [
    'a file',
    () => writeFileSync(join(root, 'file'), ''),
    () => join(root, 'file'),
    /cannot be made.*PLATEN_DATA_DIR/,
  ],
  [
    'the directory of another PostgreSQL',
    () => {
      mkdirSync(join(root, 'other'))
      writeFileSync(join(root, 'other', 'PG_VERSION'), '15\n')
    },
    () => join(root, 'other'),
    /another PostgreSQL.*PLATEN_DATA_DIR/,
  ],
  [
    'a cluster of another major version',
    () => {
      mkdirSync(join(root, 'older', 'postgresql'), { recursive: true })
      writeFileSync(join(root, 'older', 'postgresql', 'PG_VERSION'), '17\n')
    },
    () => join(root, 'older'),
    /made by PostgreSQL 17, and this Platen brings PostgreSQL 18.*PLATEN_DATA_DIR/,
  ],
])('refuses %s with what to do', async (_what, make, path, message) => {
  make()
  await expect(openEmbedded({ dataDirectory: path(), role: 'owner' })).rejects.toThrow(message)
})

test('a server that does not start says why', async () => {
  await (await open('owner')).stop()
  breakSettings()
  await expect(open('owner')).rejects.toThrow(/The end of .*postgresql\.log:\n[\s\S]*no_such_setting/)
  mendSettings()
})

if (process.getuid?.() === 0) {
  test('root reaches a cluster below a directory closed to others', async () => {
    const closed = join(root, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    const server = await openEmbedded({ dataDirectory: join(closed, 'data'), role: 'owner', durable: false })
    opened.push(server)
    expect(await query(server.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
  })
}

function breakSettings(): void {
  appendFileSync(join(directory, 'postgresql', 'postgresql.conf'), '\nno_such_setting = 1\n')
}

function mendSettings(): void {
  const file = join(directory, 'postgresql', 'postgresql.conf')
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\nno_such_setting = 1\n', ''))
}

async function open(role: 'owner' | 'guest'): Promise<EmbeddedServer> {
  const server = await openEmbedded({ dataDirectory: directory, role, durable: false })
  opened.push(server)
  return server
}

/** Opens the server in a process of its own, which a test may kill. */
async function openElsewhere(role: 'owner' | 'guest'): Promise<ChildProcess> {
  const module = fileURLToPath(new URL('./embedded.ts', import.meta.url))
  const code = `
    import { openEmbedded } from ${JSON.stringify(module)}
    await openEmbedded({ dataDirectory: ${JSON.stringify(directory)}, role: '${role}', durable: false })
    console.log('open')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`ended with ${code}`))),
  ])
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = child.exitCode !== null || child.signalCode !== null ? undefined : once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

function running() {
  const postmaster = findPostmaster(join(directory, 'postgresql'))
  if (!postmaster) throw new Error('no server runs')
  return postmaster
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}
