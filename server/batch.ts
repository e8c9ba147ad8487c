import { createHash } from 'node:crypto'
import { ORPCError } from '@orpc/server'
import type { BatchOutcome } from '../contract/batch.ts'
import type { RefusalCode } from '../contract/refusals.ts'
import { inCompany, type Transaction } from '../database/transaction.ts'
import { claimKey } from './idempotency.ts'
import { answering, authorise, companyOf, doors, type Entrance, hashBody } from './operation.ts'
import { toProblem } from './problem.ts'

/** How a row of a batch came out, with the reply of its operation when it was done. */
export interface RowResult<Row, Reply> {
  row: Row
  outcome: BatchOutcome
  code: string | null
  detail: string | null
  reply: Reply | null
}

/** What the options of a call are made of: the row's own entrance, and the name of its operation. */
interface RowCall {
  context: Entrance
  path: readonly string[]
}

interface RowsOptions<Row, Reply> {
  /** The operation that does a row, by its name in the router: `['invoices', 'send']`. */
  operation: readonly [noun: string, verb: string]
  /** What tells a row from another; part of its idempotency key. */
  id(row: Row): string
  run(row: Row, options: RowCall): Promise<Reply>
  /** Refusals that say that the row is already as wanted. */
  unchangedBy?: readonly RefusalCode[]
}

/** What the run of a batch gets besides its input: no transaction, for each row has its own. */
export interface RunningBatch {
  /** Reads as the company, in a transaction of its own. */
  read<Result>(work: (tx: Transaction, today: string) => Promise<Result>): Promise<Result>
  /** Runs every row, some at a time, and gives their results in the order of the rows. */
  rows<Row, Reply>(rows: readonly Row[], options: RowsOptions<Row, Reply>): Promise<RowResult<Row, Reply>[]>
}

/**
 * The one way in for a batch. Each row is an operation of its own: its own transaction, its own audit entry, its own
 * idempotency key made of the batch's and the row's. So a batch that was cut off is finished by sending it again, and
 * rows that are done give their first reply. The batch's key itself only remembers for which body it was used.
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
      read: (work) =>
        inCompany(platen.pool, companyId, { books: 'read' }, (tx) =>
          work(tx, platen.clock.today(tx.company.timeZone)),
        ),
      // The key is claimed when the first row is about to run: a batch that was refused as a whole leaves it free.
      rows: async (rows, options) => {
        await claim()
        return runRows(context, rows, options)
      },
    }
    return next({ context: running })
  })

const rowsAtATime = 4

async function runRows<Row, Reply>(
  entrance: Entrance,
  rows: readonly Row[],
  options: RowsOptions<Row, Reply>,
): Promise<RowResult<Row, Reply>[]> {
  const results = new Map<number, RowResult<Row, Reply>>()
  const waiting = rows.entries()
  const lane = async () => {
    for (const [index, row] of waiting) results.set(index, await runRow(entrance, row, options))
  }
  await Promise.all(Array.from({ length: rowsAtATime }, lane))
  return [...results].sort(([one], [other]) => one - other).map(([, result]) => result)
}

async function runRow<Row, Reply>(
  entrance: Entrance,
  row: Row,
  { operation, id, run, unchangedBy = [] }: RowsOptions<Row, Reply>,
): Promise<RowResult<Row, Reply>> {
  try {
    const context = { ...entrance, idempotencyKey: keyOfRow(entrance.idempotencyKey, id(row)) }
    const reply = await run(row, { context, path: operation })
    return { row, outcome: 'done', code: null, detail: null, reply }
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error
    const { code, detail } = toProblem(error)
    return { row, outcome: unchangedBy.includes(code) ? 'unchanged' : 'refused', code, detail, reply: null }
  }
}

/** A row's key is short, however long the batch's is, and no client makes the same by chance. */
function keyOfRow(batchKey: string | undefined, id: string): string | undefined {
  if (batchKey === undefined) return undefined
  return `row ${createHash('sha256')
    .update(JSON.stringify([batchKey, id]))
    .digest('hex')}`
}
