import { implementing } from '../../server/operation.ts'
import { placeOf } from '../../server/pages.ts'
import { lockNextCustomers } from '../customers/customer-locks.sql.ts'
import { fills } from './backfill.ts'
import { advanceRun, insertRun, lockRun, lockUnfinishedRun } from './backfills.sql.ts'

/**
 * Runs one batch of a backfill: the next customers by id are locked, then read, then written, and the run remembers
 * where it stands, all in this transaction. So a run can be cut off anywhere and goes on where its last batch ended, and
 * sales at the counter wait for one batch at most. Locks: the run, customers by id.
 */
export const runBackfill = implementing.backfills.run.handler(
  async ({ input, context: { tx, caller, dryRun, audit } }) => {
    const { name, runId, resume, batchSize } = input
    const from = placeOf(input.cursor, (value) => value === name)?.id ?? null
    const standing = runId
      ? await lockRun(tx, name, runId)
      : resume
        ? await lockUnfinishedRun(tx, name)
        : null
    if (standing?.run.finishedAt) {
      audit.nothingChanged()
      return standing.run
    }
    const id = standing?.run.runId ?? (await insertRun(tx, name, caller.userId))
    const customerIds = await lockNextCustomers(tx, standing ? standing.afterCustomerId : from, batchSize)
    const counts = await fills[name](tx, customerIds)
    const lastId = customerIds.length < batchSize ? undefined : customerIds.at(-1)
    const run = await advanceRun(tx, id, counts, lastId ?? null)
    // The batches between that found everything right would fill the audit log with nothing.
    if (!standing || run.finishedAt || counts.written + counts.removed > 0) {
      audit.record({ entity: 'backfill', entityId: id, label: name, after: { ...counts } })
    } else audit.nothingChanged()
    return dryRun ? { ...run, runId: null } : run
  },
)
