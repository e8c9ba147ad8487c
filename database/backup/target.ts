import pg from 'pg'
import { Refused } from '../../contract/refusals.ts'
import { withDatabase } from '../connection-url.ts'
import { ownerRole } from '../database-roles.ts'

/** What is in the database that a backup is to be restored into. */
export interface TargetContent {
  /** Their slugs. */
  companies: string[]
  people: number
}

/** The name of the database in an admin's URL. */
export async function nameOfDatabase(adminUrl: string): Promise<string> {
  return asAdmin(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ name: string }>('select current_database() as name')
    return rows[0]?.name ?? ''
  })
}

/**
 * Looks at the target and refuses one that must not be touched: that holds what is not Platen's, that others use at the
 * moment, or that has companies or people in it, unless these may be lost.
 */
export async function judgeTarget(
  adminUrl: string,
  { replace }: { replace: boolean },
): Promise<TargetContent> {
  return asAdmin(adminUrl, async (admin) => {
    await refuseForeignTables(admin)
    await refuseOthers(admin)
    const content = await contentOf(admin)
    const { companies, people } = content
    if (!replace && companies.length + people > 0) {
      throw new Refused(
        'installation_not_empty',
        `This installation has ${told(companies.length, 'company', 'companies')} (${shortened(companies)}) and ${told(people, 'person', 'people')}. Restore into an empty one: set PLATEN_DATA_DIR to a new directory, or DATABASE_URL and DATABASE_ADMIN_URL to an empty database. Or add --replace: everything that is here now is lost then.`,
      )
    }
    return content
  })
}

async function refuseForeignTables(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'm', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
       and pg_get_userbyid(n.nspowner) <> '${ownerRole}'
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
     order by 1 limit 5`,
  )
  if (rows.length === 0) return
  throw new Refused(
    'installation_not_empty',
    `The database also holds what is not Platen's (${rows.map(({ name }) => name).join(', ')}), and a restore puts another database in its place. Restore into a database of Platen's own.`,
  )
}

/** A server that runs on a database would not notice that another one stands in its place. */
async function refuseOthers(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    `select distinct coalesce(nullif(application_name, ''), usename, 'unknown') as name from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend' order by 1`,
  )
  if (rows.length > 0) throw inUse(rows.map(({ name }) => name))
}

export function inUse(names: readonly string[]): Refused {
  const who = names.length > 0 ? ` (${names.join(', ')})` : ''
  return new Refused(
    'installation_in_use',
    `Others are connected to this database${who}. Stop Platen and its workers there first, and whatever else reads it.`,
  )
}

async function contentOf(admin: pg.Client): Promise<TargetContent> {
  const { rows: known } = await admin.query<{ isThere: boolean }>(
    `select to_regclass('auth.companies') is not null as "isThere"`,
  )
  if (!known[0]?.isThere) return { companies: [], people: 0 }
  await admin.query(`set role ${ownerRole}`)
  const companies = await admin.query<{ slug: string }>('select slug from auth.companies order by slug')
  const people = await admin.query<{ count: number }>(
    `select count(*)::int as count from auth.users where kind = 'person'`,
  )
  await admin.query('reset role')
  return { companies: companies.rows.map(({ slug }) => slug), people: people.rows[0]?.count ?? 0 }
}

/** Runs something on a connection of its own, by default to the database that the URL names. */
export async function asAdmin<Result>(
  adminUrl: string,
  work: (admin: pg.Client) => Promise<Result>,
  database?: string,
): Promise<Result> {
  const connectionString = database === undefined ? adminUrl : withDatabase(adminUrl, database)
  const admin = new pg.Client({
    connectionString,
    application_name: 'platen restore',
    connectionTimeoutMillis: 15_000,
  })
  admin.on('error', () => undefined)
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}

function told(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}

function shortened(names: readonly string[]): string {
  return names.length <= 5 ? names.join(', ') || 'none' : `${names.slice(0, 5).join(', ')} …`
}
