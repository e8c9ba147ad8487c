import { implementing } from '../../server/operation.ts'
import { pageFrom, placeOf, sortedAs } from '../../server/pages.ts'
import { readCustomers } from './customers.sql.ts'
import { searchPattern } from './search-pattern.ts'

/** Customers by name, a page at a time; `q` looks into name, number, e-mail and phone. */
export const listCustomers = implementing.customers.list.handler(
  async ({ input, context: { tx, today } }) => {
    const found = await readCustomers(tx, today, {
      pattern: searchPattern(input.q),
      status: input.status,
      groupId: input.groupId,
      after: placeOf(input.cursor, sortedAs.text),
      limit: input.limit,
    })
    const { rows, nextCursor } = pageFrom(found, input.limit, ({ place }) => place)
    return { data: rows.map(({ customer }) => customer), nextCursor }
  },
)
