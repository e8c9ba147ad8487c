import { sql } from 'kysely'
import { sealEntries } from '../invoicing/audit/seal-entries.ts'
import type { Platen } from '../server/platen.ts'

export interface Sealer {
  /** Seals whatever was committed and is not sealed yet; gives how many entries. */
  look(): Promise<number>
}

/**
 * The sealer of one worker process; several may look at once. It remembers an id below which every entry is sealed, so
 * that a look costs little. Ids are committed out of order: one that is taken may turn up later or never. Therefore the
 * newest id of a look counts as settled only at a look that begins when every transaction of that time has ended. An
 * entry is the last thing that a transaction writes, so whoever took an id had begun before. The first look of a process
 * remembers nothing and sees all.
 */
export function sealerOn(platen: Pick<Platen, 'pool' | 'queries'>): Sealer {
  let settled = '0'
  let settling: { newest: string; endOfThoseUnderWay: bigint } | null = null
  return {
    look: async () => {
      const found = await newestEntries(platen, settled)
      let sealed = 0
      let isWhole = true
      for (const companyId of found.companyIds) {
        const step = await sealEntries(platen, companyId, settled)
        if (step === null) isWhole = false
        else sealed += step
      }
      if (!isWhole) return sealed
      if (settling && found.oldestUnderWay >= settling.endOfThoseUnderWay) {
        settled = settling.newest
        settling = null
      }
      if (found.newest !== null)
        settling ??= { newest: found.newest, endOfThoseUnderWay: found.endOfThoseUnderWay }
      return sealed
    },
  }
}

/** Companies with entries after an id, the newest of all, and which transactions were under way at that moment. */
async function newestEntries(platen: Pick<Platen, 'queries'>, settled: string) {
  const { rows } = await sql<{
    company_ids: string[]
    newest: string | null
    oldest: string
    beyond: string
  }>`
    select coalesce(array_agg(n.company_id), '{}') as company_ids, max(n.entry_id) as newest,
      pg_snapshot_xmin(pg_current_snapshot())::text as oldest, pg_snapshot_xmax(pg_current_snapshot())::text as beyond
    from auth.newest_audit_entries(${settled}::bigint) n
  `.execute(platen.queries)
  const row = rows[0]
  if (!row) throw new Error('A look at the audit log gave no row')
  return {
    companyIds: row.company_ids,
    newest: row.newest,
    oldestUnderWay: BigInt(row.oldest),
    endOfThoseUnderWay: BigInt(row.beyond),
  }
}
