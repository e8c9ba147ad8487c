import { createHash } from 'node:crypto'
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { childIdentity } from './child-identity.ts'
import { checkCluster, type Passwords, passwordsOf, prepareDataDirectory } from './data-directory.ts'
import { embeddedBinaries } from './embedded-binaries.ts'
import { type Cluster, initialiseCluster, startPostmaster, untilAccepting } from './embedded-cluster.ts'
import { type Healer, supervise } from './embedded-healing.ts'
import { findPostmaster, type Postmaster, stopPostmaster } from './postmaster.ts'
import { type Claim, claim, holderOf, joinParticipants, liveParticipants } from './process-lock.ts'

export interface EmbeddedServer {
  /** The superuser of the cluster: migrations only. */
  adminUrl: string
  /** The login `platen_app` of the application. */
  appUrl: string
  /** The data directory, as its real path. */
  directory: string
  /** Leaves the server, and stops it when nobody else uses it. May be called twice. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  dataDirectory: string
  /** `owner`: `platen start`, one per data directory. `guest`: a command beside it, or on its own. */
  role: 'owner' | 'guest'
  /** False for tests only: a crash of the machine may lose everything. */
  durable?: boolean
  onProgress?: (line: string) => void
  /** Called when the server cannot be kept alive any more; by default the process ends with the error. */
  onFatal?: (error: Error) => void
}

/**
 * Starts the embedded PostgreSQL of a data directory, or joins the one that already runs there. The server
 * belongs to the directory, not to the process that started it: it runs while a live owner or guest uses it,
 * the last one to leave stops it, and one whose users were all killed is taken over by the next.
 *
 * An owner also heals it: when the server dies, it is started again. A second owner is refused.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const directory = prepareDataDirectory(options.dataDirectory)
  const places = placesIn(directory)
  const ownership = options.role === 'owner' ? claimOwnership(places.locks, directory) : undefined
  const participation = joinParticipants(places.participants)
  const leave = () => {
    participation.release()
    ownership?.release()
  }
  const leaveAndStop = once(() => exclusively(places.locks, () => leaveServer(places, leave, options)))
  try {
    const context = await exclusively(places.locks, () => bringUp(places, options))
    const stopHealing = ownership ? supervise(healer(places, options)) : async () => {}
    return {
      ...urlsOf(context.postmaster, context.passwords),
      directory,
      stop: once(async () => {
        await stopHealing()
        await leaveAndStop()
      }),
    }
  } catch (error) {
    await leaveAndStop()
    throw error
  }
}

interface Places {
  directory: string
  cluster: string
  locks: string
  participants: string
}

interface Context {
  passwords: Passwords
  postmaster: Postmaster
}

function placesIn(directory: string): Places {
  return {
    directory,
    cluster: join(directory, 'postgresql'),
    locks: join(directory, 'locks'),
    participants: join(directory, 'locks', 'participants'),
  }
}

function claimOwnership(locks: string, directory: string): Claim {
  const result = claim(locks, 'owner')
  if (result.claim) return result.claim
  throw new Error(
    `Platen already runs on ${directory} (process ${result.heldBy.pid}). Use that one, stop it with Ctrl-C or ` +
      `"kill ${result.heldBy.pid}", or set PLATEN_DATA_DIR to another directory.`,
  )
}

/** Only one process at a time starts, adopts or stops the server of a directory. */
async function exclusively<Result>(locks: string, action: () => Promise<Result>): Promise<Result> {
  for (;;) {
    const attempt = claim(locks, 'transition')
    if (!attempt.claim) {
      await pause(50)
      continue
    }
    try {
      return await action()
    } finally {
      attempt.claim.release()
    }
  }
}

async function bringUp(places: Places, options: EmbeddedOptions): Promise<Context> {
  const binaries = embeddedBinaries()
  const existing = checkCluster(places.cluster, binaries.majorVersion)
  const cluster: Cluster = {
    directory: places.cluster,
    logFile: join(places.directory, 'postgresql.log'),
    socketDirectory: socketDirectoryFor(places.directory),
    durable: options.durable ?? true,
    binaries,
    identity: childIdentity([places.cluster, binaries.postgres], existing?.owner),
  }
  const passwords = passwordsOf(places.directory, existing !== undefined)
  if (!existing) {
    options.onProgress?.('Making the database (once)')
    initialiseCluster(cluster, passwords.admin)
  }
  const running = await untilAccepting(cluster.directory, cluster.logFile)
  if (running && options.role === 'owner') {
    options.onProgress?.(`Using the PostgreSQL that already runs (process ${running.process.pid})`)
  }
  const postmaster = running ?? (await startPostmaster(cluster))
  await prepareDatabase(postmaster, passwords, existing === undefined)
  return { passwords, postmaster }
}

/**
 * The socket lives in the data directory. Its path may have 107 bytes and, in PostgreSQL's setting, no
 * comma, quote or blank; otherwise it lives in a short directory named after the data directory.
 */
function socketDirectoryFor(directory: string): string {
  const inside = join(directory, 'socket')
  if (Buffer.byteLength(inside) <= 80 && /^[\w./-]+$/.test(inside)) return inside
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 12)
  const user = process.getuid?.() ?? 0
  const parent = `/tmp/platen-${user}`
  mkdirSync(parent, { recursive: true, mode: 0o711 })
  if (statSync(parent).uid !== user) {
    throw new Error(
      `${parent} belongs to somebody else. Set PLATEN_DATA_DIR to a directory with a shorter path (at most 70 ` +
        'bytes) of letters, digits, dots and dashes.',
    )
  }
  return join(parent, name)
}

/** Makes the database `platen` and the login `platen_app` where they are missing. */
async function prepareDatabase(postmaster: Postmaster, passwords: Passwords, isNew: boolean): Promise<void> {
  const { adminUrl, appUrl } = urlsOf(postmaster, passwords)
  if (!isNew && (await canConnect(appUrl))) return
  const admin = new pg.Client({
    connectionString: connectionUrl(postmaster, 'postgres', passwords.admin, 'postgres'),
  })
  await admin.connect()
  try {
    const { rows } = await admin.query<{ role: boolean; database: boolean }>(
      `select exists (select from pg_roles where rolname = 'platen_app') as role,
              exists (select from pg_database where datname = 'platen') as database`,
    )
    const verb = rows[0]?.role ? 'alter' : 'create'
    const password = admin.escapeLiteral(passwords.application)
    await admin.query(`${verb} role platen_app login nosuperuser nobypassrls password ${password}`)
    if (!rows[0]?.database) await admin.query("create database platen template template0 encoding 'UTF8'")
  } finally {
    await admin.end()
  }
  if (!(await canConnect(adminUrl)))
    throw new Error('The database "platen" of the embedded PostgreSQL does not open.')
}

async function canConnect(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
  } catch {
    return false
  }
  await client.end()
  return true
}

function healer(places: Places, options: EmbeddedOptions): Healer {
  return {
    find: () => findPostmaster(places.cluster),
    restart: () => exclusively(places.locks, () => bringUp(places, options)),
    log: (line) => options.onProgress?.(line),
    fatal: options.onFatal,
  }
}

async function leaveServer(places: Places, leave: () => void, options: EmbeddedOptions): Promise<void> {
  leave()
  if (holderOf(places.locks, 'owner')) return
  const others = liveParticipants(places.participants)
  if (others.length > 0) {
    const pids = others.map((other) => other.pid).join(', ')
    options.onProgress?.(`PostgreSQL keeps running for process ${pids}, which stops it at its end`)
    return
  }
  const postmaster = findPostmaster(places.cluster)
  if (postmaster) await stopPostmaster(postmaster)
}

function urlsOf(postmaster: Postmaster, passwords: Passwords): { adminUrl: string; appUrl: string } {
  return {
    adminUrl: connectionUrl(postmaster, 'postgres', passwords.admin, 'platen'),
    appUrl: connectionUrl(postmaster, 'platen_app', passwords.application, 'platen'),
  }
}

/** With `localhost` as a placeholder that the `host` parameter replaces: `new URL` needs one, libpq and pg do not mind. */
function connectionUrl(postmaster: Postmaster, user: string, password: string, database: string): string {
  const host = encodeURIComponent(postmaster.socketDirectory).replaceAll('%2F', '/')
  return `postgresql://${user}:${password}@localhost/${database}?host=${host}`
}

function once(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => {
    running ??= action()
    return running
  }
}
