import { expect, test } from 'vitest'
import { differingParts, sameDraft } from './document-draft.ts'
import { draftLabels, emptyDraft } from './draft.ts'
import { emptyLine } from './draft-line.ts'

test('drafts are compared by what they say, not by the names of their rows', () => {
  const one = emptyDraft('8.25')
  expect(sameDraft(one, emptyDraft('8.25'))).toBe(true)
  const other = { ...one, lines: [emptyLine('item', 'Tee')], taxRate: '0', taxExemptionReason: 'Resale' }
  expect(differingParts(one, other, draftLabels)).toEqual(['line items', 'tax'])
})
