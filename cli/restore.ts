import { join, resolve } from 'node:path'
import { Refused } from '../contract/refusals.ts'
import { type Archive, openArchive } from '../database/backup/archive-reader.ts'
import { type Manifest, readManifest, rowsIn } from '../database/backup/manifest.ts'
import { refuseNewer, restoreBackup } from '../database/backup/restore-backup.ts'
import { judgeTarget, type TargetContent } from '../database/backup/target.ts'
import { headsInFiles } from '../server/audit-heads.ts'
import { clockOf } from '../server/clock.ts'
import { readSettings, SettingError, type Settings, secretOf } from '../server/settings.ts'
import { counted, countsOf } from './backup.ts'
import { type BrokenInCompany, judgeRestored } from './judge-restored.ts'
import { fingerprintOf, type StagedFiles, stageKeptFiles } from './kept-files.ts'
import { openDatabase, reaching } from './open-platen.ts'
import { print, progress, say } from './print.ts'
import { untilStopped } from './stop-signal.ts'

interface RestoreCommand {
  replace?: boolean
  evenIfBroken?: boolean
  json?: boolean
  dryRun?: boolean
}

interface Restoring extends RestoreCommand {
  settings: Settings
  file: string
  archive: Archive
  manifest: Manifest
  adminUrl: string
  appUrl: string
}

/**
 * `platen restore FILE`: checks the file to its last byte, builds its database up beside the one that is there, verifies it,
 * and puts it in its place. Gives 1 when it was restored although `verify` finds something in it.
 */
export async function restore(given: string, command: RestoreCommand): Promise<number> {
  const settings = readSettings(process.env)
  const file = resolve(given)
  const archive = await openArchive(file, progress)
  try {
    const manifest = readManifest(file, (await archive.read('manifest.json')).toString('utf8'))
    refuseNewer(file, manifest)
    // As its owner: no server starts on an embedded database while it is being restored.
    const database = await openDatabase(settings, command.dryRun ? 'guest' : 'owner')
    try {
      const { adminUrl, appUrl } = database
      if (!adminUrl) {
        throw new SettingError('A restore needs DATABASE_ADMIN_URL: the role that owns the database.')
      }
      const name = settings.databaseUrl ? 'DATABASE_URL' : 'The embedded database'
      const content = await reaching(database, name, () =>
        judgeTarget(adminUrl, { replace: command.replace ?? false }),
      )
      const restoring = { ...command, settings, file, archive, manifest, adminUrl, appUrl }
      return command.dryRun ? tellTrial(restoring, content) : await restoreInto(restoring)
    } finally {
      await database.close()
    }
  } finally {
    await archive.close()
  }
}

async function restoreInto(restoring: Restoring): Promise<number> {
  const { settings, archive, manifest, file, replace = false } = restoring
  const startedAt = Date.now()
  const files = await stageKeptFiles(settings.dataDirectory, archive, manifest.files)
  let broken: BrokenInCompany[] = []
  try {
    const { migrated } = await untilStopped((isStopped) =>
      restoreBackup({
        ...restoring,
        file,
        replace,
        onProgress: progress,
        isStopped,
        judge: async (appUrl) => {
          broken = await judge(appUrl, files, restoring)
        },
      }),
    )
    const aside = files.place()
    progress('')
    tellDone(restoring, { migrated, broken, aside, tookMs: Date.now() - startedAt })
    return broken.length > 0 ? 1 : 0
  } finally {
    files.remove()
  }
}

/** Books that do not prove themselves come into use only when somebody said so. */
async function judge(
  appUrl: string,
  files: StagedFiles,
  { settings, evenIfBroken }: Restoring,
): Promise<BrokenInCompany[]> {
  const broken = await judgeRestored(appUrl, {
    clock: clockOf(settings.today),
    auditHeads: headsInFiles(join(files.directory, 'audit-heads')),
    onProgress: progress,
  })
  for (const { company, id, says, brokenIds } of broken)
    say(`${company}: ${id} is broken (${says}): ${brokenIds.slice(0, 10).join(', ')}`)
  if (broken.length === 0 || evenIfBroken) return broken
  const names = [...new Set(broken.map(({ company, id }) => `${id} of ${company}`))].join(', ')
  throw new Refused(
    'restored_books_broken',
    `The backup is whole, but the books in it do not prove themselves (${names}); they did not when it was taken. Nothing was changed. Take an older backup, or restore it with --evenIfBroken and mend the books.`,
  )
}

function tellTrial({ file, manifest, json, replace }: Restoring, content: TargetContent): number {
  const { takenAt, platen, companies, tables } = manifest
  const lost = replace ? content.companies : []
  if (json) {
    const told = { file, takenAt, platen, companies, rows: rowsIn(manifest), tables: countsOf(tables) }
    print({ ...told, lostCompanies: lost, dryRun: true }, true)
    return 0
  }
  print(
    `Dry run: ${file} is whole. It was taken at ${takenAt} by Platen ${platen} and would bring ${counted(tables)}, ${companiesIn(companies)}.`,
    false,
  )
  if (lost.length > 0) say(`What is here would be lost: ${lost.join(', ')}.`)
  return 0
}

function tellDone(
  { settings, file, manifest, json }: Restoring,
  done: { migrated: string[]; broken: BrokenInCompany[]; aside: string[]; tookMs: number },
): void {
  const { takenAt, companies, tables } = manifest
  const { migrated, broken, aside } = done
  if (aside.length > 0) say(`Put aside in ${settings.dataDirectory}: ${aside.join(', ')}`)
  const hasSameSecret = manifest.secretFingerprint === fingerprintOf(secretOf(settings))
  if (!hasSameSecret) {
    say(
      'The secret is another one than when the backup was taken: API keys and invitations of then are not valid here. Set PLATEN_SECRET to what it was, and they are.',
    )
  }
  if (json) {
    const told = { file, takenAt, companies, rows: rowsIn(manifest), tables: countsOf(tables) }
    print({ ...told, migrated, broken, hasSameSecret }, true)
    return
  }
  print(
    `Restored ${counted(tables)}, ${companiesIn(companies)}, as they were at ${takenAt}, in ${(done.tookMs / 1000).toFixed(1)} s. Everybody signs in again.`,
    false,
  )
  if (migrated.length > 0) say(`Brought up to this version: ${migrated.join(', ')}`)
}

function companiesIn(count: number): string {
  return count === 1 ? '1 company' : `${count} companies`
}
