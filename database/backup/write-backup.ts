import { createHash, randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { Refused } from '../../contract/refusals.ts'
import { type ArchiveWriter, writeArchive } from './archive-writer.ts'
import { explanation } from './explanation.ts'
import { type BackedUpTable, backupFormat, type Manifest, rowsIn } from './manifest.ts'
import { openSnapshot, type Rows, type Snapshot } from './snapshot.ts'
import { jobRows } from './stored-tables.ts'

/** A file beside the database that belongs to the books, by its path in the data directory. */
export interface KeptFile {
  path: string
  content: Uint8Array
}

export interface BackupOptions {
  adminUrl: string
  appUrl: string
  file: string
  /** Whether a file that is there may be written over. */
  replace: boolean
  platenVersion: string
  /** Read before this is called: what they say of the database is then true of its snapshot too. */
  keptFiles: readonly KeptFile[]
  secretFingerprint: string | null
  onProgress: (line: string) => void
  /** Whether somebody wants it to stop; then nothing is left behind. */
  isStopped: () => boolean
}

export interface WrittenBackup {
  manifest: Manifest
  bytes: number
  checksum: string
}

const compressed = promisify(gzip)
const partBytes = 4 * 1024 * 1024

/**
 * Writes one file with everything that is needed to have the installation again: every row of one instant, while others
 * go on writing, a part of a table in memory at a time.
 */
export async function writeBackup(options: BackupOptions): Promise<WrittenBackup> {
  const snapshot = await openSnapshot(options)
  try {
    const archive = await writeArchive(options.file, {
      replace: options.replace,
      modifiedAt: snapshot.takenAt,
    })
    try {
      const manifest = await fill(archive, snapshot, options)
      return { manifest, ...(await archive.finish()) }
    } finally {
      await archive.discard()
    }
  } finally {
    await snapshot.close()
  }
}

/** What a backup would hold now, by table; writes nothing. */
export async function measureBackup(
  login: Pick<BackupOptions, 'adminUrl' | 'appUrl'>,
): Promise<{ name: string; rows: number }[]> {
  const snapshot = await openSnapshot(login)
  try {
    const counted = []
    for (const table of snapshot.tables) {
      const rows = snapshot.rowsOf(table)
      for await (const _ of rows.text);
      counted.push({ name: table.name, rows: rows.count() })
    }
    return counted
  } finally {
    await snapshot.close()
  }
}

async function fill(archive: ArchiveWriter, snapshot: Snapshot, options: BackupOptions): Promise<Manifest> {
  await archive.add('README.txt', Buffer.from(explanation))
  for (const { path, content } of options.keptFiles) await archive.add(`files/${path}`, content)
  const tables: BackedUpTable[] = []
  for (const { name, ...table } of snapshot.tables) {
    const rows = snapshot.rowsOf({ name, ...table })
    tables.push(await addTable(archive, { name, columns: table.columns }, rows, options))
    options.onProgress(`Backing up: ${name}, ${rowsIn({ tables })} rows so far`)
  }
  const manifest: Manifest = {
    format: backupFormat,
    id: randomUUID(),
    platen: options.platenVersion,
    postgres: snapshot.postgres,
    takenAt: snapshot.takenAt.toISOString(),
    migrations: snapshot.migrations,
    companies: snapshot.companyIds.length,
    tables,
    jobs: await addTable(archive, jobRows, snapshot.jobs(), options),
    sequences: await snapshot.sequences(),
    files: options.keptFiles.map(({ path }) => path),
    secretFingerprint: options.secretFingerprint,
  }
  await archive.add('manifest.json', Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`))
  return manifest
}

/** Adds the rows of a table in compressed parts of a few megabytes, so that memory does not grow with the table. */
async function addTable(
  archive: ArchiveWriter,
  { name, columns }: { name: string; columns: string[] },
  rows: Rows,
  { isStopped }: Pick<BackupOptions, 'isStopped'>,
): Promise<BackedUpTable> {
  const hash = createHash('sha256')
  const parts: string[] = []
  let waiting: Buffer[] = []
  let waitingBytes = 0
  const addPart = async () => {
    const part = `tables/${name}/${String(parts.length + 1).padStart(5, '0')}.copy.gz`
    await archive.add(part, await compressed(Buffer.concat(waiting)))
    parts.push(part)
    waiting = []
    waitingBytes = 0
  }
  for await (const chunk of rows.text) {
    hash.update(chunk)
    waiting.push(chunk)
    waitingBytes += chunk.length
    if (waitingBytes >= partBytes) {
      if (isStopped()) throw new Refused('unavailable', 'The backup was stopped. Nothing was written.')
      await addPart()
    }
  }
  if (isStopped()) throw new Refused('unavailable', 'The backup was stopped. Nothing was written.')
  if (waitingBytes > 0) await addPart()
  return { name, columns, rows: rows.count(), parts, sha256: hash.digest('hex') }
}
