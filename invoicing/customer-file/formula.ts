/** What a spreadsheet would run when a cell begins with it, behind any apostrophes that were put before it already. */
const formula = /^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/

/**
 * A text that no spreadsheet runs: an apostrophe is put before a formula, and before what reads like one that was
 * escaped, so that `plainText` gives every text back as it was.
 */
export function escapeFormula(text: string): string {
  return formula.test(text) ? `'${text}` : text
}

/** The text that `escapeFormula` was given. */
export function plainText(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell
}
