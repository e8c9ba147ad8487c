import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessIdentity {
  pid: number
  /** Boot and start time of the process, as text that is only ever compared. */
  startedAt: string
}

export interface Claim {
  release(): void
}

export type ClaimResult =
  | { claim: Claim; heldBy?: undefined }
  | { claim?: undefined; heldBy: ProcessIdentity }

/**
 * Claims a name in a directory for this process: at most one live process holds it, and a holder that was
 * killed never blocks the next one.
 *
 * The claim is the numbered file `name.N.lock` with the highest N. A new claim is the next number, made by
 * `link`, which fails when another process was faster; nobody ever removes the highest file (a release
 * empties it), so no two processes can both believe that they took over from a dead holder.
 */
export function claim(directory: string, name: string): ClaimResult {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const draft = join(directory, `${name}.${process.pid}.${randomBytes(6).toString('hex')}.draft`)
  const me = identityOf(process.pid)
  if (!me) throw new Error(`cannot read the start time of process ${process.pid}`)
  writeFileSync(draft, JSON.stringify(me), { mode: 0o600 })
  try {
    for (;;) {
      const latest = highestLock(directory, name)
      const holder = latest > 0 ? readIdentity(lockPath(directory, name, latest)) : undefined
      if (holder && isAlive(holder)) return { heldBy: holder }
      const mine = latest + 1
      if (!linked(draft, lockPath(directory, name, mine))) continue
      if (highestLock(directory, name) !== mine) {
        rmSync(lockPath(directory, name, mine), { force: true })
        continue
      }
      removeLocksBelow(directory, name, mine)
      return { claim: { release: () => writeReleased(directory, name, mine) } }
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

/** The live holder of a claim, if there is one. */
export function holderOf(directory: string, name: string): ProcessIdentity | undefined {
  const latest = highestLock(directory, name)
  const holder = latest > 0 ? readIdentity(lockPath(directory, name, latest)) : undefined
  return holder && isAlive(holder) ? holder : undefined
}

/** The identity of a running process, or undefined when there is none with this number. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined
  if (process.platform === 'linux') {
    try {
      // The command's name stands in brackets and may contain blanks and brackets itself; the start time is
      // the twentieth field after the last one. A zombie (state Z) holds nothing any more.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (fields[0] === 'Z' || fields[0] === 'X') return undefined
      return { pid, startedAt: `${bootId()}/${fields[19]}` }
    } catch {
      return undefined
    }
  }
  try {
    const startedAt = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return startedAt ? { pid, startedAt } : undefined
  } catch {
    return undefined
  }
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identityOf(identity.pid)?.startedAt === identity.startedAt
}

/** Notes this process in a directory of participants; several notes of one process count separately. */
export function joinParticipants(directory: string): Claim {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const me = identityOf(process.pid)
  if (!me) throw new Error(`cannot read the start time of process ${process.pid}`)
  const file = join(directory, `${process.pid}.${randomBytes(6).toString('hex')}`)
  writeFileSync(file, JSON.stringify(me), { mode: 0o600 })
  return { release: () => rmSync(file, { force: true }) }
}

/** The live participants; the notes of dead ones are removed. */
export function liveParticipants(directory: string): ProcessIdentity[] {
  return listed(directory).flatMap((name) => {
    const file = join(directory, name)
    const identity = readIdentity(file)
    if (identity && isAlive(identity)) return [identity]
    if (identity) rmSync(file, { force: true })
    return []
  })
}

let knownBootId: string | undefined

function bootId(): string {
  if (knownBootId === undefined) {
    try {
      knownBootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    } catch {
      knownBootId = 'unknown'
    }
  }
  return knownBootId
}

function lockPath(directory: string, name: string, number: number): string {
  return join(directory, `${name}.${number}.lock`)
}

function lockNumbers(directory: string, name: string): number[] {
  return listed(directory).flatMap((file) => {
    const match = /^(.+)\.(\d+)\.lock$/.exec(file)
    return match?.[1] === name ? [Number(match[2])] : []
  })
}

function highestLock(directory: string, name: string): number {
  return Math.max(0, ...lockNumbers(directory, name))
}

function removeLocksBelow(directory: string, name: string, number: number): void {
  for (const other of lockNumbers(directory, name)) {
    if (other < number) rmSync(lockPath(directory, name, other), { force: true })
  }
}

function writeReleased(directory: string, name: string, number: number): void {
  // The directory may be gone by now (a test's, or one the operator removed): then there is nothing to free.
  try {
    statSync(lockPath(directory, name, number))
    const draft = join(directory, `${name}.${process.pid}.${randomBytes(6).toString('hex')}.draft`)
    writeFileSync(draft, '', { mode: 0o600 })
    renameSync(draft, lockPath(directory, name, number))
  } catch {}
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function listed(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}

function readIdentity(file: string): ProcessIdentity | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof value !== 'object' || value === null) return undefined
    const { pid, startedAt } = value as { pid?: unknown; startedAt?: unknown }
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt } : undefined
  } catch {
    return undefined
  }
}
