import { call } from '@orpc/server'
import { implementingBatch } from '../../server/batch.ts'
import { outcomeOf } from '../invoices/batch-of-invoices.ts'
import { readBatchRows } from '../invoices/invoice-list.sql.ts'
import { markPaid } from './mark-paid.ts'

/** Records one real payment of what remains on each of many invoices (C: N8, MISSION 5). A paid one stays as it is. */
export const markManyPaid = implementingBatch.invoices.markManyPaid.handler(async ({ input, context }) => {
  const { invoiceIds, ...receipt } = input
  const rows = await context.read((tx) => readBatchRows(tx, [...new Set(invoiceIds)]))
  const results = await context.rows(rows, {
    operation: ['invoices', 'markPaid'],
    id: ({ id }) => id,
    unchangedBy: ['invoice_paid'],
    run: ({ id }, row) => call(markPaid, { invoiceId: id, ...receipt }, row),
  })
  // What remains is read before the rows run. A repeated batch finds nothing left, and its answer is the first one's: so
  // only a dry run tells the amount of a row that is done.
  const told = results.map((result) => outcomeOf(result, 'balanceDue'))
  return {
    results: context.dryRun
      ? told
      : told.map((row) => (row.outcome === 'done' ? { ...row, amount: null } : row)),
  }
})
