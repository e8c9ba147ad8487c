import type { RefusalCode, Refused } from '../contract/refusals.ts'
import { inCompany } from '../database/transaction.ts'
import { AuditTrail } from './audit-trail.ts'
import { keyOfRow, type RowResult, type RowsOptions, runRows } from './batch-rows.ts'
import type { Caller } from './caller.ts'
import { type Claim, claimKeys, keepReplies, usedKeys } from './idempotency.ts'
import { companyOf, type Entrance, hashBody, type Running } from './operation.ts'

/** The idempotency keys of rows. */
interface RowKeys<Row> {
  /** Those rows whose key was not used before; asked for under the rows' locks. */
  unused(rows: readonly Row[]): Promise<Row[]>
  /** Takes the keys of rows that are about to be done, and gives those rows whose key was free. */
  claim(rows: readonly Row[]): Promise<Row[]>
}

/** How the rows of a transaction came out; what is in neither is done alone. */
interface Together<Row, Reply> {
  done: ReadonlyMap<Row, Reply>
  refused: ReadonlyMap<Row, Refused>
}

export interface RowsTogetherOptions<Row, Reply> extends RowsOptions<Row, Reply> {
  /** The input of the operation that does a row: its idempotency key belongs to it. */
  input(row: Row): unknown
  /**
   * Does what it can of some rows in one transaction. It waits for nobody: a row that somebody else holds is left out, and
   * so is one whose key was used before. Whatever goes wrong with one of them undoes them all, and each is done alone.
   */
  together(running: Running, rows: readonly Row[], keys: RowKeys<Row>): Promise<Together<Row, Reply>>
}

const rowsInOne = 50

/**
 * Runs the rows of a batch some at a time in one transaction each, which costs a fraction of one for each row. A lock is
 * held for no longer than those few take; every row keeps a key and an outcome of its own.
 */
export async function runRowsTogether<Row, Reply>(
  entrance: Entrance,
  caller: Caller,
  rows: readonly Row[],
  options: RowsTogetherOptions<Row, Reply>,
): Promise<RowResult<Row, Reply>[]> {
  const results = new Map<Row, RowResult<Row, Reply>>()
  for (let first = 0; first < rows.length; first += rowsInOne) {
    const some = rows.slice(first, first + rowsInOne)
    const { done, refused } = await togetherOrAlone(entrance, caller, some, options)
    for (const row of some) {
      const reply = done.get(row)
      const why = refused.get(row)
      if (reply !== undefined) results.set(row, { row, outcome: 'done', ...nothingWrong, reply })
      else if (why) results.set(row, refusedRow(row, why, options.unchangedBy ?? []))
    }
    const alone = some.filter((row) => !results.has(row))
    for (const result of await runRows(entrance, alone, options)) results.set(result.row, result)
  }
  return rows.flatMap((row) => results.get(row) ?? [])
}

const nothingWrong = { code: null, detail: null, errors: [] }

function refusedRow<Row>(
  row: Row,
  { code, message: detail, errors }: Refused,
  unchangedBy: readonly RefusalCode[],
): RowResult<Row, never> {
  const outcome = unchangedBy.includes(code) ? 'unchanged' : 'refused'
  return { row, outcome, code, detail, errors, reply: null }
}

async function togetherOrAlone<Row, Reply>(
  entrance: Entrance,
  caller: Caller,
  rows: readonly Row[],
  options: RowsTogetherOptions<Row, Reply>,
): Promise<Together<Row, Reply>> {
  try {
    return await inOneTransaction(entrance, caller, rows, options)
  } catch (error) {
    // Done alone, the row that it was about tells why, and the others stand.
    entrance.platen.log.warn({ err: error, operation: options.operation.join('.') }, 'rows are done alone')
    return { done: new Map(), refused: new Map() }
  }
}

async function inOneTransaction<Row, Reply>(
  { platen, door, idempotencyKey, dryRun = false }: Entrance,
  caller: Caller,
  rows: readonly Row[],
  { operation, id, input, together }: RowsTogetherOptions<Row, Reply>,
): Promise<Together<Row, Reply>> {
  const name = operation.join('.')
  const claimed: [Row, Claim][] = []
  const claimOf = (row: Row): Claim | undefined => {
    const key = dryRun ? undefined : keyOfRow(idempotencyKey, id(row))
    if (key === undefined) return undefined
    return { operation: name, key, userId: caller.userId, bodyHash: hashBody(input(row)) }
  }
  return inCompany(platen.pool, companyOf(caller), { books: 'post', keep: !dryRun }, async (tx) => {
    const audit = new AuditTrail(name, caller, door)
    const running: Running = { tx, caller, dryRun, audit, today: platen.clock.today(tx.company.timeZone) }
    const claims = new Map(rows.map((row) => [row, claimOf(row)]))
    const claimsOf = (some: readonly Row[]) => some.flatMap((row) => claims.get(row) ?? [])
    const outcomes = await together(running, rows, {
      unused: async (asked) => {
        const used = await usedKeys(tx, claimsOf(asked))
        return asked.filter((row) => !used.has(claims.get(row)?.key ?? ''))
      },
      claim: async (ready) => {
        const free = await claimKeys(tx, claimsOf(ready))
        return ready.filter((row) => {
          const claim = claims.get(row)
          if (!claim) return true
          if (!free.has(claim.key)) return false
          claimed.push([row, claim])
          return true
        })
      },
    })
    if (outcomes.done.size === 0) audit.nothingChanged()
    audit.write(tx)
    const replies = claimed.map(([row, claim]) => ({ claim, reply: outcomes.done.get(row) }))
    if (replies.some(({ reply }) => reply === undefined)) throw new Error('A claimed row was not done')
    keepReplies(tx, replies)
    return outcomes
  })
}
