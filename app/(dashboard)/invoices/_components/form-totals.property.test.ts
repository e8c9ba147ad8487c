import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { paperRows } from '../../../../invoicing/invoices/paper-rows.ts'
import { invoiceTotals, type TotalsInput } from '../../../../invoicing/invoices/totals.ts'
import { centsOf, sumCents } from '../../../../invoicing/money/money.ts'
import { anyTotalsInput } from '../../../../tests/support/any-invoice.ts'
import { modelTotals } from '../../../../tests/support/totals-model.ts'
import { liveTotals } from './check-document.ts'
import { checkDraft } from './check-draft.ts'
import { emptyDiscount } from './document-draft.ts'
import { type Draft, emptyDraft } from './draft.ts'
import { emptyImprint, emptyLine, emptySize } from './draft-line.ts'
import { paperOfContent } from './paper.ts'

/** The invoice as somebody types it. */
function typed(input: TotalsInput): Draft {
  return {
    ...emptyDraft(input.taxRate, '6f1f7a2e-6c2f-4c55-9a53-0a3f5f0c0001'),
    shipping: input.shipping,
    shippingTaxable: input.shippingTaxable,
    discounts: input.discounts.map((discount) => ({ ...emptyDiscount(), ...discount })),
    lines: input.lineItems.map((line) => ({
      ...emptyLine(line.kind ?? 'item', 'Shirts'),
      percentOfItems: line.percentOfItems ?? null,
      quantity: line.quantity ?? '',
      unitPrice: line.unitPrice,
      taxable: line.taxable,
      taxRate: line.taxRate ?? '',
      sizes: (line.sizes ?? []).map(({ quantity, upcharge }, index) => ({
        ...emptySize(`Size ${index + 1}`, upcharge),
        quantity,
      })),
      imprints: (line.imprints ?? []).map(({ price }) => ({
        ...emptyImprint(),
        ...{ location: 'Front', technique: 'Screen print', price: price ?? '' },
      })),
      furnished: line.furnished ?? false,
    })),
  }
}

describe('whatever is typed, sizes and imprints too', () => {
  test('the totals on the screen are the model’s', { timeout: 240_000 }, () => {
    fc.assert(
      fc.property(anyTotalsInput, (input) => {
        const right = modelTotals(input)
        const { messages, ...shown } = liveTotals(typed(input), input.currency)
        if (right === 'discount_exceeds_subtotal') {
          expect(Object.keys(messages).every((path) => /^discounts\.\d+\.value$/.test(path))).toBe(true)
          expect(messages).not.toEqual({})
        } else expect(shown).toEqual(right)
      }),
      { numRuns: 20_000 },
    )
  })

  test('what is sent comes to the same, and the rows of the document add up to it', {
    timeout: 60_000,
  }, () => {
    let judged = 0
    fc.assert(
      fc.property(anyTotalsInput, (input) => {
        const { currency } = input
        const { content } = checkDraft(typed(input), currency)
        if (!content) return
        judged += 1
        const totals = invoiceTotals({ ...content, currency })
        expect(totals).toEqual(modelTotals(input))
        const customer = { name: 'Ada' }
        const details = { currency, number: null, customer, billingAddress: null, issueDate: '2026-11-21' }
        const paper = paperOfContent(content, details)
        for (const [index, row] of paperRows(paper.lines, 'itemized', currency).entries()) {
          expect(centsOf(row.amount)).toBe(totals.lineTotalsCents[index])
          const parts = row.details.flatMap(({ priced }) => (priced ? [centsOf(priced.amount)] : []))
          if (parts.length > 0) expect(sumCents(parts)).toBe(centsOf(row.amount))
        }
      }),
      { numRuns: 2_000 },
    )
    expect(judged).toBeGreaterThan(200)
  })
})
