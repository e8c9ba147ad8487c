import { inCompany } from '../../database/transaction.ts'
import type { Platen } from '../../server/platen.ts'
import { foldWaiting } from './rollups.sql.ts'

/** Folds what changed in a company's rollups into their sums; what the sums say stays as it is. */
export function foldRollups(platen: Pick<Platen, 'pool'>, companyId: string): Promise<void> {
  return inCompany(platen.pool, companyId, { books: 'post' }, foldWaiting)
}
