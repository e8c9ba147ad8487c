import { call } from '@orpc/server'
import type { Statement } from '../../contract/statements.ts'
import { implementingBatch } from '../../server/batch.ts'
import { lockFreeCustomers } from '../customers/customer-locks.sql.ts'
import { createStatement } from './create-statement.ts'
import { issueStatements, judgeStatements } from './issue-statements.ts'
import { requirePastPeriod } from './statement.ts'
import { type Candidate, readCandidates } from './statements.sql.ts'

/** What a run tells of a statement. */
type Told = Pick<Statement, 'id' | 'closingBalance'>

/**
 * Statements of one period for many customers, by the same rules as a single one. Some customers at a time are one
 * transaction, each with a lock, an idempotency key and an outcome of its own; whom somebody else holds is done alone
 * afterwards. A customer who has a statement of the period keeps it.
 */
export const runStatements = implementingBatch.statements.run.handler(async ({ input, context }) => {
  const { periodStart, periodEnd, customers } = input
  const candidates = await context.read((tx, today) => {
    requirePastPeriod(input, today)
    return readCandidates(tx, input, customers === 'with-balance' ? null : [...new Set(customers)])
  })
  const asked = ({ customerId }: Candidate) => ({ customerId, periodStart, periodEnd, supersede: false })
  const results = await context.rowsTogether<Candidate, Told>(candidates, {
    operation: ['statements', 'create'],
    id: ({ customerId }) => customerId,
    input: asked,
    unchangedBy: ['statement_exists'],
    run: (row, options) => call(createStatement, asked(row), options),
    async together(running, rows, keys) {
      requirePastPeriod(input, running.today)
      const byId = new Map(rows.map((row) => [row.customerId, row]))
      const rowOf = (id: string) => byId.get(id) as Candidate
      const locked = await lockFreeCustomers(running.tx, [...byId.keys()])
      const fresh = new Set(await keys.unused(locked.map(({ id }) => rowOf(id))))
      const customers = locked.filter(({ id }) => fresh.has(rowOf(id)))
      const { issuable, refused } = await judgeStatements(running.tx, customers, {
        ...{ periodStart, periodEnd, supersede: false },
      })
      const claimed = new Set(await keys.claim(issuable.map(({ customer }) => rowOf(customer.id))))
      const ready = issuable.filter(({ customer }) => claimed.has(rowOf(customer.id)))
      const issued = await issueStatements(running, ready, input, context.platen.clock.now())
      return {
        refused: new Map([...refused].map(([id, why]) => [rowOf(id), why])),
        done: new Map(
          issued.map(({ customerId, content: { statementId: id, closingBalance } }) => [
            rowOf(customerId),
            { id, closingBalance },
          ]),
        ),
      }
    },
  })
  return {
    results: results.map(({ row, reply, ...outcome }) => ({
      customerId: row.customerId,
      customerNumber: row.customerNumber,
      customerName: row.customerName,
      ...outcome,
      statementId: reply?.id ?? row.standing?.id ?? null,
      closingBalance: reply?.closingBalance ?? row.standing?.closingBalance ?? null,
    })),
  }
})
