import { expect, test } from 'vitest'
import { sameDraft } from './document-draft.ts'
import { draftLabels, emptyDraft } from './draft.ts'
import { draftDifferences } from './draft-differences.ts'
import { emptyLine } from './draft-line.ts'

test('drafts are compared by what they say, not by the names of their rows', () => {
  const one = emptyDraft('8.25')
  expect(sameDraft(one, emptyDraft('8.25'))).toBe(true)
})

test('two versions are set side by side, part by part and line by line', () => {
  const tee = (quantity: string) => ({ ...emptyLine('item', 'Tee'), quantity, unitPrice: '8.50' })
  const mine = { ...emptyDraft('8.25'), lines: [tee('12'), tee('6')], depositRequested: true }
  const theirs = { ...emptyDraft('8.25'), lines: [tee('12'), tee('20'), tee('1')], taxRate: '0' }
  expect(draftDifferences(mine, theirs, draftLabels)).toEqual([
    { field: 'Line 2', typed: 'Tee, 6 x 8.50', saved: 'Tee, 20 x 8.50' },
    { field: 'Line 3', typed: '', saved: 'Tee, 1 x 8.50' },
    { field: 'Tax rate', typed: '8.25', saved: '0' },
    { field: 'Deposit requested', typed: 'Yes', saved: 'No' },
  ])
  expect(draftDifferences(mine, mine, draftLabels)).toEqual([])
})
