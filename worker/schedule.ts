import { sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
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
      for (const { companyId, day, timeZone } of await beginningDays(platen, seenDays)) {
        await put(platen, companyId, 'aging-snapshots', day)
        await put(platen, companyId, 'audit-head', day)
        await put(platen, companyId, 'verification', day, quietHourOf(companyId, day, timeZone))
        seenDays.set(companyId, day)
      }
      const moved = await movedLimits(platen, limitsSince)
      for (const companyId of moved.companyIds) await put(platen, companyId, 'credit-mirror', 'follow')
      limitsSince = moved.until
      for (const companyId of await unfolded(platen)) await put(platen, companyId, 'fold-rollups', 'fold')
    },
  }
}

const firstQuietHour = '02:00'
const quietMinutes = 180

/** When a company's books are verified: in its own night, not all companies of a zone at once. A time that is past is now. */
export function quietHourOf(companyId: string, day: string, timeZone: string): Date {
  const minutes = Number.parseInt(companyId.slice(0, 8), 16) % quietMinutes
  const first = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: firstQuietHour })
  return new Date(first.add({ minutes }).epochMilliseconds)
}

/** Companies whose day is another than the one that was seen last. */
async function beginningDays(
  platen: Platen,
  seen: ReadonlyMap<string, string>,
): Promise<{ companyId: string; day: string; timeZone: string }[]> {
  const { rows } = await sql<{ company_id: string; time_zone: string }>`
    select company_id, time_zone from auth.company_time_zones()
  `.execute(platen.queries)
  return rows
    .map(({ company_id: companyId, time_zone: timeZone }) => ({
      ...{ companyId, timeZone, day: platen.clock.today(timeZone) },
    }))
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

/** Fewer changes than this are summed up by a read faster than folding them is worth. */
const foldedFrom = 200

/** Companies whose rollups have many changes that wait. */
async function unfolded(platen: Platen): Promise<string[]> {
  const { rows } = await sql<{ company_id: string }>`
    select company_id from auth.companies_with_rollups_to_fold(${foldedFrom}) company_id
  `.execute(platen.queries)
  return rows.map(({ company_id }) => company_id)
}

function put(platen: Platen, companyId: string, task: TaskName, key: string, runAt?: Date): Promise<void> {
  return inCompany(platen.pool, companyId, { books: 'post' }, (tx) => enqueue(tx, task, { key, runAt }))
}
