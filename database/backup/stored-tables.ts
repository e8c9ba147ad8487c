import type { ClientBase } from 'pg'
import { jobSchema } from '../job-queue.ts'

/** A table whose rows a backup holds. */
export interface StoredTable {
  /** Schema and name, as people write them. */
  name: string
  /** The same as SQL. */
  relation: string
  /** What is stored, as SQL; what PostgreSQL derives from it is derived again. */
  columns: string[]
  /** Whether policies decide who sees its rows. */
  hasPolicies: boolean
}

/** What belongs to the moment and to the processes that live in it, so that it must not come back. */
const ofTheMoment = [
  // Everybody signs in again. Who signed out after the backup was taken would be signed in again otherwise.
  'auth.sessions',
  // Heartbeats of processes that are long gone.
  'jobs.worker_processes',
]

/** The schemas that the migrations made; a new one is in the next backup without anybody thinking of it. */
const ours = `n.nspowner = 'platen_owner'::regrole and n.nspname not in ('migrations', '${jobSchema}')`

/** Every table but those of the moment, by name. Also gives those of the moment when they are asked for. */
export async function storedTables(client: ClientBase, { ofMoment = false } = {}): Promise<StoredTable[]> {
  const { rows } = await client.query<StoredTable>(
    `select n.nspname || '.' || c.relname as name, format('%I.%I', n.nspname, c.relname) as relation,
       c.relrowsecurity as "hasPolicies",
       array(select quote_ident(a.attname) from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
         order by a.attnum) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where ${ours} and c.relkind in ('r', 'p') and not c.relispartition and (n.nspname || '.' || c.relname = any ($1)) = $2
     order by n.nspname || '.' || c.relname collate "C"`,
    [ofTheMoment, ofMoment],
  )
  return rows
}

/** Every sequence of those schemas, as SQL, with where it stands. */
export async function sequencesOf(client: ClientBase): Promise<{ name: string; value: string | null }[]> {
  const { rows } = await client.query<{ name: string; value: string | null }>(
    `select format('%I.%I', s.schemaname, s.sequencename) as name, s.last_value::text as value
     from pg_sequences s join pg_namespace n on n.nspname = s.schemaname where ${ours} order by 1`,
  )
  return rows
}

/** The rows of the job queue, in the words of its public function and not of its tables, which change between versions. */
export const jobRows = {
  name: `${jobSchema}.jobs`,
  columns: [
    'identifier',
    'payload',
    'queue_name',
    'run_at',
    'max_attempts',
    'job_key',
    'priority',
    'flags',
    'attempts',
    'last_error',
  ],
  select: `select t.identifier, j.payload, q.queue_name, j.run_at, j.max_attempts, j.key as job_key, j.priority,
      case when j.flags is not null then array(select jsonb_object_keys(j.flags)) end as flags, j.attempts, j.last_error
    from ${jobSchema}._private_jobs j join ${jobSchema}._private_tasks t on t.id = j.task_id
    left join ${jobSchema}._private_job_queues q on q.id = j.job_queue_id order by j.id`,
}
