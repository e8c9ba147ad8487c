import { describe, expect, test } from 'vitest'
import { floatTotals } from '../../tests/support/totals-model.ts'
import { invoiceTotals, type TotalsInput } from './totals.ts'
import { TotalsError } from './totals-error.ts'

const line = (
  quantity: string,
  unitPrice: string,
  more: { taxable?: boolean; taxRate?: string | null } = {},
) => ({
  quantity,
  unitPrice,
  taxable: true,
  ...more,
})

const invoice = (input: Partial<TotalsInput>): TotalsInput => ({
  currency: 'USD',
  lineItems: [],
  discounts: [],
  shipping: '0',
  shippingTaxable: false,
  taxRate: '0',
  ...input,
})

describe('a shop invoice, worked out by hand', () => {
  test('shirts, screens and a rush fee with a discount, shipping and tax', () => {
    const totals = invoiceTotals(
      invoice({
        lineItems: [line('144', '7.85'), line('3', '25.00'), line('1', '75.00', { taxable: false })],
        discounts: [
          { kind: 'percent', value: '5' },
          { kind: 'amount', value: '10.00' },
        ],
        shipping: '38.50',
        taxRate: '8.25',
      }),
    )
    // 144 x 7.85 = 1130.40; 1130.40 + 75 + 75 = 1280.40; 5 % of it = 64.02; with 10.00 more = 74.02.
    // Shares of 74.02: 65.3484.., 4.3357.., 4.3357..: down to 65.34, 4.33, 4.33; two cents are left for lines 1 and 2,
    // whose remainders are .84, .57 and .57, the tie going to the earlier line.
    // Taxed: 1130.40 - 65.35 + 75.00 - 4.34 = 1135.71; 8.25 % of it = 93.696..., so 93.70.
    expect(totals).toEqual({
      lineTotalsCents: [113040, 7500, 7500],
      subtotalCents: 128040,
      discountCents: [6402, 1000],
      discountTotalCents: 7402,
      lineDiscountCents: [6535, 434, 433],
      shippingCents: 3850,
      taxes: [{ rate: '8.25', baseCents: 113571, taxCents: 9370 }],
      taxAmountCents: 9370,
      totalCents: 133858,
    })
  })

  test('one cent over three equal lines goes to the first', () => {
    const lineItems = [line('1', '10.00'), line('1', '10.00'), line('1', '10.00')]
    const totals = invoiceTotals(invoice({ lineItems, discounts: [{ kind: 'amount', value: '0.01' }] }))
    expect(totals.lineDiscountCents).toEqual([1, 0, 0])
  })

  test('halves of a cent go up, where a float falls short', () => {
    const half = invoice({ lineItems: [line('1.005', '1.00')] })
    expect(invoiceTotals(half).totalCents).toBe(101)
    expect(floatTotals(half)).toMatchObject({ totalCents: 100 })
  })

  test('nothing discounted, nothing taxed, nothing at all', () => {
    expect(invoiceTotals(invoice({ taxRate: '8.25', shippingTaxable: true }))).toMatchObject({
      subtotalCents: 0,
      taxes: [],
      totalCents: 0,
    })
    const furnished = invoice({
      lineItems: [line('24', '0.00')],
      discounts: [{ kind: 'percent', value: '10' }],
      taxRate: '6',
    })
    expect(invoiceTotals(furnished)).toMatchObject({ lineDiscountCents: [0], taxes: [], totalCents: 0 })
  })
})

describe('tax', () => {
  test('once per rate, not per line: three lines of 0.10 at 5 % are taxed 0.02, not 0.03', () => {
    const lineItems = [line('1', '0.10'), line('1', '0.10'), line('1', '0.10')]
    expect(invoiceTotals(invoice({ lineItems, taxRate: '5' })).taxAmountCents).toBe(2)
  })

  test('a line of its own rate, an exempt one, and taxable shipping at the default rate', () => {
    const lineItems = [
      line('1', '100.00'),
      line('1', '50.00', { taxRate: '4' }),
      line('1', '30.00', { taxable: false, taxRate: '4' }),
    ]
    const totals = invoiceTotals(
      invoice({ lineItems, taxRate: '10', shipping: '12.00', shippingTaxable: true }),
    )
    expect(totals.taxes).toEqual([
      { rate: '4', baseCents: 5000, taxCents: 200 },
      { rate: '10', baseCents: 11200, taxCents: 1120 },
    ])
  })

  test('shipping is neither discounted nor, by default, taxed', () => {
    const shipped = invoice({
      lineItems: [line('1', '100.00')],
      discounts: [{ kind: 'percent', value: '100' }],
      shipping: '15.00',
      taxRate: '10',
    })
    expect(invoiceTotals(shipped)).toMatchObject({ taxes: [], totalCents: 1500 })
    expect(invoiceTotals({ ...shipped, shippingTaxable: true }).totalCents).toBe(1650)
  })

  test('rates that are equal as numbers are one rate, and a zero rate has no row', () => {
    const lineItems = [
      line('1', '0.06'),
      line('1', '0.06', { taxRate: '8.250' }),
      line('1', '0.06', { taxRate: '8.2500' }),
      line('1', '5.00', { taxRate: '0.00' }),
    ]
    expect(invoiceTotals(invoice({ lineItems, taxRate: '8.25' })).taxes).toEqual([
      { rate: '8.25', baseCents: 18, taxCents: 1 },
    ])
  })

  test('rows ascend as numbers, not as text', () => {
    const lineItems = [line('1', '1.00', { taxRate: '10' }), line('1', '1.00', { taxRate: '9.5' })]
    expect(invoiceTotals(invoice({ lineItems })).taxes.map((tax) => tax.rate)).toEqual(['9.5', '10'])
  })
})

test('yen are whole in every part', () => {
  const totals = invoiceTotals(
    invoice({
      currency: 'JPY',
      lineItems: [line('1.5', '333'), line('1', '333')],
      discounts: [{ kind: 'percent', value: '10' }],
      shipping: '10',
      taxRate: '10',
    }),
  )
  // 499.5 -> 500; 833; 83.3 -> 83; shares 49.8.. and 33.1..: 50 and 33; 750 taxed 75.
  expect(totals).toEqual({
    lineTotalsCents: [50000, 33300],
    subtotalCents: 83300,
    discountCents: [8300],
    discountTotalCents: 8300,
    lineDiscountCents: [5000, 3300],
    shippingCents: 1000,
    taxes: [{ rate: '10', baseCents: 75000, taxCents: 7500 }],
    taxAmountCents: 7500,
    totalCents: 83500,
  })
})

test('amounts as the database keeps them give the same totals', () => {
  const wire = invoice({ currency: 'JPY', lineItems: [line('3', '250')], taxRate: '10', shipping: '90' })
  const stored = invoice({
    currency: 'JPY',
    lineItems: [line('3.0000', '250.00')],
    taxRate: '10.0000',
    shipping: '90.00',
  })
  expect(invoiceTotals(stored)).toEqual(invoiceTotals(wire))
})

describe('what cannot be computed names its field', () => {
  const one = [line('1', '10.00')]
  const most = '9999999999999.99'
  const percents = (...values: string[]) => values.map((value) => ({ kind: 'percent' as const, value }))
  test.each<[string, Partial<TotalsInput>, string, string]>([
    ['an unknown currency', { currency: 'KWD' }, 'currency', 'currency_not_supported'],
    [
      'a quantity in words',
      { lineItems: [line('1', '1.00'), line('two', '1.00')] },
      'lineItems.1.quantity',
      'invalid_input',
    ],
    ['a negative quantity', { lineItems: [line('-1', '1.00')] }, 'lineItems.0.quantity', 'invalid_input'],
    ['an exponent', { lineItems: [line('1e3', '1.00')] }, 'lineItems.0.quantity', 'invalid_input'],
    ['an empty price', { lineItems: [line('1', '')] }, 'lineItems.0.unitPrice', 'invalid_input'],
    ['NaN', { lineItems: [line('1', 'NaN')] }, 'lineItems.0.unitPrice', 'invalid_input'],
    ['a negative price', { lineItems: [line('1', '-1.00')] }, 'lineItems.0.unitPrice', 'invalid_input'],
    [
      'a third decimal',
      { lineItems: [line('1', '1.005')] },
      'lineItems.0.unitPrice',
      'amount_not_in_currency',
    ],
    [
      'half a yen',
      { currency: 'JPY', lineItems: [line('1', '1.50')] },
      'lineItems.0.unitPrice',
      'amount_not_in_currency',
    ],
    [
      'a price above the maximum',
      { lineItems: [line('1', '10000000000000.00')] },
      'lineItems.0.unitPrice',
      'amount_too_large',
    ],
    [
      'a line above the maximum',
      { lineItems: [line('2', most)] },
      'lineItems.0.quantity',
      'amount_too_large',
    ],
    [
      'a subtotal above the maximum',
      { lineItems: [line('1', most), line('1', '0.01')] },
      'lineItems',
      'amount_too_large',
    ],
    [
      'a total above the maximum',
      { lineItems: [line('1', most)], shipping: '0.01' },
      'lineItems',
      'amount_too_large',
    ],
    [
      'tax above the maximum',
      { lineItems: [line('1', most)], taxRate: '100', shipping: most, shippingTaxable: true },
      'taxRate',
      'amount_too_large',
    ],
    ['a bad default rate', { taxRate: '101' }, 'taxRate', 'invalid_input'],
    [
      'a bad rate on a line',
      { lineItems: [line('1', '1.00', { taxRate: '' })] },
      'lineItems.0.taxRate',
      'invalid_input',
    ],
    ['a negative rate', { taxRate: '-8.25' }, 'taxRate', 'invalid_input'],
    ['shipping in words', { shipping: 'free' }, 'shipping', 'invalid_input'],
    [
      'a discount of 101 %',
      { lineItems: one, discounts: percents('101') },
      'discounts.0.value',
      'invalid_input',
    ],
    [
      'a discount above the subtotal',
      { lineItems: one, discounts: [{ kind: 'amount', value: '10.01' }] },
      'discounts.0.value',
      'discount_exceeds_subtotal',
    ],
    [
      'discounts together above it',
      { lineItems: one, discounts: percents('60', '50') },
      'discounts.1.value',
      'discount_exceeds_subtotal',
    ],
    [
      'by a rounded cent',
      { lineItems: [line('1', '10.01')], discounts: percents('50', '50') },
      'discounts.1.value',
      'discount_exceeds_subtotal',
    ],
  ])('%s', (_, input, path, code) => {
    expect(refusalOf(invoice(input))).toMatchObject({ path, code })
  })

  test('a discount of everything and the largest invoice are fine', () => {
    expect(invoiceTotals(invoice({ lineItems: one, discounts: percents('60', '40') })).totalCents).toBe(0)
    expect(invoiceTotals(invoice({ lineItems: [line('1', most)] })).totalCents).toBe(999_999_999_999_999)
  })

  function refusalOf(input: TotalsInput): TotalsError {
    try {
      invoiceTotals(input)
    } catch (error) {
      if (error instanceof TotalsError) return error
      throw error
    }
    throw new Error('the totals were computed')
  }
})
