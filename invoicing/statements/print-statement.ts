import { implementingFile } from '../../server/reading.ts'
import { wholeStatement } from './show-statement.ts'
import { statementFileName } from './statement-csv.ts'
import { statementPaper } from './statement-paper.ts'

/** A statement as a PDF, from the text that was kept when it was issued; no transaction is open while it is printed. */
export const printStatement = implementingFile.statements.pdf.handler(async ({ input, context }) => {
  const statement = await context.read((tx) => wholeStatement(tx, input.customerId, input.statementId))
  const bytes = await context.platen.printer.print(statementPaper(statement))
  return new File([bytes], statementFileName(statement, 'pdf'), { type: 'application/pdf' })
})
