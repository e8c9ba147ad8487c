import { describe, expect, test } from 'vitest'
import { contract } from '../../../../contract/contract.ts'
import { liveTotals, messagesOf } from './check-document.ts'
import { checkDraft } from './check-draft.ts'
import { emptyDiscount } from './document-draft.ts'
import { type Draft, emptyDraft } from './draft.ts'
import { type DraftLine, emptyImprint, emptyLine, emptySize } from './draft-line.ts'

const customerId = '6f1f7a2e-6c2f-4c55-9a53-0a3f5f0c0001'

function draft(change: Partial<Draft> = {}): Draft {
  const line = { ...emptyLine('item', 'Tee, two colours'), quantity: '24', unitPrice: '8.50' }
  return { ...emptyDraft('8.25', customerId), lines: [line], ...change }
}

describe('checking before saving', () => {
  test('a good draft is what the contract takes', () => {
    const { content, messages } = checkDraft(
      draft({
        shipping: '12',
        discounts: [{ ...emptyDiscount(), value: '10' }],
        lines: [...draft().lines, { ...emptyLine('fee', 'Rush fee'), unitPrice: '25' }, emptyLine('item')],
      }),
      'USD',
    )
    expect(messages).toEqual({})
    expect(content?.lineItems).toMatchObject([
      { kind: 'item', quantity: '24', unitPrice: '8.50' },
      { kind: 'fee', quantity: '1', unitPrice: '25.00' },
    ])
    const schema = contract.invoices.create['~orpc'].inputSchema
    expect(schema?.['~standard'].validate({ ...content })).not.toHaveProperty('issues')
  })

  test('says what is missing, at its field', () => {
    expect(checkDraft(emptyDraft('0'), 'USD').messages).toEqual({
      customerId: 'Choose a customer.',
      'lines.0.description': 'Add at least one line.',
    })
  })

  test('says what is not a number, at its field', () => {
    const lines = [
      { ...emptyLine('item', 'Tee'), quantity: '12 dz', unitPrice: '1,5' },
      { ...emptyLine('item'), quantity: '1', unitPrice: '' },
    ]
    expect(checkDraft(draft({ lines, shipping: 'free', taxRate: '101' }), 'USD').messages).toEqual({
      'lines.0.quantity': 'Write the number of pieces: 12 dozen are 144.',
      'lines.0.unitPrice': 'Write decimals with a point: 1.5.',
      'lines.1.description': 'Describe this line.',
      'lines.1.unitPrice': 'Enter a price; 0 is allowed.',
      shipping: 'Write an amount such as 12.50.',
      taxRate: 'Must be at most 100 percent.',
    })
  })

  test('refuses discounts above the subtotal with the subtotal named', () => {
    const discounts = [{ ...emptyDiscount(), kind: 'amount' as const, value: '500' }]
    expect(checkDraft(draft({ discounts }), 'USD').messages).toEqual({
      'discounts.0.value': 'Discounts come to more than the subtotal of $204.00.',
    })
  })

  test('the server counts only the lines that were sent', () => {
    const lines = [emptyLine('item'), ...draft().lines]
    const { places } = checkDraft(draft({ lines }), 'USD')
    expect(messagesOf([{ path: 'lineItems.0.quantity', message: 'must be more than zero' }], places)).toEqual(
      {
        'lines.1.quantity': 'Must be more than zero.',
      },
    )
  })
})

describe('totals while typing', () => {
  test('are the server’s, with unfinished fields as nothing', () => {
    const lines = [...draft().lines, { ...emptyLine('item', 'Hoodie'), quantity: '12 d', unitPrice: '20' }]
    const totals = liveTotals(draft({ lines, shipping: '12.' }), 'USD')
    expect(totals).toMatchObject({
      lineTotalsCents: [20400, 0],
      subtotalCents: 20400,
      shippingCents: 1200,
      taxes: [{ rate: '8.25', baseCents: 20400, taxCents: 1683 }],
      totalCents: 23283,
      messages: {},
    })
  })

  test('name the discount that is too large and show the rest', () => {
    const discounts = [{ ...emptyDiscount(), kind: 'amount' as const, value: '500' }]
    const totals = liveTotals(draft({ discounts }), 'USD')
    expect(totals.subtotalCents).toBe(20400)
    expect(totals.messages['discounts.0.value']).toMatch(/more than the subtotal/)
  })

  test('survive an amount that nobody can keep', () => {
    const lines = [{ ...emptyLine('item', 'Gold'), quantity: '9999999', unitPrice: '9999999999' }]
    expect(liveTotals(draft({ lines }), 'USD').messages['lines.0.quantity']).toMatch(/larger than/)
  })
})

describe('sizes, imprints and furnished goods', () => {
  const trade = (more: Partial<DraftLine>): Draft =>
    draft({ lines: [emptyLine('item'), { ...emptyLine('item', 'Tees'), unitPrice: '8.5', ...more }] })
  const size = (label: string, quantity: string, upcharge = '') => ({
    ...emptySize(label, upcharge),
    quantity,
  })

  test('blank sizes are not sent, nor is a quantity that follows from them', () => {
    const { content, places } = checkDraft(
      trade({ sizes: [size('S', ''), size('M', '12'), size('2XL', '4', '2')], quantity: '99' }),
      'USD',
    )
    expect(content?.lineItems).toEqual([
      expect.objectContaining({
        unitPrice: '8.50',
        sizes: [
          { size: 'M', quantity: '12', upcharge: '0' },
          { size: '2XL', quantity: '4', upcharge: '2.00' },
        ],
      }),
    ])
    expect(content?.lineItems[0]).not.toHaveProperty('quantity')
    expect(messagesOf([{ path: 'lineItems.0.sizes.1.upcharge', message: 'must be less' }], places)).toEqual({
      'lines.1.sizes.2.upcharge': 'Must be less.',
    })
  })

  test('what is wrong is said at its cell', () => {
    const { messages } = checkDraft(
      trade({
        sizes: [size('M', '12 dz'), size('', '4'), size('m', '2', 'x')],
        imprints: [{ ...emptyImprint(), colors: '0', price: '1,5' }],
      }),
      'USD',
    )
    expect(messages).toMatchObject({
      'lines.1.sizes.0.quantity': 'Write the number of pieces: 12 dozen are 144.',
      'lines.1.sizes.1.size': 'Name this size.',
      'lines.1.sizes.2.size': 'm is there twice: put all its pieces into one.',
      'lines.1.sizes.2.upcharge': 'Write an amount such as 12.50.',
      'lines.1.imprints.0.location': 'Say where it goes, such as Front.',
      'lines.1.imprints.0.technique': 'Say how it is done, such as Screen print.',
      'lines.1.imprints.0.colors': 'Write the number of colors, from 1 to 30.',
      'lines.1.imprints.0.price': 'Write decimals with a point: 1.5.',
    })
  })

  test('sizes without any pieces ask for some, unless a quantity was typed before they were opened', () => {
    expect(checkDraft(trade({ sizes: [size('M', '')] }), 'USD').messages).toEqual({
      'lines.1.sizes.0.quantity': 'Enter how many of each size, or remove the sizes.',
    })
    const typed = checkDraft(trade({ sizes: [size('M', '')], quantity: '24' }), 'USD')
    expect(typed).toMatchObject({ messages: {}, content: { lineItems: [{ quantity: '24', sizes: [] }] } })
  })

  test('furnished goods cost nothing, whatever stood in the price', () => {
    const furnished = trade({
      sizes: [size('2XL', '4', '2')],
      imprints: [{ ...emptyImprint(), location: 'Back', technique: 'DTF', price: '6' }],
      furnished: true,
    })
    expect(checkDraft(furnished, 'USD').content?.lineItems[0]).toMatchObject({
      unitPrice: '0',
      sizes: [{ upcharge: '0' }],
    })
    expect(liveTotals(furnished, 'USD').subtotalCents).toBe(2_400)
  })

  test('a charge in percent follows the items', () => {
    const charge = (percentOfItems: string) => ({ ...emptyLine('fee', 'Rush fee'), percentOfItems })
    const rush = (percent: string) => draft({ lines: [...draft().lines, charge(percent)] })
    expect(checkDraft(rush('12.5'), 'USD').content?.lineItems[1]).toMatchObject({
      quantity: '1',
      unitPrice: '25.50',
    })
    expect(liveTotals(rush('12.5'), 'USD').subtotalCents).toBe(22_950)
    expect(checkDraft(rush(''), 'USD').messages).toEqual({
      'lines.1.percentOfItems': 'Enter the percentage.',
    })
    expect(checkDraft(rush('101'), 'USD').messages).toHaveProperty(['lines.1.percentOfItems'])
  })
})
