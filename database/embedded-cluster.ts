import { spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { ChildIdentity } from './child-identity.ts'
import type { EmbeddedBinaries } from './embedded-binaries.ts'
import { clearLeftovers, findPostmaster, type Postmaster, sendSignal } from './postmaster.ts'
import { identityOf, isAlive, type ProcessIdentity } from './process-lock.ts'

/** Everything that is needed to run the PostgreSQL programs on one cluster. */
export interface Cluster {
  directory: string
  logFile: string
  socketDirectory: string
  durable: boolean
  binaries: EmbeddedBinaries
  identity: ChildIdentity
}

const startTimeoutMs = 60_000
const pollMs = 50
const largestLogBytes = 10_000_000

/**
 * Makes a new cluster. It is made beside its final place and renamed, so that a killed `initdb` leaves no
 * half cluster that a later start would take for a whole one.
 */
export function initialiseCluster(cluster: Cluster, superuserPassword: string): void {
  const draft = `${cluster.directory}.new`
  const passwordFile = `${cluster.directory}.password`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, superuserPassword, { mode: 0o600 })
  for (const path of [draft, passwordFile]) giveTo(cluster.identity, path)
  // macOS has no C.UTF-8; there the character classes come from its UTF-8 locale, the order stays that of C.
  const locale =
    process.platform === 'darwin'
      ? ['--lc-collate=C', '--lc-ctype=UTF-8', '--locale=C']
      : ['--locale=C.UTF-8']
  const { command, options, args } = invocation(cluster, cluster.binaries.initdb, [
    ...['-D', draft, '-U', 'postgres', '-E', 'UTF8', ...locale],
    ...['--auth=scram-sha-256', `--pwfile=${passwordFile}`],
    ...(cluster.durable ? [] : ['--no-sync']),
  ])
  const result = spawnSync(command, args, { ...options, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  rmSync(passwordFile, { force: true })
  if (result.status !== 0) {
    rmSync(draft, { recursive: true, force: true })
    const reason = result.error ? String(result.error) : `${result.stdout}${result.stderr}`.trim()
    throw new Error(`PostgreSQL could not make its data directory ${cluster.directory}:\n${reason}`)
  }
  renameSync(draft, cluster.directory)
}

/**
 * Starts the server and waits until it accepts connections. Clears away what a crash left behind first: a
 * `postmaster.pid` whose number now belongs to another program, and children that still hold the memory.
 */
export async function startPostmaster(cluster: Cluster): Promise<Postmaster> {
  const deadline = Date.now() + startTimeoutMs
  for (;;) {
    await clearLeftovers(cluster.directory)
    const attempt = launch(cluster)
    const outcome = await untilReady(cluster, attempt, deadline)
    if (outcome.postmaster) return outcome.postmaster
    if (!outcome.retry || Date.now() > deadline) {
      throw new Error(`PostgreSQL ${outcome.reason}. The end of ${cluster.logFile}:\n${attempt.log()}`)
    }
    await pause(250)
  }
}

/** Waits for a server that is already starting or recovering. */
export async function untilAccepting(directory: string, logFile: string): Promise<Postmaster | undefined> {
  const deadline = Date.now() + startTimeoutMs
  for (;;) {
    const postmaster = findPostmaster(directory)
    if (!postmaster || postmaster.ready) return postmaster
    if (Date.now() > deadline) {
      const log = logReader(logFile, 0)
      throw new Error(
        `The PostgreSQL process ${postmaster.process.pid} does not become ready. The end of ${logFile}:\n${log()}`,
      )
    }
    await pause(pollMs)
  }
}

interface Attempt {
  process: ProcessIdentity | undefined
  failure(): string | undefined
  log(): string
}

function launch(cluster: Cluster): Attempt {
  keepLogSmall(cluster.logFile)
  mkdirSync(cluster.socketDirectory, { recursive: true, mode: 0o700 })
  giveTo(cluster.identity, cluster.socketDirectory)
  const logDescriptor = openSync(cluster.logFile, 'a', 0o600)
  const log = logReader(cluster.logFile, fstatSync(logDescriptor).size)
  const { command, options, args } = invocation(cluster, cluster.binaries.postgres, [
    ...['-D', cluster.directory],
    ...serverSettings(cluster).flatMap((setting) => ['-c', setting]),
  ])
  // Of its own group, so that Ctrl-C in the terminal reaches only us, and with files instead of pipes, so
  // that it survives us and holds no one's output open.
  const child = spawn(command, args, {
    ...options,
    detached: true,
    stdio: ['ignore', logDescriptor, logDescriptor],
  })
  closeSync(logDescriptor)
  child.unref()
  let failure: string | undefined
  child.on('error', (error) => {
    failure = `could not be started: ${error.message}`
  })
  child.on('exit', (code, signal) => {
    failure ??= `ended with ${signal ?? `code ${code}`}`
  })
  return {
    process: child.pid === undefined ? undefined : identityOf(child.pid),
    failure: () => failure,
    log,
  }
}

function serverSettings(cluster: Cluster): string[] {
  return [
    'listen_addresses=',
    `unix_socket_directories=${cluster.socketDirectory}`,
    'unix_socket_permissions=0700',
    'shared_buffers=256MB',
    'max_connections=100',
    'random_page_cost=1.1',
    'jit=off',
    'timezone=UTC',
    'log_timezone=UTC',
    // A refused statement is an ordinary answer here; only what concerns the server goes into its log.
    'log_min_messages=log',
    ...(cluster.durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ]
}

async function untilReady(
  cluster: Cluster,
  attempt: Attempt,
  deadline: number,
): Promise<{ postmaster?: Postmaster; retry?: boolean; reason?: string }> {
  for (;;) {
    const failure = attempt.failure()
    if (failure !== undefined) {
      const memoryStillHeld = /pre-existing shared memory block|is another postmaster/.test(attempt.log())
      return { retry: memoryStillHeld, reason: failure }
    }
    const postmaster = findPostmaster(cluster.directory)
    if (postmaster?.ready && postmaster.process.pid === attempt.process?.pid) return { postmaster }
    if (Date.now() > deadline) {
      if (attempt.process && isAlive(attempt.process)) sendSignal(attempt.process.pid, 'SIGINT')
      return { reason: `was not ready after ${startTimeoutMs / 1000} s` }
    }
    await pause(pollMs)
  }
}

function invocation(cluster: Cluster, program: string, args: string[]) {
  const { prefix, user } = cluster.identity
  const [command = program, ...rest] = [...prefix, program, ...args]
  const locale = process.platform === 'darwin' ? 'C' : 'C.UTF-8'
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: locale, TZ: 'UTC' }
  return { command, args: rest, options: { cwd: '/', env, ...(prefix.length === 0 ? user : undefined) } }
}

function giveTo({ user }: ChildIdentity, path: string): void {
  if (user && statSync(path).uid !== user.uid) chownSync(path, user.uid, user.gid)
}

function keepLogSmall(file: string): void {
  if (existsSync(file) && statSync(file).size > largestLogBytes) renameSync(file, `${file}.old`)
}

/** Reads what was appended to the log since `from`, its last 2,000 characters at most. */
function logReader(file: string, from: number): () => string {
  return () => {
    try {
      const descriptor = openSync(file, 'r')
      try {
        const length = Math.max(0, Math.min(2_000, fstatSync(descriptor).size - from))
        const buffer = Buffer.alloc(length)
        readSync(descriptor, buffer, 0, length, fstatSync(descriptor).size - length)
        return buffer.toString('utf8').trim()
      } finally {
        closeSync(descriptor)
      }
    } catch {
      return '(no log)'
    }
  }
}
