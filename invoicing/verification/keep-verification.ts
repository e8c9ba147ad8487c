import type { Door } from '../../contract/audit.ts'
import type { BrokenPromise, VerificationRun } from '../../contract/verification.ts'
import { inCompany } from '../../database/transaction.ts'
import { systemCaller } from '../../server/caller.ts'
import type { Platen } from '../../server/platen.ts'
import { claimEffect, hasHappened } from '../effects/effects.sql.ts'
import { advanceRun, finishRun, insertRun, readRun } from './verification-runs.sql.ts'
import { allLines, databaseLines, verifyCompany, verifyDatabase } from './verify-company.ts'

/** How often those who wait are told how far it is. */
const toldEveryMs = 250

/** Begins a run that nobody asked for on a screen: of the night, or of the command line. */
export async function beginVerification(
  platen: Platen,
  companyId: string,
  by: { door: Door; name: string },
): Promise<VerificationRun> {
  const { userId: byUserId } = await systemCaller(platen, by.name, companyId)
  return inCompany(platen.pool, companyId, { books: 'post' }, (tx) =>
    insertRun(tx, { door: by.door, byUserId, lines: allLines().length }),
  )
}

/**
 * Verifies a company's books and keeps what was found under a run that was begun; what is broken in the database itself
 * may have been found before. A run that cannot be finished keeps why, and the error is thrown.
 */
export async function keepVerification(
  platen: Platen,
  companyId: string,
  runId: string,
  foundBefore?: readonly BrokenPromise[],
): Promise<BrokenPromise[]> {
  const { pool, clock } = platen
  const startedAt = performance.now()
  const finish = (broken: readonly BrokenPromise[], failure: string | null) =>
    inCompany(pool, companyId, { books: 'post' }, (tx) =>
      finishRun(tx, runId, { broken, failure, tookMs: Math.round(performance.now() - startedAt) }),
    )
  let toldAt = startedAt
  const tell = async (checked: number) => {
    if (performance.now() - toldAt < toldEveryMs) return
    toldAt = performance.now()
    await inCompany(pool, companyId, { books: 'post' }, (tx) =>
      advanceRun(tx, runId, databaseLines + checked),
    )
  }
  try {
    const heads = await platen.auditHeads.noted(companyId)
    const ofDatabase = foundBefore ?? (await verifyDatabase(pool))
    const broken = [...ofDatabase, ...(await verifyCompany(pool, clock, companyId, heads, tell))]
    await finish(broken, null)
    return broken
  } catch (error) {
    await finish([], error instanceof Error ? error.message : String(error))
    throw error
  }
}

/** Does a run that somebody asked for; one that ended is left alone, because a job may come twice. */
export async function doVerification(platen: Platen, companyId: string, runId: string): Promise<void> {
  const run = await inCompany(platen.pool, companyId, { books: 'read' }, (tx) => readRun(tx, runId))
  if (!run || run.finishedAt) return
  await keptOrThrown(platen, companyId, runId)
}

/** Verifies a company's books once in each of its nights. */
export async function verifyNightly(platen: Platen, companyId: string): Promise<void> {
  const effect = await inCompany(platen.pool, companyId, { books: 'read' }, async (tx) => {
    const key = `verification ${platen.clock.today(tx.company.timeZone)}`
    return (await hasHappened(tx, key)) ? null : key
  })
  if (effect === null) return
  const run = await beginVerification(platen, companyId, { door: 'worker', name: 'Platen' })
  await keptOrThrown(platen, companyId, run.id)
  await inCompany(platen.pool, companyId, { books: 'post' }, (tx) => claimEffect(tx, effect))
}

/** What could not be verified and is kept as such is not tried again by itself: whoever looks at it decides. */
async function keptOrThrown(platen: Platen, companyId: string, runId: string): Promise<void> {
  try {
    const broken = await keepVerification(platen, companyId, runId)
    const lines = broken.map(({ id }) => id)
    if (lines.length > 0) platen.log.error({ companyId, lines }, 'the books do not hold')
  } catch (error) {
    const run = await inCompany(platen.pool, companyId, { books: 'read' }, (tx) => readRun(tx, runId))
    if (!run?.finishedAt) throw error
    platen.log.error({ err: error, companyId }, 'the books could not be verified')
  }
}
