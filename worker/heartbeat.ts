import type { Pool } from 'pg'
import { jobSchema } from '../database/job-queue.ts'

export interface HeartbeatTimes {
  /** A process that was not heard of for this long is taken for dead. */
  deadAfterMs: number
}

/**
 * Says that this process and its workers live, and gives back the jobs of processes that do not: those whose worker no
 * living process names. A job that was just taken is left alone, because its worker may not have been heard of yet.
 * Gives how many jobs were given back.
 */
export async function beat(
  pool: Pool,
  self: { processId: string; workerIds: readonly string[] },
  { deadAfterMs }: HeartbeatTimes,
): Promise<number> {
  await pool.query(
    `insert into jobs.worker_processes (id, worker_ids) values ($1, $2)
     on conflict (id) do update set seen_at = now(), worker_ids = excluded.worker_ids`,
    [self.processId, self.workerIds],
  )
  const dead = `make_interval(secs => $1::float8 / 1000)`
  await pool.query(`delete from jobs.worker_processes where seen_at < now() - ${dead}`, [deadAfterMs])
  const { rows } = await pool.query<{ jobs: number }>(
    `with orphaned as (
       select locked_by from ${jobSchema}.jobs j
       where locked_at < now() - ${dead}
         and not exists (select from jobs.worker_processes p where j.locked_by = any(p.worker_ids))
     ), freed as (
       select ${jobSchema}.force_unlock_workers(array(select distinct locked_by from orphaned)) from orphaned limit 1
     )
     select (select count(*) from orphaned)::int as jobs, (select count(*) from freed)`,
    [deadAfterMs],
  )
  return rows[0]?.jobs ?? 0
}

/** Takes leave: whatever this process still holds is free for the others at their next look. */
export async function takeLeave(pool: Pool, processId: string): Promise<void> {
  await pool.query('delete from jobs.worker_processes where id = $1', [processId])
}
