import type { ReceivableRow } from '../../contract/import.ts'
import type { Transaction } from '../../database/transaction.ts'
import type { Running } from '../../server/operation.ts'
import { takeNumber } from '../numbers/numbers.sql.ts'
import { insertImportedCustomer, lockCustomersOf } from './import.sql.ts'
import type { ImportCustomer } from './receivable.ts'

/**
 * The customers of the rows, by what the rows call them: matched by customer number or by the other system's id, made
 * where neither is known. All of them are locked, in the order of their ids.
 */
export async function matchCustomers(
  tx: Transaction,
  rows: readonly ReceivableRow[],
  { caller, audit, dryRun }: Running,
): Promise<Map<string, ImportCustomer>> {
  const names = new Map(rows.map((row) => [row.customer, row.customerName ?? row.customer]))
  const customers = await lockCustomersOf(tx, [...names.keys()])
  for (const [externalId, name] of names) {
    if (customers.has(externalId)) continue
    const number = dryRun ? { text: `dry run ${customers.size}`, value: 0 } : await takeNumber(tx, 'customer')
    const id = await insertImportedCustomer(tx, { number, name, externalId, createdByUserId: caller.userId })
    customers.set(externalId, { id, name, currency: tx.company.currency })
    audit.record({
      entity: 'customer',
      entityId: id,
      label: number.text,
      after: { name, externalId, imported: true },
    })
  }
  return customers
}
