import { sql } from 'kysely'
import type { Transaction } from '../database/transaction.ts'

/** What a worker can do later; each is a file of worker/tasks. */
export type TaskName = 'aging-snapshots' | 'audit-head' | 'credit-mirror' | 'fold-rollups' | 'verification'

/**
 * Puts a job of the transaction's company into the queue; it is there when the transaction commits, and a dry run puts
 * none. A job that waits under the same key is replaced. A job may run twice: what it does carries an effect key.
 */
export async function enqueue(
  tx: Transaction,
  task: TaskName,
  job: { key: string; payload?: Record<string, unknown>; runAt?: Date },
): Promise<void> {
  const { key, payload = {}, runAt = null } = job
  await sql`
    select invoicing.enqueue(${task}, ${JSON.stringify(payload)}::jsonb, ${`${task} ${key}`}, ${runAt}::timestamptz)
  `.execute(tx.db)
}
