import type { Paper, PaperRow } from '../../contract/paper.ts'
import { columnShares } from './columns.ts'

/** How high things are in points, as `paper-style.ts` sets them. */
const line = 12.2
const sheetHeight = { letter: 792, a4: 842 }
const sheetWidth = { letter: 612, a4: 595 }
const margins = { top: 48, bottom: 64, side: 48 }
const rowPadding = 7.5
const strip = 51
const headings = 14
/** What an estimate may be off by; less room at the foot of a sheet disturbs nobody. */
const slack = 18

/** The width of a text in points, at the size of a table. */
export type Measure = (text: string) => number

/**
 * The rows of a paper's table, sheet by sheet. The renderer lays out one sheet at a time then: it would take a long
 * table as one piece, slower with every row, and fail when the piece grows too large. Heights are estimates; what does not
 * fit after all is moved on by the renderer.
 */
export function sheetsOf(paper: Paper, measure: Measure): PaperRow[][] {
  const height = sheetHeight[paper.size] - margins.top - margins.bottom - headings - slack
  const firstRoom = height - headHeight(paper)
  const sheets: PaperRow[][] = [[]]
  let room = firstRoom
  for (const row of paper.table.rows) {
    const needed = rowHeight(row, paper, measure)
    if (needed > room && sheets.at(-1)?.length !== 0) {
      sheets.push([])
      room = height
    }
    sheets.at(-1)?.push(row)
    room -= needed
  }
  return tailHeight(paper) > room ? withCompany(sheets) : sheets
}

/** What stands above the table on the first sheet. */
function headHeight({ issuer, recipient, facts, remarks, summary }: Paper): number {
  const letterhead = Math.max(2, issuer.lines.length + 1.5) * line + 16
  const block = (Math.max(recipient.lines.length + 2, facts.length, 3) + 1) * line + 34
  return letterhead + block + remarks.length * (2 * line + 8) + (summary.length > 0 ? strip : 0)
}

/** What stands below it on the last. */
function tailHeight({ totals, closing, notes }: Paper): number {
  return (
    (totals.length > 0 ? totals.length * 17 + 12 : 0) +
    (closing ? strip + 32 : 0) +
    (notes === null ? 0 : 16 + notes.split('\n').length * line)
  )
}

/** Totals on a sheet of their own take the last rows along, so that they do not stand there without what they are of. */
function withCompany(sheets: PaperRow[][]): PaperRow[][] {
  const last = sheets.at(-1) ?? []
  const kept = last.length - 3
  return kept < 1 ? sheets : [...sheets.slice(0, -1), last.slice(0, kept), last.slice(kept)]
}

function rowHeight(row: PaperRow, { table, size }: Paper, measure: Measure): number {
  const width = sheetWidth[size] - 2 * margins.side
  const lines = columnShares(table.columns).map((share, index) =>
    linesOf(row.cells[index] ?? '', share * width - 6, measure),
  )
  return (Math.max(...lines) + (row.note?.split('\n').length ?? 0)) * line + rowPadding
}

/** How many lines a text takes in a column, its words kept whole. */
function linesOf(text: string, width: number, measure: Measure): number {
  return text.split('\n').reduce((sum, paragraph) => sum + linesOfParagraph(paragraph, width, measure), 0)
}

function linesOfParagraph(text: string, width: number, measure: Measure): number {
  // No letter is wider than the size of the type, so most texts need not be measured.
  if (text.length * 9 <= width || measure(text) <= width) return 1
  let lines = 1
  let used = 0
  for (const word of text.split(' ')) {
    const long = measure(`${word} `)
    if (used > 0 && used + long > width) {
      lines += 1
      used = 0
    }
    lines += Math.floor(long / width)
    used += long % width
  }
  return lines
}
