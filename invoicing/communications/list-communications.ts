import { implementing } from '../../server/operation.ts'
import { pageFrom, placeOf, sortedAs } from '../../server/pages.ts'
import { readCustomer } from '../customers/customers.sql.ts'
import { readCommunications } from './communications.sql.ts'

/** A customer's timeline, newest first. */
export const listCommunications = implementing.communications.list.handler(
  async ({ input, context: { tx, today } }) => {
    const { id } = await readCustomer(tx, input.customerId, today)
    const after = placeOf(input.cursor, sortedAs.instant)
    const found = await readCommunications(tx, id, { after, limit: input.limit })
    const { rows, nextCursor } = pageFrom(found, input.limit, ({ place }) => place)
    return { data: rows.map(({ communication }) => communication), nextCursor }
  },
)
