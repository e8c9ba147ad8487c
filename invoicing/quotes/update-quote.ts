import type { Quote } from '../../contract/quotes.ts'
import { refuseField } from '../../contract/refusals.ts'
import { difference } from '../../server/audit-trail.ts'
import { givenFields } from '../../server/given-fields.ts'
import { implementing } from '../../server/operation.ts'
import { requireVersion } from '../../server/require-version.ts'
import { requireOpenToBusiness } from '../customers/customer.ts'
import { lockCustomerOfQuote, lockStandingAndNext } from '../customers/customer-locks.sql.ts'
import { priced } from '../invoices/invoice-content.ts'
import { requireQuotePermits } from './quote.ts'
import { type QuoteContent, quoteContentOf } from './quote-content.ts'
import {
  lockQuote,
  quoteNotFound,
  readCustomerIdOfQuote,
  readQuote,
  updateQuoteDraft,
  updateQuoteNotes,
} from './quotes.sql.ts'

/** Changes a draft quote. Of one that was sent only the internal notes can change. */
export const updateQuote = implementing.quotes.update.handler(
  async ({ input, context: { tx, today, audit } }) => {
    const { quoteId, version, customerId, ...change } = input
    const { standing, next } =
      customerId === undefined
        ? await lockCustomerOfQuote(tx, quoteId, quoteNotFound).then((one) => ({ standing: one, next: one }))
        : await lockStandingAndNext(tx, await readCustomerIdOfQuote(tx, quoteId), customerId)
    const quote = await lockQuote(tx, quoteId, standing.id, today)
    requireVersion(quote.quoteNumber, quote.version, version)
    const before = await readQuote(tx, quoteId, today)
    const { internalNotes = before.internalNotes } = change
    const onlyNotes =
      customerId === undefined && Object.keys(givenFields(change)).every((field) => field === 'internalNotes')
    if (onlyNotes) await updateQuoteNotes(tx, quoteId, internalNotes)
    else {
      requireQuotePermits(quote, 'edit', 'quote_not_draft')
      requireOpenToBusiness(next)
      if (next.id !== standing.id) requireFreeCustomer(before, next)
      const content: QuoteContent = { ...quoteContentOf(before), ...givenFields(change) }
      await updateQuoteDraft(tx, quoteId, next.id, priced(content, before.currency))
    }
    const after = await readQuote(tx, quoteId, today)
    audit.record({
      entity: 'quote',
      entityId: quoteId,
      label: quote.quoteNumber,
      ...difference(auditable(before), auditable(after)),
    })
    return after
  },
)

/** The number belongs to a customer once they saw it, and the amounts to their currency. */
function requireFreeCustomer(quote: Quote, next: { name: string; defaultCurrency: string }): void {
  if (quote.revision > 1) {
    throw refuseField(
      'customer_fixed',
      'customerId',
      `${quote.quoteNumber} was sent to ${quote.customerName} before. Write a new quote for ${next.name}.`,
    )
  }
  if (next.defaultCurrency !== quote.currency) {
    throw refuseField(
      'currency_fixed',
      'customerId',
      `${quote.quoteNumber} is in ${quote.currency}, ${next.name} is billed in ${next.defaultCurrency}. Write a new quote.`,
    )
  }
}

/** What the audit log tells of a change: the content, without line ids. */
function auditable(quote: Quote): Record<string, unknown> {
  const { total, customerId } = quote
  return { ...quoteContentOf(quote), customerId, total }
}
