import { Refused } from '../../contract/refusals.ts'
import type { Transaction } from '../../database/transaction.ts'
import type { RowResult } from '../../server/batch-rows.ts'
import { requireWithinLimit } from '../credit/credit-limit.ts'
import { readCreditPositions } from '../credit/credit-limits.sql.ts'
import { addCents, type Cents, centsOf } from '../money/money.ts'
import type { BatchRow } from './invoice-list.sql.ts'

type Result<Reply> = RowResult<BatchRow, Reply>

/**
 * What a dry run tells of invoices that would be sent one after the other. Each was tried alone, where together they may use
 * up a limit: an invoice is held against it with those before it counted in.
 */
export async function limitTogether<Reply>(
  tx: Transaction,
  results: readonly Result<Reply>[],
): Promise<Result<Reply>[]> {
  const sent = results.filter(({ outcome }) => outcome === 'done')
  const customerIds = sent.flatMap(({ row }) => row.standing?.customerId ?? [])
  const positions = await readCreditPositions(tx, [...new Set(customerIds)])
  const sentCents = new Map<string, Cents>()
  return results.map((result) => {
    const { standing } = result.row
    const position = standing && positions.get(standing.customerId)
    if (result.outcome !== 'done' || !position) return result
    const beforeCents = sentCents.get(standing.customerId) ?? 0
    const totalCents = centsOf(standing.total)
    const refused = beforeCents === 0 ? null : overLimit(standing, position, beforeCents, totalCents)
    if (refused)
      return { ...result, outcome: 'refused', code: refused.code, detail: refused.message, reply: null }
    sentCents.set(standing.customerId, addCents(beforeCents, totalCents))
    return result
  })
}

/** The refusal that a single invoice would meet after those before it; null when it fits. */
function overLimit(
  { customerName: name, currency }: NonNullable<BatchRow['standing']>,
  { limitCents, balanceCents }: Parameters<typeof requireWithinLimit>[1],
  beforeCents: Cents,
  totalCents: Cents,
): Refused | null {
  try {
    const position = { limitCents, balanceCents: addCents(balanceCents, beforeCents) }
    requireWithinLimit({ name, currency }, position, totalCents, undefined, false)
    return null
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}
