import { sql } from 'kysely'
import type { SystemState } from '../../contract/system.ts'
import type { Transaction } from '../../database/transaction.ts'

/** The database as PostgreSQL tells of it, and the names of the migrations that were applied. */
export async function readDatabase(
  tx: Transaction,
): Promise<{ version: string; bytes: number; applied: string[] }> {
  const { rows } = await sql<{ version: string; bytes: string; applied: string[] }>`
    select current_setting('server_version') as version, pg_database_size(current_database()) as bytes,
      array(select m.name::text from migrations.kysely_migration m order by m.name) as applied
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Error('The database told nothing of itself')
  return { ...row, bytes: Number(row.bytes) }
}

export async function readWorkers(tx: Transaction): Promise<SystemState['workers']> {
  const { rows } = await sql<{ started_at: Date; seen_at: Date }>`
    select started_at, seen_at from invoicing.living_workers()
  `.execute(tx.db)
  return rows.map((row) => ({ startedAt: row.started_at.toISOString(), seenAt: row.seen_at.toISOString() }))
}

/** Jobs of the transaction's company that are not done, by task. */
export async function readQueue(tx: Transaction): Promise<SystemState['queue']> {
  const { rows } = await sql<{
    task: string
    waiting: number
    retrying: number
    failed: number
    oldest_due_at: Date | null
    last_error: string | null
  }>`select task, waiting, retrying, failed, oldest_due_at, last_error from invoicing.job_queue()`.execute(
    tx.db,
  )
  return rows.map(({ task, waiting, retrying, failed, oldest_due_at, last_error }) => ({
    ...{ task, waiting, retrying, failed },
    oldestDueAt: oldest_due_at?.toISOString() ?? null,
    lastError: last_error,
  }))
}

export async function readLastBackup(tx: Transaction): Promise<SystemState['lastBackup']> {
  const { rows } = await sql<{
    taken_at: Date
    bytes: string
    row_count: string
    restored_at: Date | null
  }>`select taken_at, bytes, row_count, restored_at from auth.last_backup()`.execute(tx.db)
  const row = rows[0]
  if (!row) return null
  return {
    takenAt: row.taken_at.toISOString(),
    bytes: Number(row.bytes),
    rows: Number(row.row_count),
    restoredAt: row.restored_at?.toISOString() ?? null,
  }
}
