import type { LineItem } from '../../../../contract/line-items.ts'

/* A line as it is being typed: texts as they stand in the fields, right or wrong. */

export interface DraftLine {
  /** Names the row on the screen while rows come, go and move. */
  key: string
  kind: 'item' | 'fee'
  group: string
  description: string
  /** Follows from the sizes where there are some. */
  quantity: string
  unitPrice: string
  taxable: boolean
  /** A rate of its own; empty = the invoice's. */
  taxRate: string
  sizes: DraftSize[]
  imprints: DraftImprint[]
  /** The goods are the customer's own: they cost nothing, whatever stands in the price. */
  furnished: boolean
  /** Of a charge: percent of the items, from which its price follows; null = the price is typed. */
  percentOfItems: string | null
}

export interface DraftSize {
  key: string
  size: string
  quantity: string
  upcharge: string
}

export interface DraftImprint {
  key: string
  location: string
  technique: string
  colors: string
  price: string
}

let made = 0

/** A name for a row, unique in this tab. */
export function rowKey(): string {
  made += 1
  return `row-${made}`
}

export function emptyLine(kind: DraftLine['kind'], description = ''): DraftLine {
  return {
    key: rowKey(),
    kind,
    group: '',
    description,
    quantity: kind === 'fee' ? '1' : '',
    unitPrice: '',
    taxable: true,
    taxRate: '',
    sizes: [],
    imprints: [],
    furnished: false,
    percentOfItems: null,
  }
}

export function emptySize(size = '', upcharge = ''): DraftSize {
  return { key: rowKey(), size, quantity: '', upcharge }
}

export function emptyImprint(): DraftImprint {
  return { key: rowKey(), location: '', technique: '', colors: '', price: '' }
}

/** A saved line, ready to be changed. */
export function draftLineOf(line: Omit<LineItem, 'id' | 'lineTotal'>): DraftLine {
  return {
    ...emptyLine(line.kind, line.description),
    group: line.group ?? '',
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    taxable: line.taxable,
    taxRate: line.taxRate ?? '',
    sizes: line.sizes.map(({ size, quantity, upcharge }) => ({
      key: rowKey(),
      size,
      quantity,
      upcharge: /[1-9]/.test(upcharge) ? upcharge : '',
    })),
    imprints: line.imprints.map(({ location, technique, colors, price }) => ({
      key: rowKey(),
      location,
      technique,
      colors: colors === null ? '' : String(colors),
      price: price ?? '',
    })),
    furnished: line.furnished,
    percentOfItems: line.percentOfItems,
  }
}

/** Adds a line behind the last one of its kind. */
export function addLine(lines: DraftLine[], line: DraftLine): DraftLine[] {
  const last = lines.findLastIndex(({ kind }) => kind === line.kind)
  const at = last >= 0 ? last + 1 : line.kind === 'fee' ? lines.length : 0
  return lines.toSpliced(at, 0, line)
}

/** Removes a line; the last item is emptied instead, so that there is always one to type in (C: U73). */
export function removeLine(lines: DraftLine[], key: string): DraftLine[] {
  const left = lines.filter((line) => line.key !== key)
  return left.some(({ kind }) => kind === 'item') ? left : addLine(left, emptyLine('item'))
}

/** Moves a line up (-1) or down (1) among the lines of its kind; at the edge it stays. */
export function moveLine(lines: DraftLine[], key: string, by: -1 | 1): DraftLine[] {
  const from = lines.findIndex((line) => line.key === key)
  const line = lines[from]
  if (!line) return lines
  let to = from + by
  while (lines[to] && lines[to]?.kind !== line.kind) to += by
  const other = lines[to]
  return other ? lines.with(from, other).with(to, line) : lines
}

export function changeLine(lines: DraftLine[], key: string, change: Partial<DraftLine>): DraftLine[] {
  return lines.map((line) => (line.key === key ? { ...line, ...change } : line))
}

const isEmpty = (...texts: string[]) => texts.every((text) => text.trim() === '')

/** Whether nobody typed how many of a size; such sizes are left out when saving. */
export function isBlankSize({ quantity }: DraftSize): boolean {
  return isEmpty(quantity)
}

/** Whether the quantity follows from pieces by size; until one is typed, the quantity is what stands in its own field. */
export function hasPieces({ sizes }: Pick<DraftLine, 'sizes'>): boolean {
  return sizes.some((size) => !isBlankSize(size))
}

export function isBlankImprint({ location, technique, colors, price }: DraftImprint): boolean {
  return isEmpty(location, technique, colors, price)
}

/** Whether nobody typed anything into a line; such lines are left out when saving. */
export function isBlank(line: DraftLine): boolean {
  const quantity = line.kind === 'fee' && line.quantity.trim() === '1' ? '' : line.quantity
  return (
    isEmpty(line.description, quantity, line.unitPrice, line.percentOfItems ?? '') &&
    line.sizes.every(isBlankSize) &&
    line.imprints.every(isBlankImprint)
  )
}
