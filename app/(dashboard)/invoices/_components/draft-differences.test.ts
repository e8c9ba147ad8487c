import { expect, test } from 'vitest'
import { draftLabels, emptyDraft } from './draft.ts'
import { draftDifferences } from './draft-differences.ts'
import { type DraftLine, emptyLine } from './draft-line.ts'

const line = (kind: DraftLine['kind'], description: string, unitPrice: string): DraftLine => ({
  ...emptyLine(kind, description),
  ...{ quantity: '1', unitPrice },
})
const draft = (...lines: DraftLine[]) => ({
  ...emptyDraft('8.25', '6f1f7a2e-6c2f-4c55-9a53-0a3f5f0c0001'),
  lines,
})

test('a charge is called as in the form, wherever it stands among the lines', () => {
  const typed = draft(line('item', 'Tees', '8'), line('fee', 'Rush', '40'))
  const saved = draft(line('item', 'Tees', '8'), line('item', 'Caps', '12'), line('fee', 'Rush', '45'))
  expect(draftDifferences(typed, saved, draftLabels).map(({ field }) => field)).toEqual([
    'Line 2',
    'Charge 1',
  ])
})

test('two drafts that say the same differ in nothing', () => {
  expect(
    draftDifferences(draft(line('item', 'Tees', '8')), draft(line('item', 'Tees', '8')), draftLabels),
  ).toEqual([])
})
