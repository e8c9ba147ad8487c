import { type Draft, rowKey } from './draft.ts'

/*
 * What is being typed is kept in the tab, so that a reload, an expired session or a closed lid costs nothing. The key
 * holds company and person: whoever signs in next in the same tab never sees it.
 */

export interface KeptDraft {
  draft: Draft
  /** The version that the edit began from; null for a new invoice. */
  version: number | null
}

const prefix = 'platen.invoice-draft'

/** Names the place for one form: `form` is `new`, or the invoice that is edited or duplicated. */
export function keptDraftKey(companyId: string, userId: string, form: string): string {
  return [prefix, companyId, userId, form].join('.')
}

export function keepDraft(storage: Storage, key: string, kept: KeptDraft): void {
  try {
    storage.setItem(key, JSON.stringify(kept))
  } catch {
    // A full or closed storage only costs the safety net, never the form.
  }
}

export function forgetDraft(storage: Storage, key: string): void {
  storage.removeItem(key)
}

/** What was kept, or undefined when there is nothing, or nothing that this version of the form can read. */
export function keptDraft(storage: Storage, key: string, like: Draft): KeptDraft | undefined {
  const text = storage.getItem(key)
  if (text === null) return undefined
  try {
    const kept: unknown = JSON.parse(text)
    if (!isKept(kept, like)) return undefined
    const { draft, version } = kept
    const named = <Row>(rows: Row[]) => rows.map((row) => ({ ...row, key: rowKey() }))
    return { version, draft: { ...draft, lines: named(draft.lines), discounts: named(draft.discounts) } }
  } catch {
    return undefined
  }
}

/** Has the fields of a draft, each of the kind that it has in `like`. */
function isKept(value: unknown, like: Draft): value is KeptDraft {
  if (typeof value !== 'object' || value === null || !('draft' in value) || !('version' in value))
    return false
  const { draft, version } = value
  if (typeof draft !== 'object' || draft === null) return false
  if (version !== null && typeof version !== 'number') return false
  const found = new Map<string, unknown>(Object.entries(draft))
  return Object.entries(like).every(([name, expected]) => {
    const actual = found.get(name)
    if (name === 'customerId') return actual === null || typeof actual === 'string'
    if (Array.isArray(expected)) return Array.isArray(actual) && actual.every(isRow)
    return typeof actual === typeof expected
  })
}

function isRow(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'description' in value
}
