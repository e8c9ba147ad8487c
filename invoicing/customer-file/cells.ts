import { countryCodeOf } from '../addresses/country.ts'
import { webAddressOf } from '../customers/web-address.ts'
import type { Column } from './columns.ts'
import { plainText } from './formula.ts'

/** What a cell says, in the type that the contract takes; or why it says nothing. */
export type CellReading = { value: string | boolean | null } | { problem: string }

/** Reads a cell that is not empty. What has no type of its own is left for the contract to judge. */
export function readCell({ reading }: Column, cell: string): CellReading {
  const text = plainText(cell)
  if (reading === 'text') return { value: text }
  if (reading === 'boolean') return booleanIn(text)
  if (reading === 'code') return { value: text.trim().toUpperCase() }
  if (reading === 'country') return { value: countryCodeOf(text) }
  if (reading === 'website') return { value: webAddressOf(text) }
  return wordIn(reading, text)
}

function booleanIn(text: string): CellReading {
  const word = text.trim().toLowerCase()
  if (['yes', 'true', 'y', 'x', '1'].includes(word)) return { value: true }
  if (['no', 'false', 'n', '0'].includes(word)) return { value: false }
  return { problem: 'must be yes or no' }
}

/** A word as the API has it, or its label on screen: `net_30` or `Net 30`. */
function wordIn(labels: Readonly<Record<string, string>>, text: string): CellReading {
  const wanted = text.trim().toLowerCase()
  const found = Object.entries(labels).find(
    ([value, label]) => value.toLowerCase() === wanted || label.toLowerCase() === wanted,
  )
  return found ? { value: found[0] } : { problem: `must be one of ${Object.keys(labels).join(', ')}` }
}

/** A value as a cell says it; `readCell` reads it back. */
export function cellOf(value: string | boolean | null): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return value
}
