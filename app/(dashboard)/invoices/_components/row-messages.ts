import type { FieldMessages } from './check-document.ts'
import type { DocumentDraft } from './document-draft.ts'

/** The messages of one row, by its own fields: `quantity`, `sizes.row-9.upcharge`. */
export type RowMessages = Readonly<Record<string, string>>

/** Shared by all rows without one, so that a message elsewhere renders nothing here. */
export const noMessages: RowMessages = {}

/** `lines.2.sizes.1.quantity` -> `lines.row-7.sizes.row-9.quantity`: rows move, their keys stay. */
export function keyed(path: string, draft: DocumentDraft): string {
  const [list, place, inner, innerPlace, ...rest] = path.split('.')
  if (list === 'discounts') return named(path, draft.discounts[Number(place)], list, 2)
  const line = draft.lines[Number(place)]
  if (list !== 'lines' || !line) return path
  if (inner !== 'sizes' && inner !== 'imprints') return named(path, line, list, 2)
  const row = line[inner][Number(innerPlace)]
  return row ? [list, line.key, inner, row.key, ...rest].join('.') : named(path, line, list, 2)
}

function named(path: string, row: { key: string } | undefined, list: string, from: number): string {
  return row ? [list, row.key, ...path.split('.').slice(from)].join('.') : path
}

/** The messages of the lines by row; `lines.row-7.quantity` is found under `row-7` as `quantity`. */
export function messagesByRow(messages: FieldMessages): ReadonlyMap<string, RowMessages> {
  const byRow = new Map<string, Record<string, string>>()
  for (const [path, message] of Object.entries(messages)) {
    const [list, key = '', ...field] = path.split('.')
    if (list === 'lines') byRow.set(key, { ...byRow.get(key), [field.join('.')]: message })
  }
  return byRow
}
