import { call } from '@orpc/server'
import { implementingBatch } from '../../server/batch.ts'
import { limitTogether } from './batch-credit.ts'
import { outcomeOf } from './batch-of-invoices.ts'
import { readBatchRows } from './invoice-list.sql.ts'
import { sendInvoice } from './send-invoice.ts'

/** Issues many invoices (C: N7), each by the same operation as a single one. One that was sent before stays as it is. */
export const sendInvoices = implementingBatch.invoices.sendMany.handler(async ({ input, context }) => {
  const rows = await context.read((tx) => readBatchRows(tx, [...new Set(input.invoiceIds)]))
  const tried = await context.rows(rows, {
    operation: ['invoices', 'send'],
    id: ({ id }) => id,
    // Of one customer those before come first, as the dry run counts them.
    inTurnBy: ({ standing }) => standing?.customerId,
    run: ({ id }, row) => call(sendInvoice, { invoiceId: id }, row),
  })
  const results = context.dryRun ? await context.read((tx) => limitTogether(tx, tried)) : tried
  return {
    results: results.map((result) => {
      const { row, code } = result
      const issued = row.standing !== null && ['sent', 'partial', 'paid'].includes(row.standing.status)
      const unchanged = code === 'invoice_not_draft' && issued
      return outcomeOf(unchanged ? { ...result, outcome: 'unchanged' } : result, 'total')
    }),
  }
})
