import type { InvoiceOutcome } from '../../contract/invoice-batches.ts'
import type { RowResult } from '../../server/batch-rows.ts'
import { moneyFromDatabase } from '../money/money.ts'
import type { BatchRow } from './invoice-list.sql.ts'

/** What a batch tells of an invoice: what it is about, how it came out, and why. An id that is not known has no name. */
export function outcomeOf(
  { row: { id, standing }, outcome, code, detail }: RowResult<BatchRow, unknown>,
  amount: 'total' | 'balanceDue',
): InvoiceOutcome {
  return {
    invoiceId: id,
    invoiceNumber: standing?.invoiceNumber ?? null,
    customerName: standing?.customerName ?? null,
    currency: standing?.currency ?? null,
    amount: standing ? moneyFromDatabase(standing[amount], standing.currency) : null,
    outcome,
    code,
    detail,
  }
}
