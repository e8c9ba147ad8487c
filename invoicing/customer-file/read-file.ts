import { CsvError, parse } from 'csv-parse/sync'
import { type ImportedRowKind, importedRowKinds } from '../../contract/customer-import.ts'
import { type RefusalCode, Refused } from '../../contract/refusals.ts'
import { type CellReading, readCell } from './cells.ts'
import { type Column, readHeader } from './columns.ts'
import { byCustomer, type CustomerRows, type FileRow, markDoubles, type RowProblem } from './file-rows.ts'

export interface CustomerFile {
  /** As the first line has them, to be sent on. */
  header: readonly string[]
  customers: CustomerRows[]
}

/**
 * Reads a file of customers. What is wrong with a row stands at the row; a file that cannot be read at all is refused.
 * Commas, semicolons or tabs may stand between the cells.
 */
export function readCustomerFile(text: string): CustomerFile {
  const [first, ...records] = recordsOf(text)
  if (!first)
    throw unreadable('malformed', 'The file is empty: it needs a line of columns and customers below it.')
  const header = withoutTrailingBlanks(first.cells)
  const columns = readHeader(header)
  if (typeof columns === 'string') throw unreadable('invalid_input', `In the first line ${columns}`)
  if (records.length === 0)
    throw unreadable('invalid_input', 'The file has a line of columns and no customer below it.')
  const rows = records.map((record) => readRow(record, columns))
  requireKeys(rows, columns)
  const customers = byCustomer(rows)
  markDoubles(customers)
  return { header, customers }
}

interface TextRecord {
  line: number
  cells: readonly string[]
}

function recordsOf(text: string): TextRecord[] {
  // One kind of line break, because those inside of quotes are counted too.
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const records: TextRecord[] = []
  try {
    parse(plain, {
      ...{ delimiter: delimiterOf(plain), record_delimiter: '\n' },
      ...{ relax_column_count: true, skip_empty_lines: true },
      on_record: (cells: string[], { lines }) => {
        const isEmpty = cells.every((cell) => cell.trim() === '')
        if (!isEmpty) records.push({ cells, line: lines - breaksIn(cells) })
        return null
      },
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw unreadable(
      'malformed',
      `The file is no CSV from line ${Number(error.lines)} on: ${error.message}. Mend the line and send the file again.`,
    )
  }
  return records
}

function breaksIn(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
}

/** What stands most often between the words of the first line. */
function delimiterOf(text: string): string {
  const first = text.slice(0, text.search(/\n|$/)).replace(/"[^"]*"/g, '')
  const count = (sign: string) => first.split(sign).length
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

function withoutTrailingBlanks(cells: readonly string[]): readonly string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== '') + 1)
}

function readRow({ line, cells }: TextRecord, columns: readonly Column[]): FileRow {
  const kind = kindOf(cells, columns)
  if (!kind) {
    const problem = invalid('row', `must be one of ${importedRowKinds.join(', ')}`)
    return { line, kind: 'customer', cells, values: {}, problem }
  }
  const readings = columns.map((column, index) => ({
    column,
    reading: readingOf(column, cells[index] ?? '', kind),
  }))
  const values = Object.fromEntries(
    readings.flatMap(({ column: { name }, reading }) =>
      reading && 'value' in reading && name !== 'row' ? [[name, reading.value]] : [],
    ),
  )
  return { line, kind, cells, values, problem: problemOf(cells, readings) }
}

/** Null where an empty cell leaves what stands. */
type Reading = CellReading | null

function problemOf(
  cells: readonly string[],
  readings: readonly { column: Column; reading: Reading }[],
): RowProblem | null {
  const wanted = readings.length
  if (cells.length < wanted || withoutTrailingBlanks(cells).length > wanted)
    return invalid(null, `the line has ${cells.length} columns, and the first line has ${wanted}`)
  for (const { column, reading } of readings) {
    if (reading && 'problem' in reading) return invalid(column.name, reading.problem)
  }
  return null
}

function readingOf(column: Column, cell: string, kind: ImportedRowKind): Reading {
  const whenEmpty = column.of[kind]
  // Spaces alone are text in notes, and nothing elsewhere.
  const isEmpty = column.name === 'notes' ? cell === '' : cell.trim() === ''
  if (!isEmpty && !whenEmpty) return { problem: `must be empty in a row of kind ${kind}` }
  if (!isEmpty) return readCell(column, cell)
  if (whenEmpty === 'lacks') return { problem: 'must not be empty' }
  return whenEmpty === 'empties' ? { value: null } : null
}

/** A row that does not say what it is tells of a customer. */
function kindOf(cells: readonly string[], columns: readonly Column[]): ImportedRowKind | undefined {
  const word = cells[columns.findIndex(({ name }) => name === 'row')]?.trim().toLowerCase()
  return word ? importedRowKinds.find((kind) => kind === word) : 'customer'
}

/** Columns by which contacts and addresses are known again. */
const keys: Readonly<Partial<Record<ImportedRowKind, readonly string[]>>> = {
  contact: ['email'],
  address: ['type', 'label'],
}

function requireKeys(rows: readonly FileRow[], columns: readonly Column[]): void {
  for (const kind of importedRowKinds) {
    const missing = keys[kind]?.find((key) => !columns.some(({ name }) => name === key))
    const row = rows.find((one) => one.kind === kind)
    if (!missing || !row) continue
    throw unreadable(
      'invalid_input',
      `Line ${row.line} tells of a row of kind ${kind}, and the column ${missing} is missing.`,
    )
  }
}

function invalid(field: string | null, reason: string): RowProblem {
  return { code: 'invalid_input', field, reason }
}

function unreadable(code: RefusalCode, reason: string): Refused {
  return new Refused(code, reason, [{ path: 'csv', message: reason }])
}
