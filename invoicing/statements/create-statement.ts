import type { Statement } from '../../contract/statements.ts'
import { implementing } from '../../server/operation.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { issueStatements, judgeStatements } from './issue-statements.ts'
import { requirePastPeriod } from './statement.ts'

/**
 * Issues the statement of a past period (B: CustomerStatement), with the aging as of its end. Its days are closed for the
 * customer from then on. The same period again archives the earlier statement, which stays readable as it was.
 */
export const createStatement = implementing.statements.create.handler(
  async ({ input, context }): Promise<Statement> => {
    const { tx, today, caller, platen } = context
    requirePastPeriod(input, today)
    const customer = await lockCustomer(tx, input.customerId)
    const { issuable, refused } = await judgeStatements(tx, [customer], input)
    const why = refused.get(customer.id)
    if (why) throw why
    const [issued] = await issueStatements(context, issuable, input, platen.clock.now())
    if (!issued) throw new Error('A statement that could be issued was not')
    const { format, statementId: id, ...shown } = issued.content
    return {
      ...shown,
      id,
      customerId: customer.id,
      generatedBy: caller.name,
      checksum: issued.checksum,
      archivedAt: null,
      content: issued.text,
    }
  },
)
