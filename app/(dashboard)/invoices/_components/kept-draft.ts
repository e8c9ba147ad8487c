import { type DocumentDraft, type DraftDiscount, emptyDiscount } from './document-draft.ts'
import { type DraftLine, emptyLine, rowKey } from './draft-line.ts'

/*
 * What is being typed is kept in the tab, so that a reload, an expired session or a closed lid costs nothing. The key
 * holds company and person: whoever signs in next in the same tab never sees it.
 */

export interface KeptDraft<Draft extends DocumentDraft> {
  draft: Draft
  /** The version that the edit began from; null for a new document. */
  version: number | null
}

const prefix = 'platen.invoice-draft'

/** Names the place for one form: `form` is `new`, or the document that is edited or duplicated. */
export function keptDraftKey(companyId: string, userId: string, form: string): string {
  return [prefix, companyId, userId, form].join('.')
}

export function keepDraft<Draft extends DocumentDraft>(
  storage: Storage,
  key: string,
  kept: KeptDraft<Draft>,
): void {
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
export function keptDraft<Draft extends DocumentDraft>(
  storage: Storage,
  key: string,
  like: Draft,
): KeptDraft<Draft> | undefined {
  const text = storage.getItem(key)
  if (text === null) return undefined
  try {
    const kept: unknown = JSON.parse(text)
    if (!isKept(kept, like)) return undefined
    const { draft, version } = kept
    return {
      version,
      draft: {
        ...like,
        ...draft,
        lines: draft.lines.map(keptLine),
        discounts: draft.discounts.map(keptDiscount),
      },
    }
  } catch {
    return undefined
  }
}

/** A row as it was kept, with a name of its own; what an older form did not keep is as in an empty one. */
function keptLine(kept: DraftLine): DraftLine {
  const line = { ...emptyLine(kept.kind), ...kept, key: rowKey() }
  return { ...line, sizes: line.sizes.map(renamed), imprints: line.imprints.map(renamed) }
}

function keptDiscount(kept: DraftDiscount): DraftDiscount {
  return { ...emptyDiscount(), ...renamed(kept) }
}

function renamed<Row>(row: Row): Row & { key: string } {
  return { ...row, key: rowKey() }
}

/** Has fields of a draft, each of the kind that it has in `like`; one that an older form did not know may be missing. */
function isKept<Draft extends DocumentDraft>(value: unknown, like: Draft): value is KeptDraft<Draft> {
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
    return actual === undefined || typeof actual === typeof expected
  })
}

function isRow(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'description' in value
}
