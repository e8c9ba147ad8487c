import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { isWritable, openForPassage } from './child-identity.ts'

/** The passwords of the embedded server's two logins; they never change once the cluster exists. */
export interface Passwords {
  admin: string
  application: string
}

const advice = 'Set PLATEN_DATA_DIR to a directory that you may write to.'

/**
 * Makes the data directory where it is missing and returns its real path. Refuses, naming `PLATEN_DATA_DIR`,
 * what is no directory, is not writable, or is the bare cluster of another PostgreSQL.
 */
export function prepareDataDirectory(path: string): string {
  const wanted = resolve(path)
  try {
    mkdirSync(wanted, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new Error(`The data directory ${wanted} cannot be made: ${String(error)}. ${advice}`)
  }
  const directory = realpathSync(wanted)
  if (!isWritable(directory)) {
    throw new Error(
      `The data directory ${directory} is not writable for user ${userInfo().username}. ${advice}`,
    )
  }
  if (existsSync(join(directory, 'PG_VERSION'))) {
    throw new Error(
      `${directory} is the data directory of another PostgreSQL. Set PLATEN_DATA_DIR to a directory of ` +
        "Platen's own, or DATABASE_URL to that server.",
    )
  }
  openForPassage(directory)
  return directory
}

/**
 * The user id that owns the cluster, or undefined when there is no cluster yet. Refuses one that was made by
 * another major version of PostgreSQL or that belongs to another user.
 */
export function checkCluster(cluster: string, majorVersion: string): { owner: number } | undefined {
  if (!existsSync(cluster)) return undefined
  const owner = statSync(cluster).uid
  const me = process.getuid?.()
  if (me !== undefined && me !== 0 && owner !== me) {
    throw new Error(
      `The database in ${cluster} belongs to the user with id ${owner}, and you are ${userInfo().username} ` +
        `(id ${me}). Start Platen as that user (or as root, if root made it), or set PLATEN_DATA_DIR to another directory.`,
    )
  }
  const versionFile = join(cluster, 'PG_VERSION')
  if (!existsSync(versionFile)) {
    throw new Error(
      `${cluster} exists but is no PostgreSQL data directory. Move it away, or set PLATEN_DATA_DIR to another directory.`,
    )
  }
  const found = readFileSync(versionFile, 'utf8').trim()
  if (found !== majorVersion) {
    throw new Error(
      `The database in ${cluster} was made by PostgreSQL ${found}, and this Platen brings PostgreSQL ` +
        `${majorVersion}, which cannot open it. Start the Platen that made it, write a backup with "platen ` +
        'backup FILE" and restore it here, or set PLATEN_DATA_DIR to another directory.',
    )
  }
  return { owner }
}

/** Reads the passwords, or makes and keeps them (readable for their owner only) for a new cluster. */
export function passwordsOf(directory: string, clusterExists: boolean): Passwords {
  const file = join(directory, 'postgresql-passwords.json')
  if (existsSync(file)) return readPasswords(file)
  if (clusterExists) {
    throw new Error(
      `${file} is missing, so the database in ${directory} cannot be opened. Put the file back from a copy of ` +
        'the directory, or set PLATEN_DATA_DIR to another directory.',
    )
  }
  const passwords = { admin: newPassword(), application: newPassword() }
  // Renamed into place: a reader never sees half a file.
  writeFileSync(`${file}.new`, `${JSON.stringify(passwords)}\n`, { mode: 0o600 })
  chmodSync(`${file}.new`, 0o600)
  renameSync(`${file}.new`, file)
  return passwords
}

function readPasswords(file: string): Passwords {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const { admin, application } = value as { admin?: unknown; application?: unknown }
    if (typeof admin === 'string' && typeof application === 'string') return { admin, application }
  } catch (error) {
    throw new Error(`${file} cannot be read: ${String(error)}. Check its owner, or set PLATEN_DATA_DIR.`)
  }
  throw new Error(`${file} does not hold the two passwords of the database. Put it back from a copy.`)
}

function newPassword(): string {
  return randomBytes(24).toString('base64url')
}
