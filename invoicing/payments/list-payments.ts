import { implementing } from '../../server/operation.ts'
import { pageFrom, placeOf, sortedAs } from '../../server/pages.ts'
import { readPayments } from './payments.sql.ts'

/** Payments newest first, a page at a time. */
export const listPayments = implementing.payments.list.handler(async ({ input, context: { tx } }) => {
  const { customerId, invoiceId, quoteId, limit } = input
  const found = await readPayments(tx, {
    customerId,
    invoiceId,
    quoteId,
    limit,
    after: placeOf(input.cursor, sortedAs.date),
  })
  const { rows, nextCursor } = pageFrom(found, limit, ({ place }) => place)
  return { data: rows.map(({ payment }) => payment), nextCursor }
})
