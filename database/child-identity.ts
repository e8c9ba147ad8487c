import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, chmodSync, constants, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** As whom, and how, the PostgreSQL programs are started. */
export interface ChildIdentity {
  /** The user that the cluster belongs to; undefined: the user of this process. */
  user?: { uid: number; gid: number }
  /** A program that changes to that user, and its arguments; empty where starting as that user is enough. */
  prefix: string[]
}

/**
 * PostgreSQL refuses to run as root. For root its programs run as the owner of the cluster, or for a new
 * cluster as the user `postgres`, else `nobody`; for everyone else as themselves.
 *
 * `paths` must be reachable for that user: the binaries and the data directory. Where a parent directory is
 * closed (`/root`, a temporary directory of mode 0700), the programs get the one capability to pass through
 * directories, or, where that is not possible, this fails and names the directory.
 */
export function childIdentity(paths: string[], clusterOwner: number | undefined): ChildIdentity {
  if (process.getuid?.() !== 0) return { prefix: [] }
  const { uid, gid } = unprivilegedUser(clusterOwner)
  const closed = paths.map((path) => firstClosedParent(path, uid, gid)).find((path) => path !== undefined)
  if (closed === undefined) return { user: { uid, gid }, prefix: [] }
  const prefix = passThroughPrefix(uid, gid, paths)
  if (prefix) return { user: { uid, gid }, prefix }
  throw new Error(
    `PostgreSQL does not run as root, and the user with id ${uid} that it runs as instead cannot pass ` +
      `through ${closed}. Keep Platen and PLATEN_DATA_DIR outside of it, open it with "chmod o+x ${closed}", ` +
      'or start Platen as an ordinary user.',
  )
}

/** Lets other users pass through (not list) a directory of our own, so that PostgreSQL reaches its cluster. */
export function openForPassage(directory: string): void {
  if (process.getuid?.() !== 0) return
  const { mode, uid } = statSync(directory)
  if (uid === 0 && (mode & 0o001) === 0) chmodSync(directory, (mode & 0o7777) | 0o011)
}

function unprivilegedUser(clusterOwner: number | undefined): { uid: number; gid: number } {
  if (clusterOwner) return { uid: clusterOwner, gid: statId('-g', String(clusterOwner)) ?? clusterOwner }
  for (const name of ['postgres', 'nobody']) {
    const uid = statId('-u', name)
    const gid = statId('-g', name)
    if (uid && gid !== undefined) return { uid, gid }
  }
  throw new Error(
    'PostgreSQL does not run as root, and there is no user "postgres" or "nobody" to run it as. Start Platen ' +
      'as an ordinary user.',
  )
}

function statId(option: '-u' | '-g', user: string): number | undefined {
  try {
    const id = Number(
      execFileSync('id', [option, user], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    )
    return Number.isSafeInteger(id) && id >= 0 ? id : undefined
  } catch {
    return undefined
  }
}

function firstClosedParent(path: string, uid: number, gid: number): string | undefined {
  const parents: string[] = []
  for (let parent = dirname(path); ; parent = dirname(parent)) {
    parents.unshift(parent)
    if (parent === dirname(parent)) break
  }
  return parents.find((parent) => {
    const stat = statSync(parent)
    const needed = stat.uid === uid ? 0o100 : stat.gid === gid ? 0o010 : 0o001
    return (stat.mode & needed) === 0
  })
}

const readSearchCapability = 2

/**
 * `setpriv` changes the user and keeps the capability to read and to pass through directories; the process
 * number stays the same, because it replaces itself by the program. Tried out before it is relied on.
 */
function passThroughPrefix(uid: number, gid: number, paths: string[]): string[] | undefined {
  if (process.platform !== 'linux') return undefined
  const capability = boundingSetHolds(readSearchCapability) ? '+dac_read_search' : '+dac_override'
  const prefix = [
    'setpriv',
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    `--inh-caps=${capability}`,
    `--ambient-caps=${capability}`,
    // Without it the kernel disregards the capability in access(2), which initdb looks for its programs with.
    '--securebits=+no_setuid_fixup',
    '--',
  ]
  const tests = paths.flatMap((path) => ['-a', '-x', dirname(path)]).slice(1)
  const trial = spawnSync('setpriv', [...prefix.slice(1), 'test', ...tests], { stdio: 'ignore', cwd: '/' })
  return trial.status === 0 ? prefix : undefined
}

function boundingSetHolds(capability: number): boolean {
  const line = /^CapBnd:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  return line !== undefined && ((BigInt(`0x${line}`) >> BigInt(capability)) & 1n) === 1n
}

/** True when this process may write into the directory. */
export function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}
