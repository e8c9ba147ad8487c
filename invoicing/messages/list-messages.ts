import { implementing } from '../../server/operation.ts'
import { pageFrom, placeOf, sortedAs } from '../../server/pages.ts'
import { readMessages } from './messages.sql.ts'

/** The outbox: what was and will be mailed, newest first. */
export const listMessages = implementing.messages.list.handler(async ({ input, context: { tx } }) => {
  const { customerId, invoiceId, limit } = input
  const after = placeOf(input.cursor, sortedAs.instant)
  const found = await readMessages(tx, { customerId, invoiceId, limit, after })
  const { rows, nextCursor } = pageFrom(found, limit, ({ place }) => place)
  return { data: rows.map(({ message }) => message), nextCursor }
})
