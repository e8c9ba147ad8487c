import type { Transaction } from '../../database/transaction.ts'
import type { AuditTrail } from '../../server/audit-trail.ts'
import type { AddressContent } from './address.ts'
import { clearDefaultAddress } from './addresses.sql.ts'

/**
 * Takes the default mark from the address of this type that has it, so that this one can (B: one default per type).
 * Comes before the address is written, under the lock on the customer.
 */
export async function takeOverDefault(
  tx: Transaction,
  audit: AuditTrail,
  customerId: string,
  { type, isDefault }: AddressContent,
  addressId: string | null,
): Promise<void> {
  if (!isDefault) return
  for (const before of await clearDefaultAddress(tx, customerId, type, addressId)) {
    audit.record({
      entity: 'address',
      entityId: before.id,
      label: before.label,
      before: { isDefault: true },
      after: { isDefault: false },
    })
  }
}
