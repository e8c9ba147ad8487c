import { type RawBuilder, sql } from 'kysely'
import type { BackfillCounts, BackfillName, BackfillRun } from '../../contract/backfills.ts'
import { Refused } from '../../contract/refusals.ts'
import type { Transaction } from '../../database/transaction.ts'
import { cursorOf } from '../../server/pages.ts'

/** A run, and the customer that its last batch ended with. */
export interface StoredRun {
  run: BackfillRun & { runId: string }
  afterCustomerId: string | null
}

interface RunRow {
  id: string
  name: BackfillName
  after_customer_id: string | null
  batches: number
  scanned: string
  written: string
  removed: string
  kept: string
  unchanged: string
  started_at: Date
  started_by: string | null
  updated_at: Date
  finished_at: Date | null
}

const columns = sql`r.id, r.name, r.after_customer_id, r.batches, r.scanned, r.written, r.removed, r.kept, r.unchanged,
  r.started_at, (select n.name from auth.names_of(array[r.started_by_user_id]) n) as started_by, r.updated_at, r.finished_at`

function toStored(row: RunRow): StoredRun {
  const { name, after_customer_id: afterCustomerId } = row
  return {
    run: {
      runId: row.id,
      name,
      batches: row.batches,
      scanned: Number(row.scanned),
      written: Number(row.written),
      removed: Number(row.removed),
      kept: Number(row.kept),
      unchanged: Number(row.unchanged),
      cursor:
        row.finished_at || afterCustomerId === null ? null : cursorOf({ value: name, id: afterCustomerId }),
      startedAt: row.started_at.toISOString(),
      startedBy: row.started_by,
      updatedAt: row.updated_at.toISOString(),
      finishedAt: row.finished_at?.toISOString() ?? null,
    },
    afterCustomerId,
  }
}

/** The last run of each backfill. */
export async function readLastRuns(tx: Transaction): Promise<BackfillRun[]> {
  const { rows } = await sql<RunRow>`
    select distinct on (r.name) ${columns} from invoicing.backfill_runs r
    where r.company_id = ${tx.company.companyId} order by r.name, r.started_at desc, r.id
  `.execute(tx.db)
  return rows.map((row) => toStored(row).run)
}

async function lockRunWhere(
  tx: Transaction,
  name: BackfillName,
  condition: RawBuilder<unknown>,
): Promise<StoredRun | null> {
  const { rows } = await sql<RunRow>`
    select ${columns} from invoicing.backfill_runs r
    where r.company_id = ${tx.company.companyId} and r.name = ${name} ${condition} for no key update
  `.execute(tx.db)
  return rows[0] ? toStored(rows[0]) : null
}

/** Locks a run, so that its batches go one after the other, whoever asks for them. */
export async function lockRun(tx: Transaction, name: BackfillName, id: string): Promise<StoredRun> {
  const run = await lockRunWhere(tx, name, sql`and r.id = ${id}`)
  if (!run) throw new Refused('not_found', 'The company has no run of this backfill with this id.')
  return run
}

/** Locks the last run of a backfill when it was cut off. */
export async function lockUnfinishedRun(tx: Transaction, name: BackfillName): Promise<StoredRun | null> {
  const { companyId } = tx.company
  return lockRunWhere(
    tx,
    name,
    sql`and r.finished_at is null and r.id = (select l.id from invoicing.backfill_runs l
      where l.company_id = ${companyId} and l.name = ${name} order by l.started_at desc, l.id limit 1)`,
  )
}

export async function insertRun(tx: Transaction, name: BackfillName, byUserId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into invoicing.backfill_runs (company_id, name, started_by_user_id)
    values (${tx.company.companyId}, ${name}, ${byUserId}) returning id
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Error('An inserted run gave no row')
  return row.id
}

/** Adds a batch to a run: its counts, and the customer it ended with, or null when it was the last one. */
export async function advanceRun(
  tx: Transaction,
  id: string,
  counts: BackfillCounts,
  lastCustomerId: string | null,
): Promise<BackfillRun> {
  const { rows } = await sql<RunRow>`
    update invoicing.backfill_runs r set batches = r.batches + 1, scanned = r.scanned + ${counts.scanned},
      written = r.written + ${counts.written}, removed = r.removed + ${counts.removed}, kept = r.kept + ${counts.kept},
      unchanged = r.unchanged + ${counts.unchanged},
      after_customer_id = coalesce(${lastCustomerId}::uuid, r.after_customer_id), updated_at = now(),
      finished_at = case when ${lastCustomerId}::uuid is null then now() end
    where r.company_id = ${tx.company.companyId} and r.id = ${id}
    returning ${columns}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Error('A run that is locked is gone')
  return toStored(row).run
}
