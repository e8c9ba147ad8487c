import { implementing } from '../../server/operation.ts'
import { requireVersion } from '../../server/require-version.ts'
import { requireOpenToBusiness } from '../customers/customer.ts'
import { lockCustomerOfQuote } from '../customers/customer-locks.sql.ts'
import { requireQuotePermits, requireStillValid } from './quote.ts'
import { lockQuote, markSent, quoteNotFound, readQuote } from './quotes.sql.ts'

/** Sends a draft quote: from now on this version stays as it is. */
export const sendQuote = implementing.quotes.send.handler(
  async ({ input, context: { tx, today, caller, audit } }) => {
    const customer = await lockCustomerOfQuote(tx, input.quoteId, quoteNotFound)
    const quote = await lockQuote(tx, input.quoteId, customer.id, today)
    requireQuotePermits(quote, 'send', 'quote_not_draft')
    if (input.version !== undefined) requireVersion(quote.quoteNumber, quote.version, input.version)
    requireOpenToBusiness(customer)
    requireStillValid(quote, today)
    const { billingAddress } = await readQuote(tx, quote.id, today)
    await markSent(tx, quote.id, {
      byUserId: caller.userId,
      today,
      customerName: customer.name,
      billingAddress,
    })
    const sent = await readQuote(tx, quote.id, today)
    audit.record({
      entity: 'quote',
      entityId: quote.id,
      label: quote.quoteNumber,
      before: { status: quote.status },
      after: { status: sent.status, revision: sent.revision, total: sent.total, validUntil: sent.validUntil },
    })
    return sent
  },
)
