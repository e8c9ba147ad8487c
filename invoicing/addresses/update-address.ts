import { difference } from '../../server/audit-trail.ts'
import { givenFields } from '../../server/given-fields.ts'
import { implementing } from '../../server/operation.ts'
import { requireVersion } from '../../server/require-version.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { changedAddress, contentOfAddress } from './address.ts'
import { readAddress, updateAddressRow } from './addresses.sql.ts'
import { takeOverDefault } from './default-address.ts'

/**
 * Changes an address. One that is, stays or becomes a default takes over from the default of its type, also when only
 * the type changes. An issued invoice keeps the address it was issued to.
 */
export const updateAddress = implementing.addresses.update.handler(
  async ({ input: { customerId, addressId, version, ...given }, context: { tx, audit } }) => {
    await lockCustomer(tx, customerId)
    const before = await readAddress(tx, customerId, addressId)
    requireVersion(before.label, before.version, version)
    const standing = contentOfAddress(before)
    const content = changedAddress(standing, givenFields(given))
    const changed = difference({ ...standing }, { ...content })
    if (Object.keys(changed.after).length === 0) {
      audit.nothingChanged()
      return before
    }
    await takeOverDefault(tx, audit, customerId, content, addressId)
    await updateAddressRow(tx, addressId, content)
    audit.record({ entity: 'address', entityId: addressId, label: before.label, ...changed })
    return readAddress(tx, customerId, addressId)
  },
)
