import { inCompany } from '../../database/transaction.ts'
import type { Platen } from '../../server/platen.ts'
import { lockStaleMirrors, syncCreditMirror } from './credit-limits.sql.ts'

/**
 * Lets the mirror columns of a company's customers follow the limits that began or ended by the clock (B: the latest
 * approved row). The customers are locked first, so that a limit that is set at the same moment is seen. Gives how many
 * rows were written.
 */
export function followLimits(platen: Pick<Platen, 'pool'>, companyId: string): Promise<number> {
  return inCompany(platen.pool, companyId, { books: 'post' }, async (tx) =>
    (await lockStaleMirrors(tx)) > 0 ? syncCreditMirror(tx, null) : 0,
  )
}
