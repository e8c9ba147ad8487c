import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { identityOf, isAlive, type ProcessIdentity } from './process-lock.ts'

/** The main process of a running server. */
export interface Postmaster {
  process: ProcessIdentity
  socketDirectory: string
  ready: boolean
}

const stopTimeoutMs = 30_000
const pollMs = 50

/** The live server of a cluster, from the file it keeps (`postmaster.pid`), verified against the process. */
export function findPostmaster(directory: string): Postmaster | undefined {
  const lines = postmasterLines(directory)
  const pid = Number(lines[0])
  const identity = identityOf(pid)
  if (!identity || !isPostmasterOf(pid, directory)) return undefined
  return { process: identity, socketDirectory: lines[4] ?? '', ready: (lines[7] ?? '').trim() === 'ready' }
}

/** Asks the server to end its sessions and stop (SIGINT); after 30 s without the polite part (SIGQUIT). */
export async function stopPostmaster(postmaster: Postmaster): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isAlive(postmaster.process)) return
    sendSignal(postmaster.process.pid, signal)
    const deadline = Date.now() + stopTimeoutMs
    while (Date.now() < deadline && isAlive(postmaster.process)) await pause(pollMs)
  }
  if (isAlive(postmaster.process)) {
    throw new Error(`The PostgreSQL process ${postmaster.process.pid} does not end.`)
  }
}

/**
 * Clears away what a crash left behind: children that still hold the memory, and a `postmaster.pid` whose
 * number now belongs to another program.
 */
export async function clearLeftovers(directory: string): Promise<void> {
  if (findPostmaster(directory)) return
  const deadline = Date.now() + 500
  let children = leftoverChildren(directory)
  while (children.length > 0 && Date.now() < deadline) {
    await pause(pollMs)
    children = leftoverChildren(directory)
  }
  // A child without its postmaster can only stand in the way; what it had not committed is undone by recovery.
  for (const child of children) sendSignal(child.pid, 'SIGKILL')
  while (leftoverChildren(directory).length > 0 && Date.now() < deadline + 5_000) await pause(pollMs)
  await removeLocksOfTheDead(directory)
}

/**
 * PostgreSQL believes its lock files, of the data directory and of the socket, whenever a process of their number exists:
 * another program by now, or its own remains that the system has not cleared away yet.
 */
async function removeLocksOfTheDead(directory: string): Promise<void> {
  const [pid, , , port, socketDirectory] = postmasterLines(directory)
  const deadline = Date.now() + 1_000
  while (exists(Number(pid)) && Date.now() < deadline) await pause(pollMs)
  if (!exists(Number(pid))) return
  rmSync(join(directory, 'postmaster.pid'), { force: true })
  if (socketDirectory) rmSync(join(socketDirectory, `.s.PGSQL.${port}.lock`), { force: true })
}

/** Whether PostgreSQL would take a number for a running process; a zombie counts. */
function exists(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Server processes work inside the data directory. Known on Linux only; elsewhere the start is retried. */
function leftoverChildren(directory: string): ProcessIdentity[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry) || Number(entry) === process.pid) return []
    try {
      if (readlinkSync(`/proc/${entry}/cwd`) !== directory) return []
      if (!/postgres/.test(readFileSync(`/proc/${entry}/cmdline`, 'utf8'))) return []
    } catch {
      return []
    }
    return identityOf(Number(entry)) ?? []
  })
}

function isPostmasterOf(pid: number, directory: string): boolean {
  if (process.platform === 'linux') {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
      return /postgres$/.test(words[0] ?? '') && words[words.indexOf('-D') + 1] === directory
    } catch {
      return false
    }
  }
  const result = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  return result.stdout.includes(`-D ${directory} `)
}

function postmasterLines(directory: string): string[] {
  try {
    return readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended on its own in between.
  }
}
