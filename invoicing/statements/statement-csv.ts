import { stringify } from 'csv-stringify/sync'
import { type Statement, statementLineLabels } from '../../contract/statements.ts'
import { centsOf, moneyText } from '../money/money.ts'

const columns = ['date', 'documentDate', 'kind', 'reference', 'invoiced', 'paid', 'creditNotes', 'balance']

/** What of a statement stands in its file. */
type Told = Pick<
  Statement,
  | 'currency'
  | 'periodStart'
  | 'periodEnd'
  | 'openingBalance'
  | 'lines'
  | 'totalInvoiced'
  | 'totalPaid'
  | 'totalCreditNotes'
  | 'closingBalance'
>

/**
 * A statement as CSV: an opening line, its lines, a closing line. What a spreadsheet would run as a formula is escaped;
 * amounts are numbers and stay as they are.
 */
export function statementCsv(statement: Told): string {
  const { currency } = statement
  const rows = [
    [statement.periodStart, '', 'Opening balance', '', '', '', '', centsOf(statement.openingBalance)],
    ...statement.lines.map((line) => [
      line.date,
      line.documentDate,
      statementLineLabels[line.kind],
      line.reference ?? '',
      ...[line.invoiced, line.paid, line.credited, line.balance].map(centsOf),
    ]),
    [
      statement.periodEnd,
      '',
      'Closing balance',
      '',
      ...[
        statement.totalInvoiced,
        statement.totalPaid,
        statement.totalCreditNotes,
        statement.closingBalance,
      ].map(centsOf),
    ],
  ]
  return stringify(rows, {
    header: true,
    columns,
    escape_formulas: true,
    cast: { number: (cents) => moneyText(cents, currency) },
    record_delimiter: 'windows',
  })
}

/** The name of the file that a statement is saved as. */
export function statementFileName(
  { customerNumber, periodStart, periodEnd }: Statement,
  ending: string,
): string {
  return `statement-${customerNumber}-${periodStart}-${periodEnd}.${ending}`
}
