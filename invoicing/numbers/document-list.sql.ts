import { type RawBuilder, sql } from 'kysely'
import type { Place, SortedAs } from '../../server/pages.ts'
import { foundCustomers } from '../customers/customers.sql.ts'
import { customerPatterns, searchPattern } from '../customers/search-pattern.ts'
import { valueSearched } from './document-number.ts'

/** The column that a list of documents is sorted by, its type, and which texts can be its values. */
export interface SortColumn {
  column: RawBuilder<unknown>
  type: RawBuilder<unknown>
  sortedAs: SortedAs
}

/**
 * Rows beyond a place. Written as two comparisons instead of one of row values, because comparing rows is not leakproof
 * and would not use the index under row-level security.
 */
export function beyond(
  { column, type }: SortColumn,
  id: RawBuilder<unknown>,
  place: Place,
  direction: 'asc' | 'desc',
): RawBuilder<unknown> {
  const value = sql`${place.value}::${type}`
  return direction === 'asc'
    ? sql`${column} >= ${value} and (${column} > ${value} or ${id} > ${place.id}::uuid)`
    : sql`${column} <= ${value} and (${column} < ${value} or ${id} < ${place.id}::uuid)`
}

/** How a noun is searched: by number in the series of its prefix, by its customer, and by title where it has one. */
interface Searched {
  prefix: string
  number: RawBuilder<unknown>
  value: RawBuilder<unknown>
  customerId: RawBuilder<unknown>
  title?: { id: RawBuilder<unknown>; search: (pattern: string) => RawBuilder<unknown> }
}

/**
 * A search finds documents by number (`INV-0042`, `inv-42`, `42`), by the customer's name, number, e-mail or phone
 * (C: N3), and by what the work is called.
 */
export function foundBy(
  query: string | undefined,
  { prefix, number, value, customerId, title }: Searched,
): RawBuilder<unknown>[] {
  const patterns = customerPatterns(query)
  const text = query?.trim() ?? ''
  if (patterns.length === 0) return []
  const wanted = valueSearched(prefix, text)
  const pattern = searchPattern(query)
  const byTitle = title && pattern ? sql` or ${title.id} = any(array(${title.search(pattern)}))` : sql``
  // One array: as a subquery the planner may look the customers up again for every document.
  return [
    sql`(${number} in (${text}, ${text.toUpperCase()}) or ${value} = ${wanted}::bigint
      or ${customerId} = any(${foundCustomers(patterns, 200)})${byTitle})`,
  ]
}
