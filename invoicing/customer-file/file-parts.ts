import type { CustomerImportResult, CustomerImportRow } from '../../contract/customer-import.ts'
import { byteOrderMark, csvLine } from './csv-line.ts'
import { type CustomerRows, numberedFirst, problemsIn, rowsOf } from './file-rows.ts'
import { keptOutBy } from './import-report.ts'
import type { CustomerFile } from './read-file.ts'

/** Some customers of a file as a file of their own. */
export interface FilePart {
  csv: string
  /** On which lines of the whole file its rows begin. */
  lines: number[]
  customers: number
}

const mostAtOnce = { customers: 100, characters: 500_000 }

/**
 * A file in parts, none of them too large for a request, each of which is worth looking at before the next. The rows of a
 * customer stay together. Doubles are seen in the whole file only, so what is wrong with a row is told here.
 */
export function partsOf(
  { header, customers }: CustomerFile,
  most = mostAtOnce,
): { parts: FilePart[]; wrong: CustomerRows[] } {
  const parts: FilePart[] = []
  const wrong: CustomerRows[] = []
  let part: FilePart | undefined
  for (const rows of numberedFirst(customers)) {
    if (problemsIn(rows).size > 0) {
      wrong.push(rows)
      continue
    }
    if (!part || part.customers === most.customers || part.csv.length > most.characters) {
      part = { csv: csvLine(header), lines: [], customers: 0 }
      parts.push(part)
    }
    part.customers += 1
    for (const { line, cells } of rowsOf(rows)) {
      part.csv += csvLine(cells)
      part.lines.push(line)
    }
  }
  return { parts, wrong }
}

/** The rows of a part's result, with the lines that they have in the whole file. */
export function inWholeFile(part: FilePart, { rows }: CustomerImportResult): CustomerImportRow[] {
  const places = new Map(rows.map(({ line }, index) => [line, part.lines[index] ?? line]))
  const inWhole = (line: number) => places.get(line) ?? line
  return rows.map((row) => {
    const { keptOutByLine, line } = row
    if (keptOutByLine === null) return { ...row, line: inWhole(line) }
    const culprit = inWhole(keptOutByLine)
    return { ...row, line: inWhole(line), keptOutByLine: culprit, reason: keptOutBy(culprit) }
  })
}

/** Some lines of a file as a file of their own, to be mended and sent again. */
export function fileOfLines({ header, customers }: CustomerFile, lines: ReadonlySet<number>): string {
  const wanted = customers.flatMap(rowsOf).filter(({ line }) => lines.has(line))
  const inOrder = wanted.sort((one, other) => one.line - other.line)
  return byteOrderMark + [header, ...inOrder.map(({ cells }) => cells)].map(csvLine).join('')
}
