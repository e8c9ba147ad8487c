import { sql } from 'kysely'
import { inCompany } from '../database/transaction.ts'
import { enqueue, type TaskName } from '../server/jobs.ts'
import type { Platen } from '../server/platen.ts'

export interface Schedule {
  /** Looks once for what is due and enqueues it. */
  look(): Promise<void>
}

/**
 * The schedule of one worker process. What is due follows from each company's own day, not from a timetable in UTC: a day
 * begins when its date is another than at the last look, whatever the clocks did in between. Several processes may look
 * at once, and one that starts looks at everything: equal jobs replace each other, and effects happen once.
 */
export function scheduleOn(platen: Platen): Schedule {
  const seenDays = new Map<string, string>()
  let limitsSince: Date | null = null
  return {
    look: async () => {
      for (const { companyId, day } of await beginningDays(platen, seenDays)) {
        await put(platen, companyId, 'aging-snapshots', day)
        seenDays.set(companyId, day)
      }
      const moved = await movedLimits(platen, limitsSince)
      for (const companyId of moved.companyIds) await put(platen, companyId, 'credit-mirror', 'follow')
      limitsSince = moved.until
    },
  }
}

/** Companies whose day is another than the one that was seen last. */
async function beginningDays(
  platen: Platen,
  seen: ReadonlyMap<string, string>,
): Promise<{ companyId: string; day: string }[]> {
  const { rows } = await sql<{ company_id: string; time_zone: string }>`
    select company_id, time_zone from auth.company_time_zones()
  `.execute(platen.queries)
  return rows
    .map((row) => ({ companyId: row.company_id, day: platen.clock.today(row.time_zone) }))
    .filter(({ companyId, day }) => seen.get(companyId) !== day)
}

/**
 * Companies with limits that began or ended since an instant, or ever. The next look begins a minute before this one, so
 * that a limit whose transaction was still under way is not missed.
 */
async function movedLimits(
  platen: Platen,
  since: Date | null,
): Promise<{ companyIds: string[]; until: Date }> {
  const { rows } = await sql<{ until: Date; company_ids: string[] }>`
    select now() - interval '1 minute' as until,
      array(select auth.companies_whose_limits_moved(coalesce(${since}::timestamptz, '-infinity'))) as company_ids
  `.execute(platen.queries)
  const row = rows[0]
  if (!row) throw new Error('A look at the limits gave no row')
  return { companyIds: row.company_ids, until: row.until }
}

function put(platen: Platen, companyId: string, task: TaskName, key: string): Promise<void> {
  return inCompany(platen.pool, companyId, { books: 'post' }, (tx) => enqueue(tx, task, { key }))
}
