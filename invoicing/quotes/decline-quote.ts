import { implementing } from '../../server/operation.ts'
import { lockCustomerOfQuote } from '../customers/customer-locks.sql.ts'
import { requireQuotePermits } from './quote.ts'
import { lockQuote, markDeclined, quoteNotFound, readQuote } from './quotes.sql.ts'

/** Records that the customer declined a quote, and why; a draft can be given up the same way. */
export const declineQuote = implementing.quotes.decline.handler(
  async ({ input, context: { tx, today, caller, audit } }) => {
    const customer = await lockCustomerOfQuote(tx, input.quoteId, quoteNotFound)
    const quote = await lockQuote(tx, input.quoteId, customer.id, today)
    requireQuotePermits(quote, 'decline', 'quote_not_sent')
    const reason = input.reason ?? null
    await markDeclined(tx, quote.id, { byUserId: caller.userId, today, reason })
    audit.record({
      entity: 'quote',
      entityId: quote.id,
      label: quote.quoteNumber,
      reason,
      before: { status: quote.status },
      after: { status: 'declined', revision: quote.revision },
    })
    return readQuote(tx, quote.id, today)
  },
)
