import type { Difference } from '../../../../components/features/Differences.tsx'
import { lineKinds } from '../../../../contract/line-items.ts'
import { capitalized } from '../../../../contract/words.ts'
import type { DocumentDraft, DraftDiscount } from './document-draft.ts'
import type { DraftLine } from './draft-line.ts'

/** What the parts of a draft are called. */
export type PartLabels<Draft> = Readonly<Record<keyof Draft & string, string>>

/** Where what is typed differs from what somebody else saved, in words: part by part, and line by line. */
export function draftDifferences<Draft extends DocumentDraft>(
  typed: Draft,
  saved: Draft,
  labels: PartLabels<Draft>,
): Difference[] {
  return (Object.keys(labels) as (keyof Draft & string)[]).flatMap((part) => {
    if (part === 'lines') {
      // As the form counts them: lines and charges each for themselves.
      return lineKinds.flatMap((kind) => {
        const words = ({ lines }: DocumentDraft) =>
          lines.filter((line) => line.kind === kind).map(lineInWords)
        return rowDifferences(kind === 'item' ? 'Line' : 'Charge', words(typed), words(saved))
      })
    }
    if (part === 'discounts')
      return rowDifferences(
        'Discount',
        typed.discounts.map(discountInWords),
        saved.discounts.map(discountInWords),
      )
    if (typed[part] === saved[part]) return []
    const field = capitalized(labels[part])
    // Whose id it is, nobody knows here.
    if (part === 'customerId') return [{ field, typed: 'yours', saved: 'another customer' }]
    return [{ field, typed: inWords(typed[part]), saved: inWords(saved[part]) }]
  })
}

function rowDifferences(name: string, typed: readonly string[], saved: readonly string[]): Difference[] {
  const places = Array.from({ length: Math.max(typed.length, saved.length) }, (_, place) => place)
  return places.flatMap((place) => {
    const row = { field: `${name} ${place + 1}`, typed: typed[place] ?? '', saved: saved[place] ?? '' }
    return row.typed === row.saved ? [] : [row]
  })
}

function inWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  return String(value ?? '').replaceAll('_', ' ')
}

/** All that a line says that would be saved: "Tees, 12 x 10, S 4, M 8, not taxed". */
function lineInWords(line: DraftLine): string {
  const sizes = line.sizes
    .filter(({ quantity }) => quantity.trim() !== '')
    .map(({ size, quantity, upcharge }) => `${size} ${quantity}${upcharge ? ` (+${upcharge})` : ''}`)
  const imprints = line.imprints.map(({ location, technique, colors, price }) =>
    [location, technique, colors, price].filter(Boolean).join(' '),
  )
  const price = line.percentOfItems === null ? line.unitPrice : `${line.percentOfItems}%`
  return [
    line.description,
    `${line.quantity} x ${price}`,
    ...sizes,
    ...imprints,
    ...(line.group ? [`bundled as ${line.group}`] : []),
    ...(line.taxRate ? [`tax ${line.taxRate}%`] : []),
    ...(line.taxable ? [] : ['not taxed']),
    ...(line.furnished ? ['goods brought'] : []),
  ].join(', ')
}

function discountInWords({ description, kind, value }: DraftDiscount): string {
  return `${description} ${value}${kind === 'percent' ? '%' : ''}`
}
