import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { type Archive, notUsable } from '../database/backup/archive-reader.ts'
import type { KeptFile } from '../database/backup/write-backup.ts'
import type { Settings } from '../server/settings.ts'

/**
 * What belongs to the books and is kept in files of the data directory: files, or directories of files. Whoever keeps
 * something more beside the database names it here; a backup then has it.
 */
const keptPaths = ['secret', 'audit-heads'] as const

/** The files as they are now; without the secret where the settings give another one. */
export function readKeptFiles({ dataDirectory, secret }: Settings): KeptFile[] {
  return keptPaths.flatMap((path) => {
    if (path === 'secret' && secret !== null) return []
    const place = join(dataDirectory, path)
    if (!existsSync(place)) return []
    if (statSync(place).isFile()) return [{ path, content: readFileSync(place) }]
    return readdirSync(place, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => ({ path: `${path}/${name}`, content: readFileSync(join(place, name)) }))
  })
}

/** Tells whether two installations have the same secret, without telling it. */
export function fingerprintOf(secret: string): string {
  return createHash('sha256').update(`the secret of a Platen: ${secret}`).digest('hex')
}

/** Files that were taken out of a backup and wait beside their places. */
export interface StagedFiles {
  /** The directory that they wait in, laid out as the data directory is. */
  directory: string
  /** Puts them in their places; what was there is put aside. Gives the names of what was put aside. */
  place(): string[]
  remove(): void
}

/** Takes the files out of a backup, as far as they can be kept here. */
export async function stageKeptFiles(
  dataDirectory: string,
  archive: Archive,
  paths: readonly string[],
): Promise<StagedFiles> {
  const directory = join(dataDirectory, 'restoring-files')
  const remove = () => rmSync(directory, { recursive: true, force: true })
  remove()
  for (const path of paths) {
    if (!/^[a-z-]+(\/[\w-][\w.-]*)?$/.test(path) || !keptPaths.some((kept) => kept === path.split('/')[0]))
      throw notUsable(`The backup holds a file ${path}, for which this Platen has no place.`)
    const place = join(directory, path)
    mkdirSync(dirname(place), { recursive: true, mode: 0o700 })
    writeFileSync(place, await archive.read(`files/${path}`), { mode: 0o600, flush: true })
  }
  return { directory, place: () => placeStaged(dataDirectory, directory), remove }
}

function placeStaged(dataDirectory: string, directory: string): string[] {
  const moment = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  const aside: string[] = []
  for (const path of keptPaths) {
    const place = join(dataDirectory, path)
    const isStaged = existsSync(join(directory, path))
    if (path === 'secret' && isStaged && isSame(place, join(directory, path))) continue
    // Heads that were noted of other books would be taken for a tail that was cut off; a secret hurts nobody.
    if (existsSync(place) && (isStaged || path === 'audit-heads')) {
      renameSync(place, `${place}.before-restore-${moment}`)
      aside.push(`${path}.before-restore-${moment}`)
    }
    if (isStaged) renameSync(join(directory, path), place)
  }
  return aside
}

function isSame(one: string, other: string): boolean {
  return existsSync(one) && readFileSync(one).equals(readFileSync(other))
}
