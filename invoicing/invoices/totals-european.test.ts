import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { addCents, centsOf, percentHalfUp } from '../money/money.ts'
import { invoiceTotals, type TotalsInput } from './totals.ts'

/*
 * Totals of published example invoices of the European standard EN 16931. What they say stands here in our own words;
 * where the examples themselves are at hand, beside the repository, they are read as well.
 */

type Line = [quantity: string, unitPrice: string, taxRate: string]

const taxedLines = (currency: string, lines: Line[]): TotalsInput => ({
  currency,
  lineItems: lines.map(([quantity, unitPrice, taxRate]) => ({ quantity, unitPrice, taxable: true, taxRate })),
  discounts: [],
  shipping: '0',
  shippingTaxable: false,
  taxRate: '0',
})

describe('European examples, in our own words', () => {
  test('a subscription with freight: two rates, the charge as a taxable fee line', () => {
    const lines: Line[] = [
      ['1', '800.00', '25'],
      ['1', '800.00', '10'],
      ['1', '100.00', '25'],
    ]
    expect(invoiceTotals(taxedLines('DKK', lines))).toMatchObject({
      taxes: [
        { rate: '10', baseCents: 80_000, taxCents: 8_000 },
        { rate: '25', baseCents: 90_000, taxCents: 22_500 },
      ],
      taxAmountCents: 30_500,
      totalCents: 200_500,
    })
  })

  test('paper, pens and cookies: two rates', () => {
    const lines: Line[] = [
      ['1000', '1.00', '25'],
      ['100', '5.00', '25'],
      ['500', '5.00', '12'],
    ]
    expect(invoiceTotals(taxedLines('DKK', lines))).toMatchObject({
      subtotalCents: 400_000,
      taxes: [
        { rate: '12', baseCents: 250_000, taxCents: 30_000 },
        { rate: '25', baseCents: 150_000, taxCents: 37_500 },
      ],
      taxAmountCents: 67_500,
      totalCents: 467_500,
    })
  })

  test.each([
    ['183.23', '6', '10.99'],
    ['46.37', '21', '9.74'],
    ['1460.50', '25', '365.13'],
    ['1.00', '15', '0.15'],
    ['-25.00', '0', '0.00'],
    ['1500.00', '25', '375.00'],
    ['2500.00', '12', '300.00'],
  ])('%s taxed at %s %% makes %s', (base, rate, tax) => {
    expect(percentHalfUp(centsOf(base), rate, 'EUR')).toBe(centsOf(tax))
  })
})

const folder = fileURLToPath(new URL('../../../shared/samples/en16931/', import.meta.url))
const examples = [1, 2, 3, 4, 5]
  .map((number) => `${folder}invoice-${number}.xml`)
  .filter((file) => existsSync(file))

describe('European examples at hand', () => {
  test('are all there, or none', () => {
    expect([0, 5]).toContain(examples.length)
  })

  for (const file of examples) {
    const name = file.slice(folder.length)
    const xml = readFileSync(file, 'utf8')

    test(`${name}: each rate taxes its base, and the sums add up`, () => {
      const [taxTotal = ''] = blocks(xml, 'cac:TaxTotal')
      const rows = blocks(taxTotal, 'cac:TaxSubtotal')
      const taxes = rows.map((row) => centsOf(value(row, 'cbc:TaxAmount')))
      const computed = rows.map((row) =>
        percentHalfUp(centsOf(value(row, 'cbc:TaxableAmount')), value(row, 'cbc:Percent'), 'EUR'),
      )
      expect(rows.length).toBeGreaterThan(0)
      expect(computed).toEqual(taxes)
      expect(addCents(...taxes)).toBe(centsOf(value(taxTotal, 'cbc:TaxAmount')))
      const bases = rows.map((row) => centsOf(value(row, 'cbc:TaxableAmount')))
      expect(addCents(...bases)).toBe(centsOf(value(xml, 'cbc:TaxExclusiveAmount')))
      expect(addCents(...bases, ...taxes)).toBe(centsOf(value(xml, 'cbc:TaxInclusiveAmount')))
    })

    if (!/invoice-[34]\.xml$/.test(name)) continue
    test(`${name}: our totals are the stated ones`, () => {
      const totals = invoiceTotals(taxedLines(value(xml, 'cbc:DocumentCurrencyCode'), linesAndCharges(xml)))
      const stated = blocks(xml, 'cac:TaxSubtotal').map((row) => ({
        rate: value(row, 'cbc:Percent'),
        baseCents: centsOf(value(row, 'cbc:TaxableAmount')),
        taxCents: centsOf(value(row, 'cbc:TaxAmount')),
      }))
      expect(totals.taxes).toEqual(stated.sort((left, right) => Number(left.rate) - Number(right.rate)))
      expect(totals.totalCents).toBe(centsOf(value(xml, 'cbc:TaxInclusiveAmount')))
    })
  }
})

/** Lines as 1 x their stated amount (one example states 2 x 800.00 as 800.00), charges as further lines. */
function linesAndCharges(xml: string): Line[] {
  const lines = blocks(xml, 'cac:InvoiceLine').map((line) => [line, 'cbc:LineExtensionAmount'] as const)
  const charges = blocks(xml, 'cac:AllowanceCharge').map((charge) => [charge, 'cbc:Amount'] as const)
  return [...lines, ...charges].map(([block, amount]) => [
    '1',
    value(block, amount),
    value(block, 'cbc:Percent'),
  ])
}

function blocks(xml: string, tag: string): string[] {
  return xml.match(new RegExp(`<${tag}>.*?</${tag}>`, 'gs')) ?? []
}

function value(xml: string, tag: string): string {
  const found = new RegExp(`<${tag}(?: [^>]*)?>([^<]*)<`).exec(xml)?.[1]
  if (found === undefined) throw new Error(`no ${tag}`)
  return found
}
