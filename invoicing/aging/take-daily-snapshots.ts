import { inCompany } from '../../database/transaction.ts'
import type { Platen } from '../../server/platen.ts'
import { lockCustomersWithBalance } from '../customers/customer-locks.sql.ts'
import { claimEffect, hasHappened } from '../effects/effects.sql.ts'
import { readAging } from './aging.sql.ts'
import { insertSnapshots } from './aging-snapshots.sql.ts'

/** Customers locked at a time, so that the clerks never wait long. */
const customersAtATime = 200

/**
 * Keeps the aging of every customer with a balance as the company's day begins, once a day however often it is asked.
 * Cut off half-way, it goes on where it was: a customer has one such aging a day. Gives how many were kept.
 */
export async function takeDailySnapshots(platen: Platen, companyId: string): Promise<number> {
  const effectOf = (day: string) => `aging snapshots ${day}`
  let kept = 0
  let after: string | null = null
  for (;;) {
    const last = after
    const step: { kept: number; after: string | null } = await inCompany(
      platen.pool,
      companyId,
      { books: 'post' },
      async (tx) => {
        const today = platen.clock.today(tx.company.timeZone)
        if (await hasHappened(tx, effectOf(today))) return { kept: 0, after: null }
        const customerIds = await lockCustomersWithBalance(tx, last, customersAtATime)
        if (customerIds.length === 0) {
          await claimEffect(tx, effectOf(today))
          return { kept: 0, after: null }
        }
        const agings = await readAging(tx, today, { customerIds })
        const inserted = await insertSnapshots(
          tx,
          agings.map(({ customerId, currency, openInvoiceCount, ...aging }) => ({
            customerId,
            currency,
            openInvoiceCount,
            aging,
          })),
          { snapshotDate: today, generatedVia: 'scheduled', byUserId: null },
        )
        return { kept: inserted.length, after: customerIds.at(-1) ?? null }
      },
    )
    kept += step.kept
    after = step.after
    if (after === null) return kept
  }
}
