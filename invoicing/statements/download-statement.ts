import { implementing } from '../../server/operation.ts'
import { wholeStatement } from './show-statement.ts'
import { statementCsv, statementFileName } from './statement-csv.ts'

/** A statement as a CSV file, from the text that was kept when it was issued. */
export const downloadStatementCsv = implementing.statements.csv.handler(
  async ({ input, context: { tx } }) => {
    const statement = await wholeStatement(tx, input.customerId, input.statementId)
    return new File([statementCsv(statement)], statementFileName(statement, 'csv'), {
      type: 'text/csv; charset=utf-8',
    })
  },
)
