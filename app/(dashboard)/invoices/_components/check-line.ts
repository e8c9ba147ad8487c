import type { LineItem } from '../../../../contract/line-items.ts'
import { lineTotal } from '../../../../invoicing/invoices/line-total.ts'
import { withPercentCharges } from '../../../../invoicing/invoices/percent-charge.ts'
import { TotalsError } from '../../../../invoicing/invoices/totals-error.ts'
import {
  type DraftImprint,
  type DraftLine,
  type DraftSize,
  hasPieces,
  isBlankImprint,
  isBlankSize,
} from './draft-line.ts'
import { readAmount, readCount, readPercent, readQuantity, type Typed } from './typed-numbers.ts'

/** Takes what was typed into a field, or a zero in its place, and may note why it is none. */
export type Keep = (path: string, typed: Typed) => string

/** Where the rows of a sent line stand in the draft: blank ones are not sent. */
export interface LinePlace {
  line: number
  sizes: number[]
  imprints: number[]
}

/** A line to be sent; with sizes its quantity is left to them. */
export type LineToSend = Omit<LineItem, 'id' | 'lineTotal' | 'quantity'> & { quantity?: string }

export function placeOfLine(line: DraftLine, index: number): LinePlace {
  const filled = <Row>(rows: Row[], isBlank: (row: Row) => boolean) =>
    rows.flatMap((row, at) => (isBlank(row) ? [] : [at]))
  return {
    line: index,
    sizes: filled(line.sizes, isBlankSize),
    imprints: filled(line.imprints, isBlankImprint),
  }
}

/** The lines at some places of a draft as they are sent; charges in percent of the items with the amount that they come to. */
export function readLines(
  lines: DraftLine[],
  places: LinePlace[],
  currency: string,
  keep: Keep,
): LineToSend[] {
  const read = places.flatMap((place) => {
    const line = lines[place.line]
    return line ? [readLine(line, place, currency, keep)] : []
  })
  return withPercentCharges(read, currency, (line, path) => totalOrNothing(line, currency, path))
}

/** Whether a charge's price follows from the items. */
export function isOfItems(line: DraftLine): boolean {
  return line.kind === 'fee' && line.percentOfItems !== null
}

function totalOrNothing(line: LineToSend, currency: string, path: string): number {
  try {
    return lineTotal(line, currency, path)
  } catch (error) {
    if (error instanceof TotalsError) return 0
    throw error
  }
}

function readLine(line: DraftLine, place: LinePlace, currency: string, keep: Keep): LineToSend {
  const path = `lines.${place.line}`
  const hasSizes = hasPieces(line) || (line.sizes.length > 0 && line.quantity.trim() === '')
  const { taxable, furnished } = line
  return {
    kind: line.kind,
    group: line.group.trim() || null,
    description: keep(`${path}.description`, named(line.description, 'Describe this line.')),
    ...(hasSizes || isOfItems(line)
      ? {}
      : { quantity: keep(`${path}.quantity`, readQuantity(line.quantity)) }),
    unitPrice:
      furnished || isOfItems(line) ? '0' : keep(`${path}.unitPrice`, readPrice(line.unitPrice, currency)),
    taxable,
    taxRate:
      taxable && line.taxRate.trim() !== '' ? keep(`${path}.taxRate`, readPercent(line.taxRate)) : null,
    sizes: hasSizes ? readSizes(line, place, currency, keep) : [],
    imprints: place.imprints.flatMap((at) => {
      const imprint = line.imprints[at]
      return imprint ? [readImprint(imprint, `${path}.imprints.${at}`, currency, keep)] : []
    }),
    furnished,
    percentOfItems: isOfItems(line)
      ? keep(`${path}.percentOfItems`, readShare(line.percentOfItems ?? ''))
      : null,
  }
}

function readShare(text: string): Typed {
  return text.trim() === '' ? { ok: false, message: 'Enter the percentage.' } : readPercent(text)
}

function readPrice(text: string, currency: string): Typed {
  return readAmount(text, currency, { message: 'Enter a price; 0 is allowed.' })
}

function readSizes(line: DraftLine, place: LinePlace, currency: string, keep: Keep): LineToSend['sizes'] {
  const path = `lines.${place.line}.sizes`
  if (place.sizes.length === 0) {
    keep(`${path}.0.quantity`, { ok: false, message: 'Enter how many of each size, or remove the sizes.' })
  }
  const seen = new Set<string>()
  return place.sizes.flatMap((at) => {
    const row = line.sizes[at]
    if (!row) return []
    const size = keep(`${path}.${at}.size`, sizeName(row, seen))
    seen.add(size.toLowerCase())
    return [
      {
        size,
        quantity: keep(`${path}.${at}.quantity`, readQuantity(row.quantity)),
        upcharge: line.furnished
          ? '0'
          : keep(`${path}.${at}.upcharge`, readAmount(row.upcharge, currency, 'zero')),
      },
    ]
  })
}

function sizeName({ size }: DraftSize, seen: ReadonlySet<string>): Typed {
  const name = named(size, 'Name this size.')
  return name.ok && seen.has(name.text.toLowerCase())
    ? { ok: false, message: `${name.text} is there twice: put all its pieces into one.` }
    : name
}

function readImprint(
  { location, technique, colors, price }: DraftImprint,
  path: string,
  currency: string,
  keep: Keep,
): LineToSend['imprints'][number] {
  return {
    location: keep(`${path}.location`, named(location, 'Say where it goes, such as Front.')),
    technique: keep(`${path}.technique`, named(technique, 'Say how it is done, such as Screen print.')),
    colors: colors.trim() === '' ? null : Number(keep(`${path}.colors`, readCount(colors, 30, 'colors'))),
    price: price.trim() === '' ? null : keep(`${path}.price`, readAmount(price, currency, 'zero')),
  }
}

function named(text: string, message: string): Typed {
  const name = text.trim()
  if (name === '') return { ok: false, message }
  return name.length <= 500
    ? { ok: true, text: name }
    : { ok: false, message: `At most 500 characters; these are ${name.length}.` }
}
