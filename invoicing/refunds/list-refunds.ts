import { implementing } from '../../server/operation.ts'
import { pageFrom, placeOf, sortedAs } from '../../server/pages.ts'
import { readRefunds } from './refunds.sql.ts'

/** Refunds newest first, a page at a time. */
export const listRefunds = implementing.refunds.list.handler(async ({ input, context: { tx } }) => {
  const { customerId, limit } = input
  const found = await readRefunds(tx, { customerId, limit, after: placeOf(input.cursor, sortedAs.date) })
  const { rows, nextCursor } = pageFrom(found, limit, ({ place }) => place)
  return { data: rows.map(({ refund }) => refund), nextCursor }
})
