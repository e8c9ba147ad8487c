import { implementing } from '../../server/operation.ts'
import { countUnsealed, readHead } from './audit-seals.sql.ts'

/** The last seal of the audit log, for whoever wants to note it down, and what was noted down last. */
export const showAuditHead = implementing.audit.head.handler(async ({ context: { platen, tx } }) => {
  const { position, hash, sealedAt } = await readHead(tx)
  const noted = (await platen.auditHeads.noted(tx.company.companyId)).at(-1)
  return {
    position,
    hash,
    sealedAt: sealedAt?.toISOString() ?? null,
    waiting: await countUnsealed(tx),
    lastNoted: noted ? { day: noted.day, position: noted.position } : null,
  }
})
