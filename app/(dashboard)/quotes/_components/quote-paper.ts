import type { QuoteRevision } from '../../../../contract/quotes.ts'
import { versionMark } from '../../../../invoicing/quotes/quote.ts'
import type { QuotePaper } from '../../invoices/_components/paper.ts'

/** The paper of a quote, of the version that stands or of an earlier one. */
export function quotePaperOf(quote: QuoteRevision): QuotePaper {
  return {
    ...quote,
    kind: 'quote',
    number: `${quote.quoteNumber}${versionMark(quote.revision)}`,
    customer: { name: quote.customerName },
    lines: quote.lineItems,
    notes: quote.customerNotes,
    amountPaid: '0',
    creditedTotal: '0',
    writeOffs: [],
    balanceDue: quote.total,
    isVoid: false,
  }
}
