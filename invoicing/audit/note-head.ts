import { inCompany } from '../../database/transaction.ts'
import type { Platen } from '../../server/platen.ts'
import { readHead } from './audit-seals.sql.ts'
import { sealEntries } from './seal-entries.ts'

/**
 * Notes the head of a company's audit log down outside the database, once a day. From then on nobody can rewrite what
 * stands before it, not even the whole chain, without verify seeing it.
 */
export async function noteHead(
  platen: Pick<Platen, 'pool' | 'clock' | 'auditHeads'>,
  companyId: string,
): Promise<boolean> {
  await sealEntries(platen, companyId, '0')
  const { head, day } = await inCompany(platen.pool, companyId, { books: 'read' }, async (tx) => ({
    head: await readHead(tx),
    day: platen.clock.today(tx.company.timeZone),
  }))
  const last = (await platen.auditHeads.noted(companyId)).at(-1)
  if (head.position === 0 || last?.day === day) return false
  const { position, hash } = head
  await platen.auditHeads.note(companyId, { day, position, hash, notedAt: platen.clock.now().toISOString() })
  return true
}
