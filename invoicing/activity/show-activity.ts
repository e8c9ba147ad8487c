import { refuseField } from '../../contract/refusals.ts'
import { implementing } from '../../server/operation.ts'
import { placeOf, sortedAs } from '../../server/pages.ts'
import { readCustomer } from '../customers/customers.sql.ts'
import { readActivity } from './activity.sql.ts'

/**
 * A customer's invoices, quotes and orders, from their snapshots alone (A: no joins at render time). Entries prove that
 * there is such a customer; only where none are found is it asked whether there is one.
 */
export const showActivity = implementing.activity.show.handler(async ({ input, context: { tx, today } }) => {
  const { customerId, list, cursor, limit } = input
  const after = placeOf(cursor, sortedAs.instant)
  if (after && !list) throw refuseField('invalid_input', 'list', 'says which list the cursor belongs to')
  const found = await readActivity(tx, { customerId, list, after, limit }, today)
  const isEmpty = found.invoices.length + found.quotes.length + found.orders.length === 0
  if (isEmpty) await readCustomer(tx, customerId, today)
  return found
})
