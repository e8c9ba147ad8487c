import { call } from '@orpc/server'
import { implementingBatch } from '../../server/batch.ts'
import { createStatement } from './create-statement.ts'
import { requirePastPeriod } from './statement.ts'
import { readCandidates } from './statements.sql.ts'

/**
 * Statements of one period for many customers, each by the same operation as a single one and in a transaction of its
 * own. A customer who has a statement of the period keeps it.
 */
export const runStatements = implementingBatch.statements.run.handler(async ({ input, context }) => {
  const { periodStart, periodEnd, customers } = input
  const candidates = await context.read((tx, today) => {
    requirePastPeriod(input, today)
    return readCandidates(tx, input, customers === 'with-balance' ? null : [...new Set(customers)])
  })
  const results = await context.rows(candidates, {
    operation: ['statements', 'create'],
    id: ({ customerId }) => customerId,
    unchangedBy: ['statement_exists'],
    run: ({ customerId }, row) =>
      call(createStatement, { customerId, periodStart, periodEnd, supersede: false }, row),
  })
  return {
    results: results.map(({ row, reply, ...outcome }) => ({
      customerId: row.customerId,
      ...outcome,
      statementId: reply?.id ?? row.standing?.id ?? null,
      closingBalance: reply?.closingBalance ?? row.standing?.closingBalance ?? null,
    })),
  }
})
