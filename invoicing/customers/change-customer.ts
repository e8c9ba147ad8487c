import { refuseField } from '../../contract/refusals.ts'
import { difference } from '../../server/audit-trail.ts'
import type { Running } from '../../server/operation.ts'
import { type CustomerContent, changedCustomer, contentOfCustomer } from './customer-content.ts'
import type { CustomerAlone } from './customer-row.ts'
import { hasUsedCurrency, updateCustomerRow } from './customers.sql.ts'

/**
 * Changes a customer whose row is locked, and names the fields that differ; where none does, nothing is written. The currency is fixed as
 * soon as a quote, an invoice or a payment carries it.
 */
export async function changeCustomer(
  { tx, audit }: Running,
  standing: CustomerAlone,
  given: Partial<CustomerContent>,
): Promise<string[]> {
  const before = contentOfCustomer(standing)
  const after = changedCustomer(before, given, tx.company.country)
  const changed = difference({ ...before }, { ...after })
  const fields = Object.keys(changed.after)
  if (fields.length === 0) return fields
  if (after.defaultCurrency !== before.defaultCurrency && (await hasUsedCurrency(tx, standing.id))) {
    throw refuseField(
      'currency_fixed',
      'defaultCurrency',
      `${before.name} has documents or payments in ${before.defaultCurrency}. Create a second customer for ${after.defaultCurrency}.`,
    )
  }
  await updateCustomerRow(tx, standing.id, after)
  audit.record({
    entity: 'customer',
    entityId: standing.id,
    label: standing.customerNumber,
    before: { ...changed.before, version: standing.version },
    after: { ...changed.after, version: standing.version + 1 },
  })
  return fields
}
