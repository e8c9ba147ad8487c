import { implementing } from '../../server/operation.ts'
import { customerNotFound } from '../customers/customer-row.ts'
import { readStatements } from './statements.sql.ts'

/** The statements of a customer, the newest period first; superseded ones only when asked for. */
export const listStatements = implementing.statements.list.handler(async ({ input, context: { tx } }) => {
  const data = await readStatements(tx, input.customerId, input.includeArchived === 'true')
  if (data === null) throw customerNotFound()
  return { data }
})
