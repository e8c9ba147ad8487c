import { expect, test } from 'vitest'
import { type ChargedLine, withPercentCharges } from './percent-charge.ts'

const item = (quantity: string, unitPrice: string): ChargedLine => ({ kind: 'item', quantity, unitPrice })
const charge = (percentOfItems: string): ChargedLine => ({ kind: 'fee', unitPrice: '7', percentOfItems })
const prices = (lines: ChargedLine[], currency = 'USD') =>
  withPercentCharges(lines, currency).map(({ quantity, unitPrice }) => [quantity, unitPrice])

test('a charge in percent is one, at its share of what the items come to', () => {
  expect(prices([item('3', '8.50'), charge('25'), item('1', '4.50')])).toEqual([
    ['3', '8.50'],
    ['1', '7.50'],
    ['1', '4.50'],
  ])
})

test('it is rounded half up, in the decimals of the currency', () => {
  expect(prices([item('1', '0.10'), charge('25')])[1]).toEqual(['1', '0.03'])
  expect(prices([item('1', '10'), charge('25')], 'JPY')[1]).toEqual(['1', '3'])
})

test('no charge is charged on another one, and one with a price of its own keeps it', () => {
  const art: ChargedLine = { kind: 'fee', quantity: '2', unitPrice: '45', percentOfItems: null }
  expect(prices([item('10', '10'), art, charge('10'), charge('5')])).toEqual([
    ['10', '10'],
    ['2', '45'],
    ['1', '10.00'],
    ['1', '5.00'],
  ])
})
