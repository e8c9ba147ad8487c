import { describe, expect, test } from 'vitest'
import { type DraftLine, emptyLine } from './draft-line.ts'
import { type CellField, insertPasted, pastedRows } from './pasted-lines.ts'

const line = (description: string, more: Partial<DraftLine> = {}): DraftLine => ({
  ...emptyLine('item', description),
  ...more,
})
const rows = (text: string, from: CellField = 'description') => pastedRows(text, from) ?? []
const told = (lines: readonly DraftLine[]) =>
  lines.map(({ description, quantity, unitPrice }) => [description, quantity, unitPrice])

describe('what was copied from a spreadsheet', () => {
  test('becomes rows, a heading is skipped', () => {
    expect(rows('Item\tQty\tPrice\r\nTee\t24\t$8.50\r\nHoodie\t12\t21\r\n')).toEqual([
      { description: 'Tee', quantity: '24', unitPrice: '$8.50' },
      { description: 'Hoodie', quantity: '12', unitPrice: '21' },
    ])
  })

  test('the total that a spreadsheet adds up below its rows is no line', () => {
    expect(rows('Tee\t24\t8.50\nTotal\t\t204.00')).toEqual([
      { description: 'Tee', quantity: '24', unitPrice: '8.50' },
    ])
    expect(rows('Total\t\t204.00')).toEqual([{ description: 'Total', unitPrice: '204.00' }])
    const tee = [{ description: 'Tee', quantity: '24', unitPrice: '8.50' }]
    expect(rows('Tee\t24\t8.50\t204.00\n\t\tTotal\t204.00')).toEqual(tee)
    expect(rows('Tee\t24\t8.50\t204.00\nTotals:\t24\t\t204.00')).toEqual(tee)
    expect(rows('Qty\tItem\tPrice\n24\tTee\t8.50\nSubtotal\t\t204\nGrand total\t\t$204')).toEqual(tee)
    expect(rows('SKU\tItem\tQty\tPrice\nA1\tTee\t24\t8.50\n\t\t\tTotal\t204.00')).toEqual([
      { description: 'Tee, A1', quantity: '24', unitPrice: '8.50' },
    ])
    expect(rows('Tee\t24\t8.50\nTotal\t2\t9')).toHaveLength(2)
    expect(rows('Total eclipse tees\t\t9\nTee\t1\t8')).toHaveLength(2)
  })

  test('a first row of words that are no heading is kept, to be seen and corrected', () => {
    expect(rows('Tees, navy\tto be told\task\nCaps\t24\t8.50')).toEqual([
      { description: 'Tees, navy', quantity: 'to be told', unitPrice: 'ask' },
      { description: 'Caps', quantity: '24', unitPrice: '8.50' },
    ])
  })

  test('a heading says what the columns are, sizes too', () => {
    const [first, second] = rows(
      'Unit price\tS\tM\t2xl\tStyle\tColor\tAmount\n8.50\t4\t\t2\tTees\tRoyal\t51\n9\t\t6\t\tCaps\t\t54',
    )
    expect(first).toMatchObject({
      description: 'Tees, Royal',
      unitPrice: '8.50',
      sizes: [
        { size: 'S', quantity: '4' },
        { size: '2XL', quantity: '2' },
      ],
    })
    expect(second).toMatchObject({ description: 'Caps', sizes: [{ size: 'M', quantity: '6' }] })
  })

  test('without a heading an amount behind the price is left out, words are kept', () => {
    expect(rows('Tee\t24\t8.50\t204.00\tRoyal\nCap\t6\t9\t54.00\t')).toEqual([
      { description: 'Tee, Royal', quantity: '24', unitPrice: '8.50' },
      { description: 'Cap', quantity: '6', unitPrice: '9' },
    ])
  })

  test('one column goes into the column that it is pasted into', () => {
    expect(rows('24\n12 dz\n\n6', 'quantity')).toEqual([
      { quantity: '24' },
      { quantity: '12 dz' },
      { quantity: '6' },
    ])
    expect(rows('24\t8.50', 'quantity')).toEqual([{ quantity: '24', unitPrice: '8.50' }])
    expect(rows('Tees\nCaps')).toEqual([{ description: 'Tees' }, { description: 'Caps' }])
  })

  test('a cell in quotes is one cell, whatever is in it', () => {
    expect(rows('"Tees, ""royal""\nand navy"\t24\t8.50\nCaps\t6\t9')).toEqual([
      { description: 'Tees, "royal" and navy', quantity: '24', unitPrice: '8.50' },
      { description: 'Caps', quantity: '6', unitPrice: '9' },
    ])
  })

  test.each(['Front print, two colors', 'Front\n', '', '5" pocket'])(
    'ordinary text is left alone: %s',
    (text) => {
      expect(pastedRows(text, 'description')).toBeUndefined()
    },
  )
})

describe('rows go where there is room', () => {
  const insert = (lines: DraftLine[], at: number, text: string, from: CellField = 'description') =>
    insertPasted(lines, lines[at]?.key ?? '', rows(text, from)).lines
  test('a blank line is filled, a full one followed', () => {
    const tee = 'Tee\t24\t8.50'
    expect(told(insert([line('Cap'), emptyLine('item')], 1, tee))).toEqual([
      ['Cap', '', ''],
      ['Tee', '24', '8.50'],
    ])
    expect(told(insert([line('Cap'), line('Sock')], 0, tee))).toEqual([
      ['Cap', '', ''],
      ['Tee', '24', '8.50'],
      ['Sock', '', ''],
    ])
  })

  test('figures fill the lines from their cell down, as in a spreadsheet', () => {
    const lines = [line('Tee'), line('Cap', { quantity: '7', unitPrice: '9' }), line('Sock')]
    expect(told(insert(lines, 0, '24\n12', 'quantity'))).toEqual([
      ['Tee', '24', ''],
      ['Cap', '12', '9'],
      ['Sock', '', ''],
    ])
    expect(told(insert(lines, 1, '12\t8.50\n6\t4', 'quantity'))).toEqual([
      ['Tee', '', ''],
      ['Cap', '12', '8.50'],
      ['Sock', '6', '4'],
    ])
    const withCharge = [line('Tee'), emptyLine('fee', 'Rush'), line('Cap')]
    expect(told(insert(withCharge, 0, '24\n12', 'quantity'))).toEqual([
      ['Tee', '24', ''],
      ['Rush', '1', ''],
      ['Cap', '12', ''],
    ])
    expect(told(insert([line('Tee'), line('Cap')], 0, '24\n12\n6', 'quantity'))).toEqual([
      ['Tee', '24', ''],
      ['Cap', '12', ''],
      ['', '6', ''],
    ])
  })

  test('items stay items and charges charges', () => {
    const lines = [line('Tee'), emptyLine('fee', 'Rush')]
    const pasted = insert(lines, 1, 'Art\t2\t55\nInk\t1\t15')
    expect(pasted.map(({ kind, description }) => [kind, description])).toEqual([
      ['item', 'Tee'],
      ['fee', 'Rush'],
      ['fee', 'Art'],
      ['fee', 'Ink'],
    ])
  })
})
