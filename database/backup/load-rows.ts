import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { Refused } from '../../contract/refusals.ts'
import { ownerRole } from '../database-roles.ts'
import { dumpSchema } from '../dump-schema.ts'
import { jobSchema } from '../job-queue.ts'
import { type Archive, notUsable } from './archive-reader.ts'
import type { BackedUpTable, Manifest } from './manifest.ts'
import { type StoredTable, storedTables } from './stored-tables.ts'

export interface LoadOptions {
  adminUrl: string
  archive: Archive
  manifest: Manifest
  onProgress: (line: string) => void
  isStopped: () => boolean
}

const uncompressed = promisify(gunzip)
const largestPartBytes = 64 * 1024 * 1024

/**
 * Fills a database that has the backup's migrations and nothing else, in one transaction, as the owner. Triggers,
 * foreign keys and the forcing of policies are put aside for it and put back: the keys are thereby judged for every row,
 * and the schema is compared with what it was, so that nothing is left open. Works without a superuser.
 */
export async function loadRows(options: LoadOptions): Promise<void> {
  const client = new pg.Client({ connectionString: options.adminUrl, application_name: 'platen restore' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(`begin; set local role ${ownerRole}; set local statement_timeout = 0; set local lock_timeout = 0;
      set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local timezone = 'UTC'`)
    const tables = await fittingTables(client, options.manifest)
    const before = await dumpSchema(client)
    await putAside(client, async () => {
      await client.query(`truncate ${tables.map(({ relation }) => relation).join(', ')}`)
      for (const table of options.manifest.tables) {
        const relation = tables.find(({ name }) => name === table.name)?.relation ?? ''
        options.onProgress(`Restoring: ${table.name}, ${table.rows} rows`)
        await fill(client, relation, table, options)
      }
    })
    if ((await dumpSchema(client)) !== before)
      throw new Error('The schema is not what it was before the rows came in')
    await loadJobs(client, options)
    await setSequences(client, options.manifest)
    await client.query('commit')
    await client.query(`set role ${ownerRole}; analyze ${tables.map(({ relation }) => relation).join(', ')}`)
  } catch (error) {
    throw unfitting(error) ?? error
  } finally {
    await client.end()
  }
}

/** A row that PostgreSQL does not take (classes 22 and 23: its form, a key, a check) is a fault of the backup. */
function unfitting(error: unknown): Refused | null {
  if (!(error instanceof pg.DatabaseError) || !/^2[23]/.test(error.code ?? '')) return null
  return notUsable(`The rows in the backup do not fit together: ${error.message}. Take an older backup.`)
}

/** The tables of the database, which are those of the backup, column by column. */
async function fittingTables(client: pg.Client, manifest: Manifest): Promise<StoredTable[]> {
  const tables = await storedTables(client)
  const told = (columns: readonly string[]) => [...columns].sort().join(', ')
  const odd = [
    ...manifest.tables.filter(({ name, columns }) => {
      const table = tables.find((one) => one.name === name)
      return !table || told(table.columns) !== told(columns)
    }),
    ...tables.filter(({ name }) => !manifest.tables.some((one) => one.name === name)),
  ].map(({ name }) => name)
  if (odd.length > 0) {
    throw notUsable(
      `The backup does not fit the migrations that it names: ${odd.join(', ')} ${odd.length === 1 ? 'is' : 'are'} not as these make it.`,
    )
  }
  return [...tables, ...(await storedTables(client, { ofMoment: true }))]
}

/** What stands in the way of rows that come in in any order, and how to put it back exactly. */
const obstacles = `
  with ours as (select c.oid, format('%I.%I', n.nspname, c.relname) as relation, c.relforcerowsecurity
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspowner = '${ownerRole}'::regrole and n.nspname not in ('migrations', '${jobSchema}') and c.relkind in ('r', 'p'))
  select format('alter table %s drop constraint %I', relation, k.conname) as aside,
    format('alter table %s add constraint %I %s', relation, k.conname, pg_get_constraintdef(k.oid)) as back
  from ours join pg_constraint k on k.conrelid = ours.oid and k.contype = 'f' and k.conparentid = 0
  union all
  select format('alter table %s disable trigger %I', relation, t.tgname),
    format('alter table %s enable %s trigger %I', relation, case t.tgenabled when 'A' then 'always' when 'R' then 'replica' else '' end, t.tgname)
  from ours join pg_trigger t on t.tgrelid = ours.oid and not t.tgisinternal and t.tgenabled <> 'D' and t.tgparentid = 0
  union all
  select format('alter table %s no force row level security', relation), format('alter table %s force row level security', relation)
  from ours where relforcerowsecurity`

async function putAside(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query(`set local search_path = ''`)
  const { rows } = await client.query<{ aside: string; back: string }>(obstacles)
  for (const { aside } of rows) await client.query(aside)
  await work()
  for (const { back } of rows) await client.query(back)
}

async function fill(
  client: pg.Client,
  relation: string,
  table: BackedUpTable,
  options: LoadOptions,
): Promise<void> {
  const hash = createHash('sha256')
  await pipeline(
    Readable.from(textOf(table, options, (chunk) => hash.update(chunk))),
    client.query(copyFrom(`copy ${relation} (${table.columns.join(', ')}) from stdin`)),
  )
  const { rows } = await client.query<{ count: string }>(`select count(*) from ${relation}`)
  const count = Number(rows[0]?.count)
  if (count !== table.rows || hash.digest('hex') !== table.sha256) {
    throw notUsable(
      `The backup says that ${table.name} has ${table.rows} rows, and it holds ${count} or others.`,
    )
  }
}

async function* textOf(
  table: BackedUpTable,
  { archive, isStopped }: LoadOptions,
  see: (chunk: Buffer) => void,
): AsyncGenerator<Buffer> {
  for (const part of table.parts) {
    if (isStopped()) throw new Refused('unavailable', 'The restore was stopped. Everything is as it was.')
    const chunk = await uncompressed(await archive.read(part), { maxOutputLength: largestPartBytes })
    see(chunk)
    yield chunk
  }
}

/** The jobs go back through the queue's own function. What was under way when the backup was taken waits again. */
async function loadJobs(client: pg.Client, options: LoadOptions): Promise<void> {
  await client.query(`create temporary table restored_jobs (id bigint, identifier text, payload json, queue_name text,
    run_at timestamptz, max_attempts int, job_key text, priority int, flags text[], attempts int, last_error text)
    on commit drop`)
  await fill(client, 'pg_temp.restored_jobs', options.manifest.jobs, options)
  await client.query(`update pg_temp.restored_jobs set id = (${jobSchema}.add_job(identifier => identifier, payload => payload,
    queue_name => queue_name, run_at => run_at, max_attempts => max_attempts, job_key => job_key, priority => priority,
    flags => flags)).id`)
  await client.query(`update ${jobSchema}._private_jobs j set attempts = r.attempts, last_error = r.last_error
    from pg_temp.restored_jobs r where r.id = j.id`)
}

async function setSequences(client: pg.Client, { sequences }: Manifest): Promise<void> {
  for (const { name, value } of sequences)
    if (value !== null) await client.query('select setval($1::regclass, $2::bigint)', [name, value])
}
