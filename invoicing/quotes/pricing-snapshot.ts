import type { PricingSnapshot } from '../../contract/pricing.ts'
import type { Quote } from '../../contract/quotes.ts'

/** What the customer accepted, as the invoice keeps it for ever. */
export function pricingSnapshotOf(quote: Quote): PricingSnapshot {
  return {
    quoteId: quote.id,
    quoteNumber: quote.quoteNumber,
    revision: quote.revision,
    acceptedOn: quote.acceptedOn ?? '',
    lineItems: quote.lineItems,
    discounts: quote.discounts,
    shipping: quote.shipping,
    shippingTaxable: quote.shippingTaxable,
    taxRate: quote.taxRate,
    taxes: quote.taxes,
    taxExemptionReason: quote.taxExemptionReason,
    subtotal: quote.subtotal,
    discountTotal: quote.discountTotal,
    taxAmount: quote.taxAmount,
    total: quote.total,
  }
}
