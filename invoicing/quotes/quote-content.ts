import type { itemizationModes } from '../../contract/pricing.ts'
import type { Quote } from '../../contract/quotes.ts'
import { type Priced, type Pricing, pricingOf } from '../invoices/invoice-content.ts'

/** Everything about a quote that people write. */
export interface QuoteContent extends Pricing {
  title: string | null
  validUntil: string | null
  itemizationMode: (typeof itemizationModes)[number]
  internalNotes: string | null
  customerNotes: string | null
}

export type PricedQuote = Priced<QuoteContent>

/** The content of a quote as it stands, for a change of some of its fields, or for another of the same. */
export function quoteContentOf(quote: Quote): QuoteContent {
  return {
    ...pricingOf(quote),
    title: quote.title,
    validUntil: quote.validUntil,
    itemizationMode: quote.itemizationMode,
    internalNotes: quote.internalNotes,
    customerNotes: quote.customerNotes,
  }
}
