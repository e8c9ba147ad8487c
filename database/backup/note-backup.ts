import { ownerRole } from '../database-roles.ts'
import { rowsIn } from './manifest.ts'
import { asAdmin } from './target.ts'
import type { WrittenBackup } from './write-backup.ts'

/** Notes in the database that there is a backup, or that the database came from it. */
export async function noteBackup(
  adminUrl: string,
  { manifest, bytes, checksum }: WrittenBackup,
  { file, tookMs = 0, isRestored = false }: { file: string; tookMs?: number; isRestored?: boolean },
): Promise<void> {
  await asAdmin(adminUrl, async (admin) => {
    await admin.query(`set role ${ownerRole}`)
    await admin.query(
      `insert into auth.backups (id, taken_at, finished_at, file_name, bytes, row_count, platen_version, checksum, restored_at)
       values ($1, $2, $2::timestamptz + make_interval(secs => $3::float8 / 1000), $4, $5, $6, $7, $8, case when $9 then now() end)
       on conflict (id) do update set restored_at = excluded.restored_at`,
      [
        ...[manifest.id, manifest.takenAt, tookMs, file.slice(-1000), bytes, rowsIn(manifest)],
        ...[manifest.platen, checksum, isRestored],
      ],
    )
  })
}
