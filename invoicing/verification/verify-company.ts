import type { Pool } from 'pg'
import type { NotedHead } from '../../contract/audit.ts'
import type { BrokenPromise } from '../../contract/verification.ts'
import { inCompany, inNoCompany, type Transaction } from '../../database/transaction.ts'
import type { Clock } from '../../server/clock.ts'
import { headInvariant } from './audit-invariants.sql.ts'
import { brokenInDatabase, databaseInvariants } from './database-invariants.sql.ts'
import type { Line } from './invariant.sql.ts'
import { brokenBy, brokenIn, invariants, looks, lookThroughMuch } from './invariants.sql.ts'
import { readBrokenReferences } from './references.sql.ts'
import { readBrokenSeals } from './sealed-content.sql.ts'

/** Some lines, and how they are looked into: what is broken, by line. */
interface Check {
  lines: readonly Line[]
  find(tx: Transaction, today: string): Promise<ReadonlyMap<string, string[]>>
}

const sealLine = { id: 'INV-4', says: 'the content of an issued invoice is what its checksum sealed' }
const referenceLine = {
  id: 'TEN-1',
  says: 'whatever a row refers to is there, and is of the same company and customer',
}

/** The long ones first, so that none of them is left for the end. */
function checksFor(heads: readonly NotedHead[]): Check[] {
  const alone = [...invariants, headInvariant(heads)].map((line) =>
    checkOf(line, (tx, today) => brokenBy(tx, line, today)),
  )
  return [
    checkOf(sealLine, readBrokenSeals),
    checkOf(referenceLine, readBrokenReferences),
    ...looks.map((look) => ({
      lines: look.lines,
      find: (tx: Transaction, today: string) => brokenIn(tx, look, today),
    })),
    ...alone,
  ]
}

function checkOf(line: Line, find: (tx: Transaction, today: string) => Promise<string[]>): Check {
  return { lines: [line], find: async (tx, today) => new Map([[line.id, await find(tx, today)]]) }
}

export const databaseLines = databaseInvariants.length

/** Every line of `platen verify`: those about a company's rows, then those about the database. */
export function allLines(): Line[] {
  return [...checksFor([]).flatMap(({ lines }) => lines), ...databaseInvariants]
}

const lookedAtOnce = 2

/**
 * Re-derives a company's balances, statuses and numbers from its entries, reading only; empty when all holds. The heads
 * of the audit log are those that were noted outside the database. Two connections look at a time, each line at one
 * snapshot; `tell` is told how many lines were looked into so far.
 */
export async function verifyCompany(
  pool: Pool,
  clock: Clock,
  companyId: string,
  heads: readonly NotedHead[] = [],
  tell: (checked: number) => Promise<void> = async () => undefined,
): Promise<BrokenPromise[]> {
  const checks = checksFor(heads)
  const found = new Map<string, string[]>()
  const waiting = [...checks]
  let checked = 0
  const look = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const { find, lines } = check
      const broken = await inCompany(pool, companyId, { books: 'read' }, async (tx) => {
        await lookThroughMuch(tx)
        return find(tx, clock.today(tx.company.timeZone))
      })
      for (const [line, ids] of broken) found.set(line, ids)
      checked += lines.length
      await tell(checked)
    }
  }
  const looks = await Promise.allSettled(Array.from({ length: lookedAtOnce }, look))
  for (const one of looks) if (one.status === 'rejected') throw one.reason
  return checks.flatMap(({ lines }) => lines.flatMap((line) => brokenOf(line, found.get(line.id))))
}

/** What must hold of the database itself, for all companies alike: its security, its guards. */
export function verifyDatabase(pool: Pool): Promise<BrokenPromise[]> {
  return inNoCompany(pool, async ({ db }) => {
    const broken: BrokenPromise[] = []
    for (const invariant of databaseInvariants)
      broken.push(...brokenOf(invariant, await brokenInDatabase(db, invariant)))
    return broken
  })
}

function brokenOf({ id, says }: Line, brokenIds: string[] = []): BrokenPromise[] {
  return brokenIds.length > 0 ? [{ id, says, brokenIds }] : []
}
