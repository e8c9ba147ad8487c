/** Cells as a line of a CSV file. Every cell stands in quotes, so that it is read back as it is. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`
}

/** Tells a spreadsheet that the text is UTF-8. */
export const byteOrderMark = '\uFEFF'
