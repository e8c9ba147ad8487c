import { implementing } from '../../server/operation.ts'
import { requireVersion } from '../../server/require-version.ts'
import { lockCustomerOfQuote } from '../customers/customer-locks.sql.ts'
import { requireQuotePermits } from './quote.ts'
import { lockQuote, markAccepted, quoteNotFound, readQuote } from './quotes.sql.ts'

/** Records that the customer accepted a quote that was sent. One that has expired is revised first. */
export const acceptQuote = implementing.quotes.accept.handler(
  async ({ input, context: { tx, today, caller, audit } }) => {
    const customer = await lockCustomerOfQuote(tx, input.quoteId, quoteNotFound)
    const quote = await lockQuote(tx, input.quoteId, customer.id, today)
    requireQuotePermits(quote, 'accept', quote.isExpired ? 'quote_expired' : 'quote_not_sent')
    if (input.version !== undefined) requireVersion(quote.quoteNumber, quote.version, input.version)
    await markAccepted(tx, quote.id, { byUserId: caller.userId, today })
    const accepted = await readQuote(tx, quote.id, today)
    audit.record({
      entity: 'quote',
      entityId: quote.id,
      label: quote.quoteNumber,
      before: { status: quote.status },
      after: { status: accepted.status, revision: accepted.revision, total: accepted.total },
    })
    return accepted
  },
)
