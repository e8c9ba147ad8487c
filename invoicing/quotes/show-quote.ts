import { implementing } from '../../server/operation.ts'
import { readQuote, readQuoteRevision } from './quotes.sql.ts'

export const showQuote = implementing.quotes.show.handler(({ input, context: { tx, today } }) =>
  readQuote(tx, input.quoteId, today),
)

/** An earlier version, as it stood when it was revised. */
export const showQuoteRevision = implementing.quotes.showRevision.handler(({ input, context: { tx } }) =>
  readQuoteRevision(tx, input.quoteId, input.revision),
)
