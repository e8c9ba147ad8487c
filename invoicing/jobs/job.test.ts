import { expect, test } from 'vitest'
import { daysLate, jobFromQuote, piecesOf, piecesWithoutSize } from './job.ts'

const line = {
  ...{ id: '1', kind: 'item' as const, group: null, description: 'Tees', quantity: '96' },
  ...{ unitPrice: '8.00', taxable: true, taxRate: null, lineTotal: '768.00' },
  ...{ sizes: [], imprints: [], furnished: false, percentOfItems: null },
}

test('a job is late the day after its due date, until it is over', () => {
  expect(daysLate('new', '2026-11-21', '2026-11-21')).toBe(0)
  expect(daysLate('finishing', '2026-11-19', '2026-11-21')).toBe(2)
  expect(daysLate('new', null, '2026-11-21')).toBe(0)
  expect(daysLate('completed', '2026-11-01', '2026-11-21')).toBe(0)
  expect(daysLate('cancelled', '2026-11-01', '2026-11-21')).toBe(0)
})

test('a quote gives a job its name and its garments: whole pieces, no fees', () => {
  const art = { ...line, description: 'Art, hours', quantity: '1.5' }
  const fee = { ...line, description: 'Screens', kind: 'fee' as const, quantity: '2' }
  const quote = { title: null, quoteNumber: 'QUO-0007', lineItems: [art, line, fee] }
  const garments = [{ description: 'Tees', quantity: 96, sizes: [], imprints: [], furnished: false }]
  expect(jobFromQuote(quote)).toEqual({ title: 'Tees', garments })
  expect(jobFromQuote({ ...quote, title: 'Field day' }).title).toBe('Field day')
  expect(jobFromQuote({ ...quote, lineItems: [art] })).toEqual({ title: 'QUO-0007', garments: [] })
  const long = { ...line, description: 'x'.repeat(400) }
  expect(jobFromQuote({ ...quote, lineItems: [long] }).title).toHaveLength(200)
})

test('a size run and its imprints go along, prices stay behind', () => {
  const run = {
    ...line,
    quantity: '40',
    sizes: [
      { size: 'M', quantity: '24', upcharge: '0.00' },
      { size: '2XL', quantity: '16', upcharge: '2.00' },
    ],
    imprints: [{ location: 'Front', technique: 'Screen print', colors: 3, price: '1.50' }],
    furnished: true,
    percentOfItems: null,
  }
  expect(jobFromQuote({ title: null, quoteNumber: 'QUO-0007', lineItems: [run] }).garments).toEqual([
    {
      description: 'Tees',
      quantity: 40,
      sizes: [
        { size: 'M', quantity: 24 },
        { size: '2XL', quantity: 16 },
      ],
      imprints: [{ location: 'Front', technique: 'Screen print', colors: 3 }],
      furnished: true,
    },
  ])
})

test('pieces, and those without a size', () => {
  const sizes = [
    { size: 'M', quantity: 30 },
    { size: 'L', quantity: 40 },
  ]
  expect(piecesOf([{ quantity: 96 }, { quantity: 4 }])).toBe(100)
  expect(piecesWithoutSize({ quantity: 96, sizes })).toBe(26)
})
