import { implementing } from '../../server/operation.ts'
import { requireOpenToBusiness } from '../customers/customer.ts'
import { lockCustomerOfQuote } from '../customers/customer-locks.sql.ts'
import { priced } from '../invoices/invoice-content.ts'
import { takeNumber } from '../numbers/numbers.sql.ts'
import { quoteContentOf } from './quote-content.ts'
import { insertQuote, quoteNotFound, readQuote } from './quotes.sql.ts'

/** Drafts a new quote with the content of another, under a number of its own. A last day that has passed is left out. */
export const duplicateQuote = implementing.quotes.duplicate.handler(
  async ({ input, context: { tx, today, caller, audit, dryRun } }) => {
    const customer = await lockCustomerOfQuote(tx, input.quoteId, quoteNotFound)
    requireOpenToBusiness(customer)
    const original = await readQuote(tx, input.quoteId, today)
    const { validUntil, ...content } = quoteContentOf(original)
    const stillToCome = validUntil !== null && validUntil >= today ? validUntil : null
    const copied = priced({ ...content, validUntil: stillToCome }, original.currency)
    const number = dryRun ? { text: 'dry run', value: 0 } : await takeNumber(tx, 'quote')
    const draft = { number, customerId: customer.id, content: copied, createdByUserId: caller.userId }
    const quote = await insertQuote(tx, draft, today)
    audit.record({
      entity: 'quote',
      entityId: quote.id,
      label: number.text,
      after: { status: quote.status, copiedFrom: original.quoteNumber, total: quote.total },
    })
    return dryRun ? { ...quote, quoteNumber: null } : quote
  },
)
