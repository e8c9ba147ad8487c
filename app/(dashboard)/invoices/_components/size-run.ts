import { usualSizes } from '../../../../contract/line-items.ts'
import { piecesOf } from '../../../../invoicing/invoices/line-total.ts'
import { type DraftSize, emptySize } from './draft-line.ts'
import { readQuantity } from './typed-numbers.ts'

/* A size run as it is being typed. */

const known: readonly string[] = [...usualSizes.youth, ...usualSizes.adult]

/** The run with some sizes more, small before large; sizes that a shop named itself come last. */
export function withSizes(
  sizes: readonly DraftSize[],
  labels: readonly string[],
  upchargeOf: (size: string) => string,
): DraftSize[] {
  const missing = labels.filter((label) => !sizes.some(({ size }) => isSame(size, label)))
  const all = [...sizes, ...missing.map((label) => emptySize(label, upchargeOf(label)))]
  const place = ({ size }: DraftSize) => {
    const at = known.findIndex((label) => isSame(label, size))
    return at < 0 ? known.length : at
  }
  return all.toSorted((one, other) => place(one) - place(other))
}

/** The sum of what can be read; an unfinished cell counts as nothing. */
export function piecesTyped(sizes: readonly DraftSize[]): string {
  const read = sizes.map(({ quantity }) => readQuantity(quantity))
  return piecesOf(read.flatMap((typed) => (typed.ok ? [{ quantity: typed.text }] : [])))
}

/** Whether its label is one that everybody knows, which nobody has to type. */
export function isUsual(size: string): boolean {
  return known.includes(size)
}

/**
 * Cells copied from a spreadsheet into a run: a row or a column of quantities fills the sizes from the cell on; two rows
 * are labels and quantities. What finds no size gets a cell without a name, so that it is seen. `undefined` when the text
 * is a single cell, which is pasted as it is.
 */
export function pastedPieces(
  sizes: readonly DraftSize[],
  key: string,
  text: string,
): DraftSize[] | undefined {
  const rows = text
    .replaceAll('\r\n', '\n')
    .replace(/\n+$/, '')
    .split('\n')
    .map((row) => row.split('\t').map((cell) => cell.trim()))
  const [first = [], second] = rows
  if (rows.length === 1 && first.length === 1) return undefined
  if (rows.length === 2 && second && first.length > 1 && first.some((cell) => /^[^\d]*\p{L}/u.test(cell))) {
    return byLabel(sizes, first, second)
  }
  const start = sizes.findIndex((size) => size.key === key)
  const filled = [...sizes]
  for (const [index, quantity] of rows.flat().entries()) {
    if (quantity === '') continue
    const at = start + index
    filled[at] = { ...(filled[at] ?? emptySize()), quantity }
  }
  return filled
}

function byLabel(
  sizes: readonly DraftSize[],
  labels: readonly string[],
  quantities: readonly string[],
): DraftSize[] {
  const run = withSizes(
    sizes,
    labels.filter((label) => label !== ''),
    () => '',
  )
  return run.map((row) => {
    const quantity = quantities[labels.findIndex((label) => isSame(label, row.size))]
    return quantity ? { ...row, quantity } : row
  })
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}
