import { implementing } from '../../server/operation.ts'
import { pageFrom, placeOf, sortedAs } from '../../server/pages.ts'
import { readMemos } from './credit-memos.sql.ts'

/** Credit memos newest first, a page at a time. */
export const listCreditMemos = implementing.creditMemos.list.handler(async ({ input, context: { tx } }) => {
  const { customerId, invoiceId, limit } = input
  const after = placeOf(input.cursor, sortedAs.integer)
  const found = await readMemos(tx, { customerId, invoiceId, limit, after })
  const { rows, nextCursor } = pageFrom(found, limit, ({ place }) => place)
  return { data: rows.map(({ memo }) => memo), nextCursor }
})
