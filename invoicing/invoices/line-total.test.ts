import { describe, expect, test } from 'vitest'
import { type LineToTotal, lineTotal, piecesOf } from './line-total.ts'
import { TotalsError } from './totals-error.ts'

const run = [
  { quantity: '4', upcharge: '0' },
  { quantity: '12', upcharge: '0.00' },
  { quantity: '3', upcharge: '2.00' },
  { quantity: '1', upcharge: '3.50' },
]
const total = (line: LineToTotal, currency = 'USD') => lineTotal(line, currency, 'lineItems.0')

describe('a size run', () => {
  test('comes to its pieces at the base price and the upcharges of the large sizes', () => {
    expect(total({ unitPrice: '8.50', sizes: run })).toBe(20 * 850 + 3 * 200 + 350)
    expect(piecesOf(run)).toBe('20')
  })

  test('takes a quantity that says the same', () => {
    expect(total({ quantity: '20', unitPrice: '8.50', sizes: run })).toBe(17_950)
    expect(total({ quantity: '20.0', unitPrice: '8.50', sizes: run })).toBe(17_950)
  })

  test('rounds size by size, so that every row of the document adds up', () => {
    const halves = ['0.5', '0.5', '0.5'].map((quantity) => ({ quantity, upcharge: '0' }))
    expect(total({ unitPrice: '0.05', sizes: halves })).toBe(9)
    expect(total({ quantity: '1.5', unitPrice: '0.05' })).toBe(8)
    expect(total({ unitPrice: '5', sizes: halves }, 'JPY')).toBe(900)
  })
})

describe('imprints', () => {
  const front = { price: '1.25' }
  test('with a price are charged for each piece, those without are in the unit price', () => {
    expect(total({ quantity: '20', unitPrice: '8.50', imprints: [front, { price: null }] })).toBe(19_500)
    expect(total({ unitPrice: '8.50', sizes: run, imprints: [front, front] })).toBe(17_950 + 2 * 2_500)
  })

  test('are all that is charged where the customer furnishes the goods', () => {
    const furnished = { unitPrice: '0.00', furnished: true }
    expect(total({ ...furnished, quantity: '30', imprints: [{ price: '4.00' }] })).toBe(12_000)
    expect(total({ ...furnished, quantity: '30' })).toBe(0)
  })
})

describe('refused at its field', () => {
  const refused: [what: string, line: LineToTotal, path: string, message: RegExp, currency?: string][] = [
    [
      'a quantity that is not what the sizes come to',
      { quantity: '21', unitPrice: '1', sizes: run },
      'quantity',
      /write 20/,
    ],
    ['no quantity and no sizes', { unitPrice: '1' }, 'quantity', /must be a number/],
    [
      'a quantity of a size that is none',
      { unitPrice: '1', sizes: [{ quantity: 'x', upcharge: '0' }] },
      'sizes.0.quantity',
      /number/,
    ],
    [
      'an upcharge in parts of a yen',
      { unitPrice: '1', sizes: [{ quantity: '1', upcharge: '0.50' }] },
      'sizes.0.upcharge',
      /JPY/,
      'JPY',
    ],
    [
      'more pieces than can be kept',
      { unitPrice: '0', sizes: ['5000000', '5000000'].map((quantity) => ({ quantity, upcharge: '0' })) },
      'sizes',
      /9,999,999/,
    ],
    [
      'a price of furnished goods',
      { quantity: '1', unitPrice: '1', furnished: true },
      'unitPrice',
      /furnishes the goods/,
    ],
    [
      'an upcharge on furnished goods',
      { unitPrice: '0', sizes: run, furnished: true },
      'sizes.2.upcharge',
      /must be 0\.00/,
    ],
    [
      'an imprint that nobody could pay',
      { quantity: '9999', unitPrice: '0', imprints: [{ price: '9999999999999.99' }] },
      'imprints.0.price',
      /larger than/,
    ],
    [
      'sizes that come to too much together',
      { unitPrice: '9999999999999', sizes: ['0.6', '0.6'].map((quantity) => ({ quantity, upcharge: '0' })) },
      'quantity',
      /larger than/,
    ],
  ]
  test.each(refused)('%s', (_what, line, path, message, currency = 'USD') => {
    const attempt = () => total(line, currency)
    expect(attempt).toThrow(TotalsError)
    expect(attempt).toThrow(message)
    expect(attempt).toThrow(expect.objectContaining({ path: `lineItems.0.${path}` }))
  })
})
