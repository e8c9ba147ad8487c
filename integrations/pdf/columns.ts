import type { PaperColumn } from '../../contract/paper.ts'

/** What share of a table's width each column has. */
export function columnShares(columns: readonly PaperColumn[]): number[] {
  const whole = columns.reduce((sum, { width }) => sum + width, 0)
  return columns.map(({ width }) => width / whole)
}

/** The column that has room for a second line: the widest. */
export function widestColumn(columns: readonly PaperColumn[]): number {
  return columns.reduce((best, { width }, index) => (width > (columns[best]?.width ?? 0) ? index : best), 0)
}
