import type { BrokenPromise } from '../contract/verification.ts'
import { connect } from '../database/connect.ts'
import { sealEntries } from '../invoicing/audit/seal-entries.ts'
import { followLimits } from '../invoicing/credit/follow-limits.ts'
import { verifyCompany } from '../invoicing/verification/verify-company.ts'
import type { AuditHeads } from '../server/audit-heads.ts'
import type { Clock } from '../server/clock.ts'

/** An invariant that does not hold, and in whose books. */
export type BrokenInCompany = BrokenPromise & { company: string }

/**
 * Verifies the books of every company in a database that nobody uses yet. What the clock did while they lay in a file is
 * caught up first, as a worker does it within its first minute: entries are sealed, limits that began or ended followed.
 */
export async function judgeRestored(
  appUrl: string,
  {
    clock,
    auditHeads,
    onProgress,
  }: { clock: Clock; auditHeads: AuditHeads; onProgress: (line: string) => void },
): Promise<BrokenInCompany[]> {
  const pool = connect(appUrl, { maximum: 2, name: 'platen restore' })
  try {
    const { rows } = await pool.query<{ id: string; slug: string }>(
      'select id, slug from auth.companies_for_worker()',
    )
    const broken: BrokenInCompany[] = []
    for (const { id, slug } of rows) {
      onProgress(`Verifying: ${slug}`)
      await sealEntries({ pool }, id, '0')
      await followLimits({ pool }, id)
      const found = await verifyCompany(pool, clock, id, await auditHeads.noted(id))
      broken.push(...found.map((invariant) => ({ company: slug, ...invariant })))
    }
    return broken
  } finally {
    await pool.end()
  }
}
