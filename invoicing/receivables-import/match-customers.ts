import type { ReceivableRow } from '../../contract/import.ts'
import type { Running } from '../../server/operation.ts'
import { takeNumber } from '../numbers/numbers.sql.ts'
import { insertImportedCustomer, lockCustomersOf } from './import.sql.ts'
import type { ImportCustomer } from './receivable.ts'

/**
 * The customers of the rows, by what the rows call them: matched by customer number or by the other system's id, and made
 * where neither is known and the row can be booked. All of them are locked, in the order of their ids.
 */
export async function matchCustomers(
  { tx, caller, audit, dryRun }: Running,
  rows: readonly ReceivableRow[],
  canBeBooked: (row: ReceivableRow) => boolean,
): Promise<Map<string, ImportCustomer>> {
  const customers = await lockCustomersOf(tx, [...new Set(rows.map((row) => row.customer))])
  for (const row of rows) {
    const { customer: externalId, customerName } = row
    if (customers.has(externalId) || !canBeBooked(row)) continue
    const name = customerName ?? externalId
    const number = dryRun ? { text: `dry run ${customers.size}`, value: 0 } : await takeNumber(tx, 'customer')
    const id = await insertImportedCustomer(tx, { number, name, externalId, createdByUserId: caller.userId })
    const { currency, booksClosedOn } = tx.company
    customers.set(externalId, { id, name, currency, closedThrough: booksClosedOn })
    audit.record({
      entity: 'customer',
      entityId: id,
      label: number.text,
      after: { name, externalId, imported: true },
    })
  }
  return customers
}
