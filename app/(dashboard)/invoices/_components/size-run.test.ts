import { describe, expect, test } from 'vitest'
import { usualSizes } from '../../../../contract/line-items.ts'
import { type DraftSize, emptySize } from './draft-line.ts'
import { pastedPieces, piecesTyped, withSizes } from './size-run.ts'

const size = (label: string, quantity = '', upcharge = ''): DraftSize => ({
  ...emptySize(label, upcharge),
  quantity,
})
const told = (sizes: readonly DraftSize[] = []) => sizes.map((one) => `${one.size} ${one.quantity}`.trim())

test('sizes are added in their order; what is there stays, the shop’s own come last', () => {
  const run = withSizes([size('Toddler', '2'), size('XL', '5')], usualSizes.adult, (label) =>
    label === '2XL' ? '2.00' : '',
  )
  expect(told(run)).toEqual(['XS', 'S', 'M', 'L', 'XL 5', '2XL', '3XL', '4XL', '5XL', '6XL', 'Toddler 2'])
  expect(run.find((one) => one.size === '2XL')?.upcharge).toBe('2.00')
  expect(told(withSizes(run, usualSizes.youth, () => ''))[0]).toBe('YXS')
})

test('pieces are the sum of what can be read', () => {
  expect(piecesTyped([size('S', '4'), size('M', '1,200'), size('L', '12 dz'), size('XL')])).toBe('1204')
  expect(piecesTyped([])).toBe('0')
})

describe('pasted into a run', () => {
  const run = () => [size('S'), size('M', '1'), size('L')]
  const paste = (text: string, at = 0) => {
    const sizes = run()
    return pastedPieces(sizes, sizes[at]?.key ?? '', text)
  }
  test('a row fills from the cell on; what finds no size asks for its name', () => {
    expect(told(paste('4\t12\t8'))).toEqual(['S 4', 'M 12', 'L 8'])
    expect(told(paste('4\t\t8'))).toEqual(['S 4', 'M 1', 'L 8'])
    expect(told(paste('12\t8\t3', 1))).toEqual(['S', 'M 12', 'L 8', '3'])
    expect(told(paste('4\n12'))).toEqual(['S 4', 'M 12', 'L'])
  })

  test('labels over quantities find their sizes', () => {
    expect(told(paste('l\t2XL\tTall\n8\t2\tx'))).toEqual(['S', 'M 1', 'L 8', '2XL 2', 'Tall x'])
  })

  test('a single cell is pasted as it is', () => {
    expect(paste('12')).toBeUndefined()
  })
})
