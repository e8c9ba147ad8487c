import { implementing } from '../../server/operation.ts'
import { pageFrom } from '../../server/pages.ts'
import { readQuotes } from './quote-list.sql.ts'

/** Quotes by view, search and sort, a page at a time. */
export const listQuotes = implementing.quotes.list.handler(async ({ input, context: { tx, today } }) => {
  const found = await readQuotes(
    tx,
    { ...input, q: input.q, customerId: input.customerId, cursor: input.cursor },
    today,
  )
  const { rows, nextCursor } = pageFrom(found, input.limit, ({ place }) => place)
  return { data: rows.map(({ summary }) => summary), nextCursor }
})
