import { implementing } from '../../server/operation.ts'
import { pageFrom, placeOf, sortedAs } from '../../server/pages.ts'
import { readCustomers } from './customers.sql.ts'
import { customerPatterns } from './search-pattern.ts'

/** Customers by name, a page at a time; `q` looks into name, number, phone, e-mail, and those of contacts. */
export const listCustomers = implementing.customers.list.handler(
  async ({ input, context: { tx, today } }) => {
    const found = await readCustomers(tx, today, {
      filters: { patterns: customerPatterns(input.q), status: input.status, groupId: input.groupId },
      after: placeOf(input.cursor, sortedAs.text),
      limit: input.limit,
    })
    const { rows, nextCursor } = pageFrom(found, input.limit, ({ place }) => place)
    return { data: rows.map(({ customer }) => customer), nextCursor }
  },
)
