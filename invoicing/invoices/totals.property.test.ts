import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyTotalsInput } from '../../tests/support/any-invoice.ts'
import {
  type Deviation,
  floatTotals,
  modelTotals,
  type TotalsOutcome,
} from '../../tests/support/totals-model.ts'
import { smallestAmountCents } from '../money/money.ts'
import { type InvoiceTotals, invoiceTotals, type TotalsInput } from './totals.ts'
import { TotalsError } from './totals-error.ts'

function outcomeOf(input: TotalsInput): TotalsOutcome {
  try {
    return invoiceTotals(input)
  } catch (error) {
    if (error instanceof TotalsError && error.code === 'discount_exceeds_subtotal') return error.code
    throw error
  }
}

/** The one property that judges the real function and every mutant. */
function agreesWithModel(totals: (input: TotalsInput) => TotalsOutcome) {
  return fc.property(anyTotalsInput, (input) => isDeepStrictEqual(totals(input), modelTotals(input)))
}

describe('invoice totals against exact fractions', () => {
  test('agree on 20,000 random invoices', { timeout: 180_000 }, () => {
    fc.assert(agreesWithModel(outcomeOf), { numRuns: 20_000 })
  })

  test('most of the random invoices have totals, and many are refused for their discounts', () => {
    const outcomes = fc.sample(anyTotalsInput, { numRuns: 2_000, seed: 1 }).map(outcomeOf)
    const refused = outcomes.filter((outcome) => outcome === 'discount_exceeds_subtotal').length
    expect(refused).toBeGreaterThan(100)
    expect(refused).toBeLessThan(1_000)
  })

  test('totals in floating point are caught', { timeout: 180_000 }, () => {
    expect(isCaught(floatTotals)).toBe(true)
  })

  const deviations: Deviation[] = [
    { halves: 'even' },
    { tax: 'per line' },
    { tax: 'before discount' },
    { sharing: 'last line takes the rest' },
    { sizes: 'rounded together' },
  ]
  test.each(deviations)('another rule is caught: %o', { timeout: 180_000 }, (deviation) => {
    expect(isCaught((input) => modelTotals(input, deviation))).toBe(true)
  })

  function isCaught(mutant: (input: TotalsInput) => TotalsOutcome): boolean {
    return fc.check(agreesWithModel(mutant), { numRuns: 20_000, seed: 20_261_121, endOnFailure: true }).failed
  }
})

/** Runs a check on the random invoices whose discounts can be given. */
function always(check: (totals: InvoiceTotals, input: TotalsInput) => void): void {
  fc.assert(
    fc.property(anyTotalsInput, (input) => {
      const totals = outcomeOf(input)
      if (totals !== 'discount_exceeds_subtotal') check(totals, input)
    }),
    { numRuns: 2_000 },
  )
}

const sum = (amounts: number[]) => amounts.reduce((left, right) => left + right, 0)

describe('whatever the invoice', () => {
  test('parts add up to their wholes', () => {
    always((totals) => {
      expect(sum(totals.lineTotalsCents)).toBe(totals.subtotalCents)
      expect(sum(totals.discountCents)).toBe(totals.discountTotalCents)
      expect(sum(totals.lineDiscountCents)).toBe(totals.discountTotalCents)
      expect(sum(totals.taxes.map((tax) => tax.taxCents))).toBe(totals.taxAmountCents)
      expect(
        totals.subtotalCents - totals.discountTotalCents + totals.shippingCents + totals.taxAmountCents,
      ).toBe(totals.totalCents)
    })
  })

  test('no line gets more discount than it has, nothing is negative, yen stay whole', () => {
    always((totals, input) => {
      totals.lineTotalsCents.forEach((line, index) => {
        expect(totals.lineDiscountCents[index]).toBeGreaterThanOrEqual(0)
        expect(totals.lineDiscountCents[index]).toBeLessThanOrEqual(line)
      })
      const { taxes, ...amounts } = totals
      const all = [...Object.values(amounts).flat(), ...taxes.flatMap((tax) => [tax.baseCents, tax.taxCents])]
      expect(all.every((cents) => cents >= 0 && cents % smallestAmountCents(input.currency) === 0)).toBe(true)
    })
  })

  test('the order of discounts changes no total', () => {
    always((totals, input) => {
      const turned = invoiceTotals({ ...input, discounts: [...input.discounts].reverse() })
      expect(turned).toEqual({ ...totals, discountCents: [...totals.discountCents].reverse() })
    })
  })

  test('the order of lines changes neither subtotal nor discounts, and no total where nothing is discounted', () => {
    always((totals, input) => {
      const lineItems = [...input.lineItems].reverse()
      const turned = invoiceTotals({ ...input, lineItems })
      expect(turned.subtotalCents).toBe(totals.subtotalCents)
      expect(turned.discountCents).toEqual(totals.discountCents)
      const plain = invoiceTotals({ ...input, discounts: [] })
      const plainTurned = invoiceTotals({ ...input, lineItems, discounts: [] })
      expect(plainTurned.taxes).toEqual(plain.taxes)
      expect(plainTurned.totalCents).toBe(plain.totalCents)
    })
  })

  test('the order of lines changes no total where all are taxed alike', () => {
    always((_, input) => {
      const lineItems = input.lineItems.map((line) => ({ ...line, taxable: true, taxRate: null }))
      const straight = invoiceTotals({ ...input, lineItems })
      const turned = invoiceTotals({ ...input, lineItems: lineItems.reverse() })
      expect(turned.taxes).toEqual(straight.taxes)
      expect(turned.totalCents).toBe(straight.totalCents)
    })
  })
})
