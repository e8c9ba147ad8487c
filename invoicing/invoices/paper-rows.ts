import type { Invoice } from '../../contract/invoices.ts'
import type { LineItem } from '../../contract/line-items.ts'
import { addCents, type Cents, centsOf, moneyText, sumCents } from '../money/money.ts'
import { lineTotal, piecesOf } from './line-total.ts'
import { furnishedInWords, imprintInWords, sizesInWords } from './line-words.ts'
import { bareMoney } from './paper-figures.ts'

/** What a paper needs of a line, saved or still being typed. */
export type PaperLine = Omit<LineItem, 'id' | 'taxable' | 'taxRate'>

export interface PaperRow {
  key: string
  description: string
  /** Null on a bundle: the customer sees what it is and what it comes to (C: U34). */
  quantity: string | null
  /** Null too where the pieces do not all cost the same: the details say what each costs. */
  unitPrice: string | null
  amount: string
  details: PaperDetail[]
}

/** A part of a line: words alone, or also how many at which price. */
export interface PaperDetail {
  words: string
  priced: { quantity: string; unitPrice: string; amount: string } | null
}

/**
 * The rows as the customer reads them. Itemized shows each line and what it is made of. Bundled shows one row for each
 * group, one for the items without a group, and each fee by itself, in the order in which they first appear.
 */
export function paperRows(
  lines: readonly PaperLine[],
  mode: Invoice['itemizationMode'],
  currency: string,
): PaperRow[] {
  if (mode === 'itemized') {
    return lines.map((line, index) => {
      const details = detailsOf(line, currency)
      const isOnePrice = details.every(({ priced }) => priced === null)
      return {
        key: `line-${index}`,
        description: line.description,
        quantity: line.quantity,
        unitPrice: isOnePrice ? line.unitPrice : null,
        amount: line.lineTotal,
        details,
      }
    })
  }
  const bundles = new Map<string, PaperLine[]>()
  lines.forEach((line, index) => {
    const key = line.group ? `group-${line.group}` : line.kind === 'fee' ? `fee-${index}` : 'items'
    bundles.set(key, [...(bundles.get(key) ?? []), line])
  })
  return [...bundles].map(([key, bundled]) => ({
    key,
    description: bundled[0]?.group ?? namesOf(bundled),
    quantity: null,
    unitPrice: null,
    amount: moneyText(sumCents(bundled.map((line) => centsOf(line.lineTotal))), currency),
    details: [],
  }))
}

/**
 * What a line is made of. Where all pieces cost the same it is words: sizes, imprints. Otherwise each price has a row of
 * its own, and the rows add up to the line.
 */
function detailsOf(line: PaperLine, currency: string): PaperDetail[] {
  const { sizes, imprints } = line
  const words = (text: string): PaperDetail => ({ words: text, priced: null })
  const furnished = line.furnished ? [words(furnishedInWords)] : []
  const isOnePrice =
    imprints.every(({ price }) => price === null) && sizes.every(({ upcharge }) => centsOf(upcharge) === 0)
  if (isOnePrice) {
    const run = sizes.length > 0 ? [words(sizesInWords(sizes))] : []
    return [...furnished, ...run, ...imprints.map((imprint) => words(imprintInWords(imprint)))]
  }
  const work = imprints.map((imprint): PaperDetail => {
    const { price } = imprint
    if (price === null) return words(imprintInWords(imprint))
    return row(imprintInWords(imprint), { quantity: line.quantity, unitPrice: price }, currency)
  })
  return [...furnished, ...goodsOf(line, currency), ...work]
}

/** The goods, a row for each price; free ones are told by their sizes alone. */
function goodsOf(line: PaperLine, currency: string): PaperDetail[] {
  const { sizes, quantity, unitPrice } = line
  if (line.furnished) return sizes.length > 0 ? [{ words: sizesInWords(sizes), priced: null }] : []
  if (sizes.length === 0) return [row('Each', { quantity, unitPrice }, currency)]
  const byPrice = new Map<Cents, typeof sizes>()
  for (const size of sizes) {
    const cents = centsOf(size.upcharge)
    byPrice.set(cents, [...(byPrice.get(cents) ?? []), size])
  }
  return [...byPrice].map(([upchargeCents, run]) => {
    const price = moneyText(addCents(centsOf(unitPrice), upchargeCents), currency)
    return row(sizesInWords(run), { sizes: run, unitPrice }, currency, price)
  })
}

function row(
  words: string,
  part: Parameters<typeof lineTotal>[0],
  currency: string,
  unitPrice = part.unitPrice,
): PaperDetail {
  const quantity = part.quantity ?? piecesOf(part.sizes ?? [])
  const amount = moneyText(lineTotal(part, currency, 'line'), currency)
  return { words, priced: { quantity, unitPrice, amount } }
}

/** "12 × 10.50 = 126.00" */
export function pricedInWords(priced: NonNullable<PaperDetail['priced']>, currency: string): string {
  const bare = (amount: string) => bareMoney(amount, currency)
  return `${priced.quantity} × ${bare(priced.unitPrice)} = ${bare(priced.amount)}`
}

/** "Tees", "Tees and hoodies", "Tees, hoodies and 2 more". */
function namesOf(lines: readonly PaperLine[]): string {
  const names = [...new Set(lines.map((line) => line.description))]
  const [first = '', second] = names
  if (second === undefined) return first
  return names.length === 2 ? `${first} and ${second}` : `${first}, ${second} and ${names.length - 2} more`
}
