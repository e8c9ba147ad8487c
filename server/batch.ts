import { inCompany } from '../database/transaction.ts'
import { type RowResult, type RowsOptions, runRows } from './batch-rows.ts'
import { claimKey } from './idempotency.ts'
import { answering, authorise, companyOf, doors, hashBody } from './operation.ts'
import { type Reading, readingAs } from './reading.ts'
import { type RowsTogetherOptions, runRowsTogether } from './rows-together.ts'

/** What the run of a batch gets besides its input: no transaction, for each row has its own. */
export interface RunningBatch {
  read: Reading
  /** Runs every row, some at a time, and gives their results in the order of the rows. */
  rows<Row, Reply>(rows: readonly Row[], options: RowsOptions<Row, Reply>): Promise<RowResult<Row, Reply>[]>
  /** The same, some rows in one transaction: for work that is read and written for many at once. */
  rowsTogether<Row, Reply>(
    rows: readonly Row[],
    options: RowsTogetherOptions<Row, Reply>,
  ): Promise<RowResult<Row, Reply>[]>
}

/**
 * The one way in for a batch. Each row is an operation of its own: its own audit entry, its own idempotency key made of
 * the batch's and the row's, and unless rows are done together, its own transaction. So a batch that was cut off is
 * finished by sending it again, and rows that are done give their first reply. The batch's key itself only remembers for
 * which body it was used.
 */
export const implementingBatch = doors
  .use(({ context, next, procedure, path }) =>
    answering(context.platen, path, () =>
      next({ context: { caller: authorise(context, procedure['~orpc'].meta) } }),
    ),
  )
  .use(async ({ context, next, path }, input) => {
    const { platen, caller, idempotencyKey: key, dryRun } = context
    const companyId = companyOf(caller)
    const claim = async () => {
      if (key === undefined || dryRun) return
      const claimed = { operation: path.join('.'), key, userId: caller.userId, bodyHash: hashBody(input) }
      await inCompany(platen.pool, companyId, { books: 'post' }, (tx) => claimKey(tx, claimed))
    }
    const running: RunningBatch = {
      read: readingAs(context, caller),
      // The key is claimed when the first row is about to run: a batch that was refused as a whole leaves it free.
      rows: async (rows, options) => {
        await claim()
        return runRows(context, rows, options)
      },
      rowsTogether: async (rows, options) => {
        await claim()
        return runRowsTogether(context, caller, rows, options)
      },
    }
    return next({ context: running })
  })
