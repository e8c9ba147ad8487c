import { inCompany, type Transaction } from '../../database/transaction.ts'
import type { Platen } from '../../server/platen.ts'
import { sealOf } from './audit-seal.ts'
import { insertSeals, lockChain, readHead, readUnsealed, sealedAtOnce } from './audit-seals.sql.ts'

/**
 * Seals a company's committed audit entries after an id, some hundreds at a time, in the order of their ids. One that is
 * committed later than a higher id gets a later position: the chain has no gaps, whatever the ids have. Gives how many;
 * null when another sealer is at work there, so that nothing is known about them.
 */
export async function sealEntries(
  platen: Pick<Platen, 'pool'>,
  companyId: string,
  afterEntryId: string,
): Promise<number | null> {
  let sealed = 0
  let after = afterEntryId
  for (;;) {
    const from = after
    const entryIds = await inCompany(platen.pool, companyId, { books: 'post' }, (tx) => sealSome(tx, from))
    if (entryIds === null) return null
    sealed += entryIds.length
    after = entryIds.at(-1) ?? after
    if (entryIds.length < sealedAtOnce) return sealed
  }
}

async function sealSome(tx: Transaction, afterEntryId: string): Promise<string[] | null> {
  if (!(await lockChain(tx))) return null
  const entries = await readUnsealed(tx, afterEntryId)
  if (entries.length === 0) return []
  let { position, hash } = await readHead(tx)
  const seals = entries.map(({ id, text }) => {
    position += 1
    hash = sealOf(hash, position, text)
    return { position, entryId: id, hash }
  })
  await insertSeals(tx, seals)
  return entries.map(({ id }) => id)
}
