import { describe, expect, test } from 'vitest'
import {
  addLine,
  changedParts,
  type DraftLine,
  emptyDraft,
  emptyLine,
  insertPasted,
  moveLine,
  pastedLines,
  removeLine,
  sameDraft,
} from './draft.ts'

const item = (description: string): DraftLine => ({
  ...emptyLine('item', description),
  quantity: '1',
  unitPrice: '1',
})
const fee = (description: string): DraftLine => emptyLine('fee', description)
const named = (lines: DraftLine[]) => lines.map((line) => line.description)

describe('lines', () => {
  test('are added behind the last one of their kind', () => {
    expect(named(addLine([item('a'), fee('rush')], item('b')))).toEqual(['a', 'b', 'rush'])
    expect(named(addLine([item('a')], fee('art')))).toEqual(['a', 'art'])
    expect(named(addLine([fee('art')], item('a')))).toEqual(['a', 'art'])
  })

  test('move among their kind only', () => {
    const lines = [item('a'), fee('rush'), item('b')]
    const [a, , b] = lines
    expect(named(moveLine(lines, a?.key ?? '', 1))).toEqual(['b', 'rush', 'a'])
    expect(named(moveLine(lines, b?.key ?? '', 1))).toEqual(['a', 'rush', 'b'])
    expect(named(moveLine(lines, a?.key ?? '', -1))).toEqual(['a', 'rush', 'b'])
  })

  test('leave an empty item when the last one goes', () => {
    const only = item('a')
    expect(removeLine([only, fee('rush')], only.key)).toMatchObject([
      { kind: 'item', description: '' },
      { kind: 'fee', description: 'rush' },
    ])
  })
})

describe('paste from a spreadsheet', () => {
  test('rows become lines, a heading is skipped', () => {
    const lines = pastedLines('Item\tQty\tPrice\r\nTee\t24\t$8.50\r\nHoodie\t12\t21\r\n')
    expect(lines).toMatchObject([
      { description: 'Tee', quantity: '24', unitPrice: '$8.50' },
      { description: 'Hoodie', quantity: '12', unitPrice: '21' },
    ])
  })

  test('ordinary text is left alone', () => {
    expect(pastedLines('Front print, two colours')).toBeUndefined()
    expect(pastedLines('two\nlines')).toBeUndefined()
  })

  test('a blank line is replaced, a filled one followed', () => {
    const pasted = pastedLines('Tee\t24\t8.50') ?? []
    const blank = emptyLine('item')
    const filled = item('Cap')
    expect(named(insertPasted([filled, blank], blank.key, pasted))).toEqual(['Cap', 'Tee'])
    expect(named(insertPasted([filled, blank], filled.key, pasted))).toEqual(['Cap', 'Tee', ''])
  })
})

test('drafts are compared by what they say, not by the names of their rows', () => {
  const one = emptyDraft('8.25')
  expect(sameDraft(one, emptyDraft('8.25'))).toBe(true)
  const other = { ...one, lines: [item('Tee')], taxRate: '0', taxExemptionReason: 'Resale' }
  expect(changedParts(one, other)).toEqual(['line items', 'tax'])
})
