import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { ownerRole, workerRole } from './database-roles.ts'

/** Where graphile-worker keeps its tables. */
export const jobSchema = 'graphile_worker'

const silent = new Logger(() => () => undefined)

/**
 * Brings graphile-worker's own tables up to date, as the owner of everything else, and opens them to the worker's role;
 * the application's role gets nothing there. Several may ask at once.
 */
export async function prepareJobQueue(adminUrl: string): Promise<void> {
  const pool = poolAs(ownerRole, adminUrl, 2)
  const client = await pool.connect()
  try {
    await client.query(lock)
    await runMigrations({ pgPool: pool, schema: jobSchema, logger: silent })
    await client.query(openToWorkers)
  } finally {
    await client.query(unlock).catch(() => undefined)
    client.release()
    await pool.end()
  }
}

/** The connections of a worker process to the job queue; of a login that may become the worker's role. */
export function jobQueuePool(workerUrl: string, maximum: number): pg.Pool {
  return poolAs(workerRole, workerUrl, maximum)
}

/** A connection that breaks is replaced by the pool; what it was doing fails and is tried again. */
function poolAs(role: string, url: string, maximum: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: maximum,
    application_name: 'platen worker',
    connectionTimeoutMillis: 10_000,
    options: `-c role=${role}`,
  })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

const lock = `select pg_advisory_lock(hashtextextended('platen job queue', 0))`
const unlock = `select pg_advisory_unlock(hashtextextended('platen job queue', 0))`

/** Its tables have row-level security without a policy, which keeps everybody but their owner out. */
const openToWorkers = `
  grant usage on schema ${jobSchema} to ${workerRole};
  grant select on ${jobSchema}.migrations to ${workerRole};
  do $$
  declare
    kept regclass;
  begin
    for kept in
      select c.oid from pg_class c
      where c.relnamespace = '${jobSchema}'::regnamespace and c.relkind in ('r', 'v', 'S') and c.relname <> 'migrations'
        and not pg_has_role('${workerRole}', c.relowner, 'USAGE')
        and not (c.relkind = 'S' and has_sequence_privilege('${workerRole}', c.oid, 'USAGE')
          or c.relkind <> 'S' and has_table_privilege('${workerRole}', c.oid, 'DELETE'))
    loop
      if (select relkind from pg_class where oid = kept) = 'S' then
        execute format('grant usage on sequence %s to ${workerRole}', kept);
      else
        execute format('grant select, insert, update, delete on %s to ${workerRole}', kept);
      end if;
    end loop;
    for kept in
      select c.oid from pg_class c
      where c.relnamespace = '${jobSchema}'::regnamespace and c.relrowsecurity
        and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'worker')
    loop
      execute format('create policy worker on %s to ${workerRole} using (true) with check (true)', kept);
    end loop;
  end $$;`
