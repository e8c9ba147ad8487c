import type { Pool } from 'pg'
import { inCompany } from '../../database/transaction.ts'
import type { Clock } from '../../server/clock.ts'
import { brokenBy, invariants } from './invariants.sql.ts'
import { readBrokenSeals } from './sealed-content.sql.ts'

/** An invariant that does not hold, and what breaks it. */
export interface BrokenInvariant {
  id: string
  says: string
  brokenIds: string[]
}

const sealInvariant = {
  id: 'INV-4',
  says: 'the content of an issued invoice is what its checksum sealed',
}

/** Re-derives a company's balances, statuses and numbers from its entries, reading only; empty when all holds. */
export async function verifyCompany(pool: Pool, clock: Clock, companyId: string): Promise<BrokenInvariant[]> {
  return inCompany(pool, companyId, { books: 'read' }, async (tx) => {
    const today = clock.today(tx.company.timeZone)
    const broken: BrokenInvariant[] = []
    for (const invariant of invariants) {
      const brokenIds = await brokenBy(tx, invariant, today)
      if (brokenIds.length > 0) broken.push({ id: invariant.id, says: invariant.says, brokenIds })
    }
    const brokenIds = await readBrokenSeals(tx, today)
    if (brokenIds.length > 0) broken.push({ ...sealInvariant, brokenIds })
    return broken
  })
}
