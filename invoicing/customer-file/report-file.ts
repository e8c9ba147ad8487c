import type { CustomerImportRow } from '../../contract/customer-import.ts'
import { byteOrderMark, csvLine } from './csv-line.ts'
import { escapeFormula } from './formula.ts'

const reported = [
  'line',
  'row',
  'label',
  'customerNumber',
  'outcome',
  'changes',
  'code',
  'field',
  'reason',
] as const satisfies (keyof CustomerImportRow)[]

/** How each line of a file came out, as a CSV file; what a spreadsheet would run as a formula is escaped. */
export function reportFile(rows: readonly CustomerImportRow[]): string {
  const cellOf = (row: CustomerImportRow, field: (typeof reported)[number]) =>
    field === 'changes' ? row.changes.join(' ') : String(row[field] ?? '')
  const lines = rows.map((row) => reported.map((field) => escapeFormula(cellOf(row, field))))
  return byteOrderMark + [[...reported], ...lines].map(csvLine).join('')
}
