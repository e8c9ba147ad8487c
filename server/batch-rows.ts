import { createHash } from 'node:crypto'
import { ORPCError } from '@orpc/server'
import type { BatchOutcome } from '../contract/batch.ts'
import type { FieldError, RefusalCode } from '../contract/refusals.ts'
import type { Entrance } from './operation.ts'
import { toProblem } from './problem.ts'

/** How a row of a batch came out, with the reply of its operation when it was done. */
export interface RowResult<Row, Reply> {
  row: Row
  outcome: BatchOutcome
  code: RefusalCode | null
  detail: string | null
  /** The fields that were refused. */
  errors: FieldError[]
  reply: Reply | null
}

/** What the options of a call are made of: the row's own entrance, and the name of its operation. */
interface RowCall {
  context: Entrance
  path: readonly string[]
}

export interface RowsOptions<Row, Reply> {
  /** The operation that does a row, by its name in the router: `['invoices', 'send']`. */
  operation: readonly [noun: string, verb: string]
  /** What tells a row from another; part of its idempotency key. */
  id(row: Row): string
  run(row: Row, options: RowCall): Promise<Reply>
  /** Rows of the same value run one after the other, in their order: they would wait for each other's locks anyway. */
  inTurnBy?(row: Row): string | undefined
  /** Refusals that say that the row is already as wanted. */
  unchangedBy?: readonly RefusalCode[]
}

const rowsAtATime = 4

/** Runs each row by its operation, some at a time, and gives their results in the order of the rows. */
export async function runRows<Row, Reply>(
  entrance: Entrance,
  rows: readonly Row[],
  options: RowsOptions<Row, Reply>,
): Promise<RowResult<Row, Reply>[]> {
  const results = new Map<number, RowResult<Row, Reply>>()
  const turns = new Map<string | number, [index: number, row: Row][]>()
  for (const [index, row] of rows.entries()) {
    const turn = options.inTurnBy?.(row) ?? index
    const before = turns.get(turn)
    if (before) before.push([index, row])
    else turns.set(turn, [[index, row]])
  }
  const waiting = turns.values()
  const lane = async () => {
    for (const turn of waiting)
      for (const [index, row] of turn) results.set(index, await runRow(entrance, row, options))
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
    return { row, outcome: 'done', code: null, detail: null, errors: [], reply }
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error
    const { code, detail, errors } = toProblem(error)
    const outcome = unchangedBy.includes(code) ? 'unchanged' : 'refused'
    return { row, outcome, code, detail, errors, reply: null }
  }
}

/** A row's key is short, however long the batch's is, and no client makes the same by chance. */
export function keyOfRow(batchKey: string | undefined, id: string): string | undefined {
  if (batchKey === undefined) return undefined
  return `row ${createHash('sha256')
    .update(JSON.stringify([batchKey, id]))
    .digest('hex')}`
}
