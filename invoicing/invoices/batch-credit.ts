import type { Transaction } from '../../database/transaction.ts'
import type { RowResult } from '../../server/batch-rows.ts'
import { overLimit } from '../credit/credit-limit.ts'
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
  const customerIds = results.flatMap(({ row }) => row.standing?.customerId ?? [])
  const positions = await readCreditPositions(tx, [...new Set(customerIds)])
  const sentCents = new Map<string, Cents>()
  return results.map((result) => {
    const { standing } = result.row
    const position = standing && positions.get(standing.customerId)
    if (result.outcome !== 'done' || !position) return result
    const beforeCents = sentCents.get(standing.customerId) ?? 0
    const totalCents = centsOf(standing.total)
    const refused = overLimit(
      { name: standing.customerName, currency: standing.currency },
      { ...position, balanceCents: addCents(position.balanceCents, beforeCents) },
      totalCents,
    )
    if (refused)
      return { ...result, outcome: 'refused', code: refused.code, detail: refused.message, reply: null }
    sentCents.set(standing.customerId, addCents(beforeCents, totalCents))
    return result
  })
}
