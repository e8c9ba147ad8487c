import { expect, test } from 'vitest'
import { sameDraft } from './document-draft.ts'
import { emptyDraft } from './draft.ts'
import { emptyLine } from './draft-line.ts'
import { forgetDraft, keepDraft, keptDraft, keptDraftKey } from './kept-draft.ts'

function memoryStorage(): Storage {
  const items = new Map<string, string>()
  return {
    get length() {
      return items.size
    },
    clear: () => items.clear(),
    getItem: (key) => items.get(key) ?? null,
    key: (index) => [...items.keys()][index] ?? null,
    removeItem: (key) => void items.delete(key),
    setItem: (key, value) => void items.set(key, value),
  }
}

const draft = { ...emptyDraft('8.25'), shipping: '12.50' }
const key = keptDraftKey('company', 'user', 'new')

test('what was kept comes back, until it is forgotten', () => {
  const storage = memoryStorage()
  keepDraft(storage, key, { draft, version: 3 })
  const kept = keptDraft(storage, key, emptyDraft('0'))
  expect(kept?.version).toBe(3)
  expect(kept && sameDraft(kept.draft, draft)).toBe(true)
  expect(keptDraft(storage, keptDraftKey('company', 'other', 'new'), draft)).toBeUndefined()
  forgetDraft(storage, key)
  expect(keptDraft(storage, key, draft)).toBeUndefined()
})

test.each(['', '{', 'null', '{"draft":{},"version":1}', '{"draft":{"lines":1},"version":null}'])(
  'what cannot be read is no draft: %s',
  (text) => {
    const storage = memoryStorage()
    storage.setItem(key, text)
    expect(keptDraft(storage, key, draft)).toBeUndefined()
  },
)

test('a line that an older form kept gets what it did not know', () => {
  const storage = memoryStorage()
  const { sizes: _sizes, imprints: _imprints, furnished: _furnished, ...older } = emptyLine('item', 'Tees')
  storage.setItem(key, JSON.stringify({ draft: { ...draft, lines: [older] }, version: null }))
  expect(keptDraft(storage, key, draft)?.draft.lines).toMatchObject([
    { description: 'Tees', sizes: [], imprints: [], furnished: false },
  ])
})
