import { createHash } from 'node:crypto'
import pg from 'pg'
import { Refused } from '../../contract/refusals.ts'
import { userOf, withDatabase } from '../connection-url.ts'
import { knownMigrations, migrate } from '../migrate.ts'
import type { Archive } from './archive-reader.ts'
import { loadRows } from './load-rows.ts'
import type { Manifest } from './manifest.ts'
import { noteBackup } from './note-backup.ts'
import { asAdmin, inUse, judgeTarget, nameOfDatabase } from './target.ts'

export interface RestoreOptions {
  adminUrl: string
  appUrl: string
  file: string
  archive: Archive
  manifest: Manifest
  /** Whether what is there may be lost. */
  replace: boolean
  /** Judges the restored books, through the application's login; throws when they must not come into use. */
  judge: (appUrl: string) => Promise<void>
  onProgress: (line: string) => void
  isStopped: () => boolean
}

/** Refuses a backup that names migrations which this Platen does not know: it was written by a newer one. */
export function refuseNewer(file: string, { migrations, platen }: Manifest): void {
  const known = knownMigrations()
  const unknown = migrations.find((name) => !known.includes(name))
  if (unknown === undefined) return
  throw new Refused(
    'backup_newer',
    `${file} was written by Platen ${platen}, whose migration ${unknown} this one does not know. Restore it with a Platen at least as new.`,
  )
}

/**
 * Builds the database anew beside the one that is there: as the backup's own migrations make it, with the backup's rows,
 * then brought forward to this Platen and judged. Only then it takes the other's place, in one step. Until that step
 * everything is as it was. Gives the migrations that brought it forward.
 */
export async function restoreBackup(options: RestoreOptions): Promise<{ migrated: string[] }> {
  const { adminUrl, appUrl, manifest, archive, file, replace } = options
  const target = await nameOfDatabase(adminUrl)
  const names = scratchNames(target)
  return asAdmin(
    adminUrl,
    async (server) => {
      await refuseSecondRestore(server, target)
      await refuseWithoutRights(server, target)
      await dropLeftovers(server, names)
      await createLike(server, target, names.scratch)
      try {
        const scratch = {
          adminUrl: withDatabase(adminUrl, names.scratch),
          appUrl: withDatabase(appUrl, names.scratch),
        }
        const appUser = userOf(appUrl) ?? ''
        await migrate({ adminUrl: scratch.adminUrl, appUser, only: manifest.migrations })
        await loadRows({ ...options, adminUrl: scratch.adminUrl })
        const { applied } = await migrate({
          adminUrl: scratch.adminUrl,
          appUser,
          onProgress: options.onProgress,
        })
        const { bytes, checksum } = archive
        await noteBackup(scratch.adminUrl, { manifest, bytes, checksum }, { file, isRestored: true })
        await options.judge(scratch.appUrl)
        if (options.isStopped())
          throw new Refused('unavailable', 'The restore was stopped. Everything is as it was.')
        // Somebody may have come in while the rows went in.
        await judgeTarget(adminUrl, { replace })
        await takeThePlace(server, target, names)
        return { migrated: applied }
      } finally {
        await dropLeftovers(server, names)
      }
    },
    'postgres',
  )
}

interface ScratchNames {
  scratch: string
  replaced: string
}

/** Always the same for a database, so that what a killed restore left behind is found and cleared away by the next. */
function scratchNames(target: string): ScratchNames {
  const mark = createHash('sha256').update(target).digest('hex').slice(0, 12)
  return { scratch: `platen_restoring_${mark}`, replaced: `platen_replaced_${mark}` }
}

async function refuseSecondRestore(server: pg.Client, target: string): Promise<void> {
  const { rows } = await server.query<{ isFirst: boolean }>(
    `select pg_try_advisory_lock(hashtextextended('platen restore ' || $1, 0)) as "isFirst"`,
    [target],
  )
  if (rows[0]?.isFirst) return
  throw new Refused(
    'installation_in_use',
    'Another restore into this database is under way. Wait for its end.',
  )
}

async function refuseWithoutRights(server: pg.Client, target: string): Promise<void> {
  const { rows } = await server.query<{ mayCreate: boolean; owns: boolean }>(
    `select rolsuper or rolcreatedb as "mayCreate", rolsuper or pg_has_role(rolname, d.datdba, 'USAGE') as owns
     from pg_roles, pg_database d where rolname = current_user and d.datname = $1`,
    [target],
  )
  if (rows[0]?.mayCreate && rows[0].owns) return
  throw new Refused(
    'unavailable',
    `A restore builds a database beside ${target} and then puts it in its place. The login of DATABASE_ADMIN_URL may not: let it own ${target}, and give it CREATEDB.`,
  )
}

async function dropLeftovers(server: pg.Client, names: ScratchNames): Promise<void> {
  for (const name of [names.scratch, names.replaced])
    await server.query(`drop database if exists ${name} with (force)`)
}

/** An empty database with the owner, the locale and the rights of another. */
async function createLike(server: pg.Client, target: string, scratch: string): Promise<void> {
  const { rows } = await server.query<{ options: string; hasGrants: boolean }>(
    `select datacl is not null as "hasGrants", format('owner %I encoding ''UTF8'' lc_collate %L lc_ctype %L', pg_get_userbyid(datdba), datcollate, datctype)
       || case datlocprovider when 'i' then format(' locale_provider icu icu_locale %L', locale)
            when 'b' then format(' locale_provider builtin builtin_locale %L', locale) else ' locale_provider libc' end as options
     from pg_database d, lateral (select coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale') as locale) l
     where datname = $1`,
    [target],
  )
  await server.query(`create database ${scratch} template template0 ${rows[0]?.options}`)
  const { rows: grants } = await server.query<{ grant: string }>(
    `select format('grant %s on database ${scratch} to %s%s', privilege_type,
         case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end,
         case when is_grantable then ' with grant option' else '' end) as grant
     from pg_database, aclexplode(datacl) where datname = $1 and grantee <> datdba`,
    [target],
  )
  if (rows[0]?.hasGrants) await server.query(`revoke all on database ${scratch} from public`)
  for (const { grant } of grants) await server.query(grant)
}

/** Both names change in one transaction: at every moment there is one database of the name, a whole one. */
async function takeThePlace(server: pg.Client, target: string, names: ScratchNames): Promise<void> {
  try {
    const old = pg.escapeIdentifier(target)
    await server.query(
      `begin; alter database ${old} rename to ${names.replaced}; alter database ${names.scratch} rename to ${old}; commit`,
    )
  } catch (error) {
    await server.query('rollback')
    // 55006: somebody connected in this very moment.
    if (error instanceof pg.DatabaseError && error.code === '55006') throw inUse([])
    throw error
  }
}
