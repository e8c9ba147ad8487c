import { Refused } from '../../contract/refusals.ts'
import type { Statement } from '../../contract/statements.ts'
import type { Transaction } from '../../database/transaction.ts'
import { implementing } from '../../server/operation.ts'
import { readContent } from './statement-content.ts'
import { readStatement } from './statements.sql.ts'

/** One statement, live or archived, as it was issued. */
export const showStatement = implementing.statements.show.handler(({ input, context: { tx } }) =>
  wholeStatement(tx, input.customerId, input.statementId),
)

/** A statement with its lines as the kept text tells them; an unknown one is refused. */
export async function wholeStatement(
  tx: Transaction,
  customerId: string,
  statementId: string,
): Promise<Statement> {
  const kept = await readStatement(tx, customerId, statementId)
  if (!kept) throw new Refused('not_found', 'The customer has no statement with this id.')
  const { issuer, customerNumber, customerName, address, issuedOn, previous, lines } = readContent(kept.text)
  return {
    ...kept.summary,
    issuer,
    customerNumber,
    customerName,
    address,
    issuedOn,
    previous,
    lines,
    content: kept.text,
  }
}
