import { dirname, resolve } from 'node:path'
import { refusePlace } from '../database/backup/archive-writer.ts'
import { rowsIn } from '../database/backup/manifest.ts'
import { noteBackup } from '../database/backup/note-backup.ts'
import { measureBackup, writeBackup } from '../database/backup/write-backup.ts'
import { pendingMigrations } from '../database/migrate.ts'
import platen from '../package.json' with { type: 'json' }
import { readSettings, SettingError, secretOf } from '../server/settings.ts'
import { fingerprintOf, readKeptFiles } from './kept-files.ts'
import { openDatabase, reaching } from './open-platen.ts'
import { print, progress } from './print.ts'
import { untilStopped } from './stop-signal.ts'

interface BackupCommand {
  force?: boolean
  json?: boolean
  dryRun?: boolean
}

/** `platen backup FILE`: everything that the installation keeps, of one instant, in one file; beside a running server too. */
export async function backUp(given: string, { force = false, json, dryRun }: BackupCommand): Promise<void> {
  const settings = readSettings(process.env)
  const file = resolve(given)
  refusePlace(file, force)
  const startedAt = Date.now()
  const database = await openDatabase(settings, 'guest')
  try {
    const { appUrl, adminUrl } = database
    if (!adminUrl) {
      throw new SettingError(
        'A backup reads the rows of every company, which the application’s login must not. Set DATABASE_ADMIN_URL to the role that owns the database.',
      )
    }
    const name = settings.databaseUrl ? 'DATABASE_URL' : 'The embedded database'
    const pending = await reaching(database, name, () => pendingMigrations(appUrl))
    if (pending.length > 0) {
      throw new SettingError(
        `The database lacks ${pending.length} migrations (${pending[0]} …). Run "platen migrate", or back it up with the Platen that it belongs to.`,
      )
    }
    if (dryRun) return tellMeasure(file, await measureBackup({ adminUrl, appUrl }), json)
    const secretFingerprint = fingerprintOf(secretOf(settings))
    const written = await untilStopped((isStopped) =>
      writeBackup({
        adminUrl,
        appUrl,
        file,
        replace: force,
        platenVersion: platen.version,
        keptFiles: readKeptFiles(settings),
        secretFingerprint,
        onProgress: progress,
        isStopped,
      }),
    )
    progress('')
    await noteBackup(adminUrl, written, { file, tookMs: Date.now() - startedAt })
    const { manifest, bytes, checksum } = written
    const { id, takenAt, tables, companies } = manifest
    const told = { id, takenAt, companies, rows: rowsIn(manifest), bytes, checksum }
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
    if (json) print({ file, ...told, tables: countsOf(tables) }, true)
    else
      print(
        `Wrote ${file}: ${counted(tables)}, ${sizeOf(bytes)}, in ${seconds} s. Keep it elsewhere, in ${dirname(file)} it is lost with this machine.`,
        false,
      )
  } finally {
    await database.close()
  }
}

function tellMeasure(
  file: string,
  tables: { name: string; rows: number }[],
  json: boolean | undefined,
): void {
  if (json) print({ file, rows: rowsIn({ tables }), tables: countsOf(tables), dryRun: true }, true)
  else print(`Dry run: ${file} would hold ${counted(tables)}. Nothing was written.`, false)
}

/** How many rows each table has, by its name. */
export function countsOf(tables: readonly { name: string; rows: number }[]): Record<string, number> {
  return Object.fromEntries(tables.map(({ name, rows }) => [name, rows]))
}

/** The rows and tables of a backup, in words. */
export function counted(tables: readonly { rows: number }[]): string {
  return `${rowsIn({ tables }).toLocaleString('en-US')} rows of ${tables.length} tables`
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
