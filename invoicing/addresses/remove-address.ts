import { implementing } from '../../server/operation.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { contentOfAddress } from './address.ts'
import { markAddressRemoved, readAddress } from './addresses.sql.ts'

/** Removes an address. If it was a default, its type has none from then on. */
export const removeAddress = implementing.addresses.remove.handler(
  async ({ input: { customerId, addressId }, context: { tx, audit } }) => {
    await lockCustomer(tx, customerId)
    const before = await readAddress(tx, customerId, addressId)
    await markAddressRemoved(tx, addressId)
    audit.record({
      entity: 'address',
      entityId: addressId,
      label: before.label,
      before: { customerId, ...contentOfAddress(before) },
      after: { removed: true },
    })
    return { id: addressId, removed: true as const }
  },
)
