import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { userOf, withDatabase } from '../../database/connection-url.ts'
import { openEmbedded } from '../../database/embedded.ts'
import { migrate } from '../../database/migrate.ts'
import { findPostmaster } from '../../database/postmaster.ts'

/** How to reach a server that tests may make databases on; plain data, so it can be handed to workers. */
export interface TestServer {
  /** A login that may create databases and roles, in any database. */
  adminUrl: string
  /** The application's login. */
  appUrl: string
  /** The migrated database that test databases are cloned from. */
  template: string
}

export interface TestDatabase {
  name: string
  adminUrl: string
  appUrl: string
  drop(): Promise<void>
}

export interface TestCluster extends TestServer {
  /** A fresh migrated database; dropped by its own `drop` or by the cluster's `stop`. */
  createDatabase(): Promise<TestDatabase>
  stop(): Promise<void>
}

/**
 * The server for tests and proofs: that of `DATABASE_URL` and `DATABASE_ADMIN_URL` where they are set, else an
 * embedded one of its own in a temporary directory, without durability unless asked for. Holds a migrated
 * template database. `stop` removes everything that was made; so do Ctrl-C and the end of the process.
 */
export async function startTestCluster(options: { durable?: boolean } = {}): Promise<TestCluster> {
  const server = await openServer(options.durable ?? false)
  const made: TestDatabase[] = []
  try {
    const template = await holdTemplate(server.adminUrl, server.appUrl)
    const stop = onceAlsoOnSignals(async () => {
      await Promise.all(made.map((database) => database.drop()))
      await template.letGo()
      await server.stop()
    })
    return {
      adminUrl: server.adminUrl,
      appUrl: server.appUrl,
      template: template.name,
      createDatabase: async () => {
        const database = await cloneTemplate({ ...server, template: template.name })
        made.push(database)
        return database
      },
      stop,
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** A fresh database cloned from the template; it waits while another clone is being made. */
async function cloneTemplate(server: TestServer): Promise<TestDatabase> {
  const database = newDatabase(server)
  await database.create()
  return database
}

/**
 * A database that does not exist yet, but whose URLs are known. `create` clones the template, or another
 * database such as the empty `template0`.
 */
export function newDatabase(server: TestServer): TestDatabase & { create(template?: string): Promise<void> } {
  const name = `platen_test_${process.pid}_${randomBytes(5).toString('hex')}`
  return {
    name,
    adminUrl: withDatabase(server.adminUrl, name),
    appUrl: withDatabase(server.appUrl, name),
    create: (template = server.template) =>
      withAdmin(server.adminUrl, (admin) => cloneInto(admin, name, template)),
    drop: () => withAdmin(server.adminUrl, (admin) => dropDatabase(admin, name)),
  }
}

async function cloneInto(admin: pg.Client, name: string, template: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await admin.query(`create database ${name} template ${template} encoding 'UTF8'`)
      return
    } catch (error) {
      const busy = error instanceof pg.DatabaseError && error.code === '55006'
      if (!busy || attempt > 200) throw error
      await pause(50)
    }
  }
}

interface OpenServer {
  adminUrl: string
  appUrl: string
  stop(): Promise<void>
}

async function openServer(durable: boolean): Promise<OpenServer> {
  const { DATABASE_URL: appUrl, DATABASE_ADMIN_URL: adminUrl } = process.env
  if (appUrl && adminUrl) return { adminUrl, appUrl, stop: async () => {} }
  if (appUrl || adminUrl) {
    throw new Error('Tests on an existing server need both DATABASE_URL and DATABASE_ADMIN_URL.')
  }
  await removeAbandoned()
  const directory = mkdtempSync(join(tmpdir(), directoryPrefix))
  const server = await openEmbedded({ dataDirectory: directory, role: 'owner', durable })
  const killAtExit = () => {
    // The last resort, for an end that does not wait (process.exit, an uncaught error).
    const postmaster = findPostmaster(join(server.directory, 'postgresql'))
    if (postmaster) process.kill(postmaster.process.pid, 'SIGQUIT')
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
  }
  process.once('exit', killAtExit)
  return {
    ...server,
    stop: async () => {
      await server.stop()
      process.off('exit', killAtExit)
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

const directoryPrefix = 'platen-tests-'

/** Servers of test runs that were killed: taken over, stopped and removed. A live run's refuses that. */
async function removeAbandoned(): Promise<void> {
  for (const entry of readdirSync(tmpdir())) {
    if (!entry.startsWith(directoryPrefix)) continue
    const directory = join(tmpdir(), entry)
    if (!findPostmaster(join(directory, 'postgresql'))) continue
    try {
      const abandoned = await openEmbedded({ dataDirectory: directory, role: 'owner', durable: false })
      await abandoned.stop()
      rmSync(directory, { recursive: true, force: true })
    } catch {
      // It is in use, or somebody else's: not ours to remove.
    }
  }
}

/**
 * Makes the template, or uses the one of another run with the same migrations. Every run holds a shared
 * lock on it; the last one to let go drops it. A template without its mark was left half made.
 */
async function holdTemplate(
  adminUrl: string,
  appUrl: string,
): Promise<{ name: string; letGo(): Promise<void> }> {
  const name = `platen_template_${migrationsHash()}`
  const holder = new pg.Client({ connectionString: adminUrl })
  holder.on('error', () => {})
  await holder.connect()
  const lock = `hashtext('${name}')`
  const making = `hashtext('${name}/making')`
  try {
    await holder.query(`select pg_advisory_lock(${making})`)
    await holder.query(`select pg_advisory_lock_shared(${lock})`)
    const { rows } = await holder.query<{ mark: string | null }>(
      "select shobj_description(oid, 'pg_database') as mark from pg_database where datname = $1",
      [name],
    )
    if (rows[0]?.mark !== 'complete') {
      await dropDatabase(holder, name)
      await holder.query(`create database ${name} template template0 encoding 'UTF8'`)
      await migrate({ adminUrl: withDatabase(adminUrl, name), appUser: userOf(appUrl) ?? '' })
      await holder.query(`comment on database ${name} is 'complete'`)
    }
    await holder.query(`select pg_advisory_unlock(${making})`)
  } catch (error) {
    await dropDatabase(holder, name).catch(() => {})
    await holder.end()
    throw error
  }
  return {
    name,
    letGo: async () => {
      await holder.query(`select pg_advisory_lock(${making})`)
      await holder.query(`select pg_advisory_unlock_shared(${lock})`)
      const { rows } = await holder.query<{ last: boolean }>(`select pg_try_advisory_lock(${lock}) as last`)
      if (rows[0]?.last) await dropDatabase(holder, name)
      await holder.end()
    },
  }
}

function migrationsHash(): string {
  const directory = fileURLToPath(new URL('../../database/migrations/', import.meta.url))
  const hash = createHash('sha256')
  for (const file of readdirSync(directory).sort()) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(directory, file)))
      .update('\0')
  }
  return hash.digest('hex').slice(0, 12)
}

async function dropDatabase(admin: pg.Client, name: string): Promise<void> {
  await admin.query(`drop database if exists ${name} with (force)`)
}

async function withAdmin(adminUrl: string, action: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl })
  admin.on('error', () => {})
  await admin.connect()
  try {
    await action(admin)
  } finally {
    await admin.end()
  }
}

/** Runs once, whoever asks: the caller, or a signal that then ends the process as it would have. */
function onceAlsoOnSignals(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  const stop = () => {
    running ??= action().finally(() => {
      for (const [signal, listener] of listeners) process.off(signal, listener)
    })
    return running
  }
  const listeners = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => {
    const listener = () => void stop().finally(() => process.kill(process.pid, signal))
    process.once(signal, listener)
    return [signal, listener] as const
  })
  return stop
}
