import { createReadStream, existsSync } from 'node:fs'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { CsvError, parse } from 'csv-parse'
import type { ImportResult, ReceivableRow } from '../contract/import.ts'
import { Refused, refuseField } from '../contract/refusals.ts'
import {
  type ColumnMap,
  isDateFormat,
  readColumnMap,
  readRow,
} from '../invoicing/receivables-import/csv-row.ts'
import { router } from '../invoicing/router.ts'
import { entranceFor, withPlaten } from './open-platen.ts'
import { print, progress, say } from './print.ts'

interface ImportOptions {
  company: string
  columns: string
  dateFormat: string
  json?: boolean
  dryRun?: boolean
}

const batchRows = 250

/**
 * `platen import receivables`: reads a CSV file in batches, each a transaction of its own, so that what is done stays
 * done. Rows that cannot be read are refused with their line, the rest goes on. Exit code 1 when any row was refused.
 */
export async function importFile(file: string, options: ImportOptions): Promise<number> {
  if (!existsSync(file)) throw refuseField('invalid_input', 'FILE', `${file} is not there.`)
  if (!isDateFormat(options.dateFormat))
    throw refuseField('invalid_input', '--dateFormat', 'must name D, M and YYYY once each, such as M/D/YYYY')
  return withPlaten(async (platen) => {
    const entrance = await entranceFor(platen, options.company, options.dryRun ? { dryRun: true } : {})
    const client = createRouterClient(router, { context: entrance })
    const startedAt = Date.now()
    const result = await importRecords(client, file, options)
    progress('')
    if (options.json) print(result, true)
    else report(result, Date.now() - startedAt, options.dryRun ?? false)
    return result.refused > 0 ? 1 : 0
  })
}

async function importRecords(
  client: RouterClient<typeof router>,
  file: string,
  options: ImportOptions,
): Promise<ImportResult> {
  const { currency } = await client.company.show()
  const result: ImportResult = { created: 0, unchanged: 0, refused: 0, rows: [] }
  let batch: ReceivableRow[] = []
  const flush = async () => {
    if (batch.length === 0) return
    add(result, await client.import.receivables({ rows: batch }))
    batch = []
    progress(
      `${result.rows.length} rows: ${result.created} created, ${result.unchanged} unchanged, ${result.refused} refused`,
    )
  }
  try {
    for await (const { record, line, columns } of recordsOf(file, options.columns)) {
      const read =
        typeof record === 'string'
          ? { refusal: record }
          : readRow(record, line, columns, { dateFormat: options.dateFormat, currency })
      if ('row' in read) batch.push(read.row)
      else add(result, refusedRow(line, numberIn(record, columns), read.refusal))
      if (batch.length === batchRows) await flush()
    }
  } finally {
    // Also when the file breaks off: what came before stands.
    await flush()
  }
  result.rows.sort((one, other) => one.line - other.line)
  return result
}

function numberIn(record: FileRecord['record'], columns: ColumnMap): string {
  return typeof record === 'string' ? '' : (record[columns.invoiceNumber ?? ''] ?? '')
}

interface FileRecord {
  /** By column; or why the record has not the header's columns. */
  record: Record<string, string> | string
  line: number
  columns: ColumnMap
}

/** The records of the file under its header line. A file that is no CSV is refused with the line where it breaks. */
async function* recordsOf(file: string, columnOption: string): AsyncGenerator<FileRecord> {
  const parser = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true })
  const source = createReadStream(file)
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  let header: string[] | undefined
  let columns: ColumnMap = {}
  try {
    for await (const item of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const { record, info } = item
      if (!header) {
        header = record.map((name) => name.trim())
        columns = columnsOf(columnOption, header)
        continue
      }
      const named =
        record.length === header.length
          ? Object.fromEntries(header.map((name, index) => [name, record[index] ?? '']))
          : `the line has ${record.length} columns, the header has ${header.length}`
      yield { record: named, line: info.lines, columns }
    }
  } catch (error) {
    if (error instanceof Error && 'syscall' in error)
      throw refuseField('invalid_input', 'FILE', `${file} cannot be read: ${error.message}.`)
    if (!(error instanceof CsvError)) throw error
    throw new Refused(
      'malformed',
      `${file} is not a CSV file from line ${Number(error.lines ?? 0)} on: ${error.message}. What came before was imported; mend the line and run the same command again.`,
    )
  }
  if (!header) throw new Refused('malformed', `${file} is empty: it needs a header line and rows.`)
}

function columnsOf(text: string, header: readonly string[]): ColumnMap {
  try {
    return readColumnMap(text, header)
  } catch (error) {
    if (error instanceof RangeError) throw refuseField('invalid_input', '--columns', error.message)
    throw error
  }
}

function refusedRow(line: number, invoiceNumber: string, reason: string): ImportResult {
  return {
    created: 0,
    unchanged: 0,
    refused: 1,
    rows: [{ line, invoiceNumber, outcome: 'refused', code: 'invalid_input', reason }],
  }
}

function add(result: ImportResult, more: ImportResult): void {
  result.created += more.created
  result.unchanged += more.unchanged
  result.refused += more.refused
  result.rows.push(...more.rows)
}

function report(result: ImportResult, milliseconds: number, dryRun: boolean): void {
  for (const row of result.rows.filter(({ outcome }) => outcome === 'refused')) {
    say(`line ${row.line}: ${row.invoiceNumber || '(no number)'} refused: ${row.reason}`)
  }
  const rate = Math.round((result.rows.length * 1000) / Math.max(1, milliseconds))
  const did = dryRun ? 'would be created' : 'created'
  print(
    `${result.created} ${did}, ${result.unchanged} unchanged, ${result.refused} refused (${rate} rows a second)`,
    false,
  )
}
