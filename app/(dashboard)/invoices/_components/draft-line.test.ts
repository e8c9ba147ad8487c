import { describe, expect, test } from 'vitest'
import {
  addLine,
  type DraftLine,
  draftLineOf,
  emptyLine,
  isBlank,
  moveLine,
  removeLine,
} from './draft-line.ts'

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

describe('a saved line', () => {
  const saved = {
    ...{ kind: 'item' as const, group: null, description: 'Tees', quantity: '36', unitPrice: '8.50' },
    ...{ taxable: true, taxRate: null, furnished: false, percentOfItems: null },
    sizes: [
      { size: 'M', quantity: '32', upcharge: '0.00' },
      { size: '2XL', quantity: '4', upcharge: '2.00' },
    ],
    imprints: [{ location: 'Front', technique: 'Screen print', colors: 2, price: null }],
  }
  test('is typed on where it was left', () => {
    expect(draftLineOf(saved)).toMatchObject({
      sizes: [
        { size: 'M', quantity: '32', upcharge: '' },
        { size: '2XL', quantity: '4', upcharge: '2.00' },
      ],
      imprints: [{ location: 'Front', colors: '2', price: '' }],
    })
  })
})

test('a line with sizes that nobody filled is blank, one with an imprint is not', () => {
  const sizes = [{ key: 's', size: 'M', quantity: ' ', upcharge: '2.00' }]
  expect(isBlank({ ...emptyLine('item'), sizes })).toBe(true)
  const imprints = [{ key: 'i', location: 'Front', technique: '', colors: '', price: '' }]
  expect(isBlank({ ...emptyLine('item'), imprints })).toBe(false)
  expect(isBlank({ ...emptyLine('fee'), percentOfItems: '25' })).toBe(false)
})
