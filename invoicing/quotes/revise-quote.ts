import { implementing } from '../../server/operation.ts'
import { requireOpenToBusiness } from '../customers/customer.ts'
import { lockCustomerOfQuote } from '../customers/customer-locks.sql.ts'
import { requireQuotePermits } from './quote.ts'
import { lockQuote, openNextRevision, quoteNotFound, readQuote } from './quotes.sql.ts'

/**
 * Makes a new version of a quote that was sent: a draft under the same number. The version before is kept as it was
 * shown, with its answer. Not while an invoice made of it stands.
 */
export const reviseQuote = implementing.quotes.revise.handler(
  async ({ input, context: { tx, today, caller, audit } }) => {
    const customer = await lockCustomerOfQuote(tx, input.quoteId, quoteNotFound)
    const quote = await lockQuote(tx, input.quoteId, customer.id, today)
    requireQuotePermits(
      quote,
      'revise',
      quote.invoiceNumber === null ? 'quote_not_sent' : 'quote_already_invoiced',
    )
    requireOpenToBusiness(customer)
    const before = await readQuote(tx, quote.id, today)
    await openNextRevision(tx, before, caller.userId)
    const after = await readQuote(tx, quote.id, today)
    audit.record({
      entity: 'quote',
      entityId: quote.id,
      label: quote.quoteNumber,
      before: { revision: before.revision, status: before.status },
      after: { revision: after.revision, status: after.status },
    })
    return after
  },
)
