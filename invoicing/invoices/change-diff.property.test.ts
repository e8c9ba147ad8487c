import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PricingSnapshot } from '../../contract/pricing.ts'
import { centsOf, moneyText, sumCents } from '../money/money.ts'
import { type Compared, computeChangeDiff } from './change-diff.ts'
import { invoiceTotals } from './totals.ts'

const line = fc.record({
  kind: fc.constantFrom('item' as const, 'fee' as const),
  group: fc.constantFrom(null, 'Front'),
  description: fc.constantFrom('Tees', 'Hoodies', 'Screens', 'Art'),
  quantity: fc.integer({ min: 1, max: 300 }).map(String),
  unitPrice: fc.integer({ min: 0, max: 5_000 }).map((cents) => moneyText(cents, 'USD')),
  taxable: fc.boolean(),
  taxRate: fc.constantFrom(null, '4'),
})
const discount = fc.record({
  description: fc.constantFrom('Team', 'Goodwill'),
  kind: fc.constant('percent' as const),
  value: fc.integer({ min: 0, max: 40 }).map(String),
})
const content = fc.record({
  lineItems: fc.array(line, { minLength: 1, maxLength: 6 }),
  discounts: fc.array(discount, { maxLength: 2 }),
  shipping: fc.constantFrom('0.00', '5.00', '18.50'),
  shippingTaxable: fc.boolean(),
  taxRate: fc.constantFrom('0', '8.25'),
})

type Content = typeof content extends fc.Arbitrary<infer Value> ? Value : never

function document({ lineItems, discounts, ...rest }: Content): Compared & PricingSnapshot {
  const totals = invoiceTotals({ ...rest, lineItems, discounts, currency: 'USD' })
  const money = (cents: number) => moneyText(cents, 'USD')
  return {
    ...rest,
    currency: 'USD',
    quoteId: 'q',
    quoteNumber: 'QUO-0001',
    revision: 1,
    acceptedOn: '2026-11-21',
    lineItems: lineItems.map((one, index) => ({
      ...one,
      ...{ sizes: [], imprints: [], furnished: false, percentOfItems: null },
      id: String(index),
      lineTotal: money(totals.lineTotalsCents[index] ?? 0),
    })),
    discounts: discounts.map((one, index) => ({ ...one, amount: money(totals.discountCents[index] ?? 0) })),
    taxes: [],
    taxExemptionReason: null,
    subtotal: money(totals.subtotalCents),
    discountTotal: money(totals.discountTotalCents),
    taxAmount: money(totals.taxAmountCents),
    total: money(totals.totalCents),
  }
}

test('the effects, tax included, add up to the difference of the totals', () => {
  fc.assert(
    fc.property(content, content, (quoted, invoiced) => {
      const diff = computeChangeDiff(document(quoted), document(invoiced))
      const effects = diff.changes.map(({ effect }) => centsOf(effect))
      expect(sumCents([...effects, centsOf(diff.taxEffect)])).toBe(centsOf(diff.difference))
    }),
  )
})

test('an invoice as it was quoted has no change, in whatever order its lines stand', () => {
  fc.assert(
    fc.property(content, (quoted) => {
      const snapshot = document(quoted)
      expect(computeChangeDiff(snapshot, snapshot)).toMatchObject({
        count: 0,
        changes: [],
        difference: '0.00',
      })
      const turned = { ...snapshot, lineItems: [...snapshot.lineItems].reverse() }
      expect(computeChangeDiff(snapshot, turned).count).toBe(0)
    }),
  )
})
