import { usualSizes } from '../../../../contract/line-items.ts'
import { type DraftLine, emptyLine, emptySize } from './draft-line.ts'

/* Rows copied from a spreadsheet. What cannot be understood stays as text in a field, where it is seen and corrected. */

const cellFields = ['description', 'quantity', 'unitPrice'] as const
export type CellField = (typeof cellFields)[number]
type PastedRow = Partial<Pick<DraftLine, CellField | 'sizes'>>

/** What a column is for; `rest` goes behind the description, `none` is computed by us anyway. */
type Column = CellField | 'rest' | 'none' | { size: string }

const headings: readonly [RegExp, Column][] = [
  [/^(item|product|style|garment|description|details?)$/i, 'description'],
  [/^(qty|quantity|pcs|pieces)\b/i, 'quantity'],
  [/^(unit )?(price|rate|cost)\b|^each$/i, 'unitPrice'],
  [/^((line )?(total|amount)|#|no\.?)$/i, 'none'],
]
const sizes: readonly string[] = [...usualSizes.youth, ...usualSizes.adult]

/**
 * The rows of a text that was copied from a spreadsheet and is pasted into a cell. A heading says what its columns are,
 * sizes too; without one they are description, quantity and unit price from that cell on. A total below them is left out.
 * `undefined` when the text is one cell, which is pasted as it is.
 */
export function pastedRows(text: string, from: CellField): PastedRow[] | undefined {
  const cells = cellsOf(text).filter((row) => row.some((cell) => cell !== ''))
  const [first = []] = cells
  if (cells.length < 2 && first.length < 2) return undefined
  const named = cells.length > 1 ? columnsOf(first) : undefined
  const width = Math.max(...cells.map((row) => row.length))
  const columns = named ?? positions(from, width, cells)
  const rows = named ? cells.slice(1) : cells
  const lines = rows.filter((row) => !isSum(row, rowOf(row, columns)))
  return (lines.length > 0 ? lines : rows).map((row) => rowOf(row, columns))
}

/** What a spreadsheet adds up below its rows is no line of its own, in whichever column it says so. */
function isSum(row: readonly string[], { quantity = '', unitPrice = '' }: PastedRow): boolean {
  const [words = '', ...more] = row.filter((cell) => cell !== '' && !isFigure(cell))
  const isPriced = isFigure(quantity) && isFigure(unitPrice)
  return more.length === 0 && !isPriced && /^(sub-?|grand )?totals?:?$/i.test(words)
}

/** Tabs and line breaks part the cells; a cell in quotes may hold either, and counts as one line of text. */
function cellsOf(text: string): string[][] {
  const cell = /(?:"((?:[^"]|"")*)"(?=\t|\r?\n|$)|([^\t\n]*))(\t|\r?\n|$)/g
  const rows: string[][] = [[]]
  for (const [whole, quoted, plain, end] of text.matchAll(cell)) {
    if (whole === '' && rows.at(-1)?.length === 0) break
    rows.at(-1)?.push((quoted?.replaceAll('""', '"') ?? plain ?? '').replaceAll(/\s+/g, ' ').trim())
    if (end === '') break
    if (end !== '\t') rows.push([])
  }
  return rows
}

function columnsOf(heading: readonly string[]): Column[] | undefined {
  const columns = heading.map((cell): Column => {
    const size = sizes.find((label) => label.toLowerCase() === cell.toLowerCase())
    return size ? { size } : (headings.find(([pattern]) => pattern.test(cell))?.[1] ?? 'rest')
  })
  return columns.some((column) => column !== 'rest') ? columns : undefined
}

const isFigure = (cell: string) => /^\D{0,3}\d[\d.,]*\D{0,3}$/.test(cell)

/** Behind the unit price, a column of figures is the amount; other columns tell more of the line. */
function positions(from: CellField, width: number, cells: readonly string[][]): Column[] {
  const known = cellFields.slice(cellFields.indexOf(from))
  return Array.from({ length: width }, (_, index) => {
    const column = known[index]
    if (column) return column
    return cells.every((row) => !row[index] || isFigure(row[index])) ? 'none' : 'rest'
  })
}

function rowOf(row: readonly string[], columns: readonly Column[]): PastedRow {
  const pasted: PastedRow = {}
  const more: string[] = []
  for (const [index, column] of columns.entries()) {
    const cell = row[index] ?? ''
    if (cell === '' || column === 'none') continue
    if (column === 'rest') more.push(cell)
    else if (typeof column === 'string') pasted[column] = cell
    else pasted.sizes = [...(pasted.sizes ?? []), { ...emptySize(column.size), quantity: cell }]
  }
  const description = [pasted.description, ...more].filter(Boolean).join(', ')
  return description ? { ...pasted, description } : pasted
}

/**
 * Puts pasted rows where the cursor was: each fills the next line whose cells are empty, or becomes a line of its own, so
 * that no line is overwritten by another one. Gives the keys of the lines that got something.
 */
export function insertPasted(
  lines: DraftLine[],
  key: string,
  rows: readonly PastedRow[],
): { lines: DraftLine[]; keys: string[] } {
  const kind = lines.find((line) => line.key === key)?.kind ?? 'item'
  let at = lines.findIndex((line) => line.key === key)
  if (at < 0) return { lines, keys: [] }
  if (rows.every(isOnlyFigures)) return fillDown(lines, at, rows)
  let next = lines
  const keys: string[] = []
  for (const row of rows) {
    const here = next[at]
    if (here && here.kind === kind && hasRoom(here, row)) next = next.with(at, { ...here, ...row })
    else {
      // The line at the cursor is full: the row comes behind it.
      if (keys.length === 0) at += 1
      next = next.toSpliced(at, 0, { ...emptyLine(kind), ...row })
    }
    keys.push(next[at]?.key ?? '')
    at += 1
  }
  return { lines: next, keys }
}

const isOnlyFigures = ({ description, sizes: run }: PastedRow) =>
  description === undefined && run === undefined

/** Figures that are pasted into a column of figures go into the lines from there on, as in the spreadsheet they are of. */
function fillDown(
  lines: DraftLine[],
  from: number,
  rows: readonly PastedRow[],
): { lines: DraftLine[]; keys: string[] } {
  const kind = lines[from]?.kind ?? 'item'
  let next = lines
  let at = from
  const keys: string[] = []
  for (const row of rows) {
    while (next[at] && next[at]?.kind !== kind) at += 1
    const here = next[at]
    next = here ? next.with(at, { ...here, ...row }) : [...next, { ...emptyLine(kind), ...row }]
    keys.push(next[at]?.key ?? '')
    at += 1
  }
  return { lines: next, keys }
}

function hasRoom(line: DraftLine, row: PastedRow): boolean {
  return (
    (row.sizes === undefined || (line.sizes.length === 0 && line.quantity === '')) &&
    cellFields.every(
      (field) =>
        row[field] === undefined ||
        line[field].trim() === '' ||
        (field === 'quantity' && line.kind === 'fee' && line.quantity === '1'),
    )
  )
}
