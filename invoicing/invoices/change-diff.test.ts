import { describe, expect, test } from 'vitest'
import type { PricingSnapshot } from '../../contract/pricing.ts'
import { type Compared, computeChangeDiff } from './change-diff.ts'

type Line = PricingSnapshot['lineItems'][number]

function line(
  description: string,
  quantity: number,
  unitCents: number,
  more: { kind?: 'fee'; sizes?: Line['sizes']; imprints?: Line['imprints'] } = {},
): Line {
  const total = ((quantity * unitCents) / 100).toFixed(2)
  const unitPrice = (unitCents / 100).toFixed(2)
  return {
    ...{ id: description, group: null, description, taxable: true, taxRate: null },
    ...{ quantity: String(quantity), unitPrice, lineTotal: total },
    ...{ sizes: more.sizes ?? [], imprints: more.imprints ?? [], furnished: false, percentOfItems: null },
    kind: more.kind ?? 'item',
  }
}

const tees = line('Tees', 24, 1000)
const hoodies = line('Hoodies', 12, 3000)
const screens = line('Screens', 2, 2500, { kind: 'fee' })

function quoteOf(lineItems: Line[], more: Partial<PricingSnapshot> = {}): PricingSnapshot & Compared {
  const total = lineItems.reduce((sum, { lineTotal }) => sum + Number(lineTotal), 0).toFixed(2)
  return {
    ...{ quoteId: 'q', quoteNumber: 'QUO-0001', revision: 2, acceptedOn: '2026-11-21', currency: 'USD' },
    ...{ lineItems, discounts: [], shipping: '0.00', shippingTaxable: false, taxRate: '0', taxes: [] },
    taxExemptionReason: null,
    ...{ subtotal: total, discountTotal: '0.00', taxAmount: '0.00', total },
    ...more,
  }
}

const told = (before: Line[], after: Line[]) =>
  computeChangeDiff(quoteOf(before), quoteOf(after)).changes.map(
    ({ change, description, fields, effect }) => [
      change,
      description,
      fields.map(({ field }) => field).join(' '),
      effect,
    ],
  )

describe('lines', () => {
  test('a quantity that was changed', () => {
    expect(told([tees, hoodies], [line('Tees', 30, 1000), hoodies])).toEqual([
      ['changed', 'Tees', 'quantity', '60.00'],
    ])
  })

  test('a line in between that was added, and one that was removed', () => {
    expect(told([tees, screens], [tees, hoodies, screens])).toEqual([['added', 'Hoodies', '', '360.00']])
    expect(told([tees, hoodies, screens], [tees, screens])).toEqual([['removed', 'Hoodies', '', '-360.00']])
  })

  test('other words at the same place and price are the same line', () => {
    expect(told([tees, hoodies], [line('Royal tees', 24, 1000), hoodies])).toEqual([
      ['changed', 'Royal tees', 'description', '0.00'],
    ])
  })

  test('another thing at the same place is another line', () => {
    expect(told([tees], [line('Posters', 100, 520)])).toEqual([
      ['added', 'Posters', '', '520.00'],
      ['removed', 'Tees', '', '-240.00'],
    ])
  })

  test('sizes and imprints that were changed, as people read them', () => {
    const run = (large: string) => ({
      sizes: [
        { size: 'M', quantity: '20', upcharge: '0.00' },
        { size: '2XL', quantity: large, upcharge: '2.00' },
      ],
    })
    const front = [{ location: 'Front', technique: 'Screen print', colors: 3, price: null }]
    const before = quoteOf([line('Tees', 24, 1000, run('4'))])
    const after = quoteOf([line('Tees', 26, 1000, { ...run('6'), imprints: front })])
    expect(computeChangeDiff(before, after).changes[0]?.fields).toEqual([
      { field: 'quantity', from: '24', to: '26' },
      { field: 'sizes', from: 'M 20, 2XL 4 +2.00', to: 'M 20, 2XL 6 +2.00' },
      { field: 'imprints', from: null, to: 'Front Screen print 3 colors' },
    ])
  })

  test('of two with one name, the one that stayed as it was is not told as changed', () => {
    const more = line('Tees', 6, 1200)
    expect(told([tees, more], [line('Tees', 6, 1200), line('Tees', 24, 900)])).toEqual([
      ['changed', 'Tees', 'unitPrice', '-24.00'],
    ])
  })
})

test('discounts and shipping, and a percentage that follows the lines', () => {
  const team = { description: 'Team', kind: 'percent' as const, value: '10', amount: '24.00' }
  const goodwill = { description: 'Goodwill', kind: 'amount' as const, value: '5.00', amount: '5.00' }
  const before = quoteOf([tees], { discounts: [team, goodwill], discountTotal: '29.00', total: '211.00' })
  const after = quoteOf([line('Tees', 30, 1000)], {
    discounts: [{ ...team, amount: '30.00' }],
    discountTotal: '30.00',
    shipping: '9.00',
    taxAmount: '1.00',
    total: '280.00',
  })
  expect(computeChangeDiff(before, after)).toMatchObject({
    count: 3,
    changes: [
      { on: 'line', change: 'changed', effect: '60.00' },
      { on: 'discount', change: 'followed', description: 'Team', effect: '-6.00' },
      { on: 'discount', change: 'removed', description: 'Goodwill', effect: '5.00' },
      { on: 'shipping', change: 'changed', effect: '9.00' },
    ],
    taxEffect: '1.00',
    quotedTotal: '211.00',
    difference: '69.00',
  })
})

test('an invoice without a quote changed nothing', () => {
  expect(computeChangeDiff(null, quoteOf([tees]))).toEqual({
    ...{ quoteId: null, quoteNumber: null, revision: null, count: 0, changes: [], taxEffect: '0.00' },
    ...{ quotedTotal: null, total: '240.00', difference: '0.00' },
  })
})
