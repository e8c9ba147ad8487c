import type { Address } from '../../contract/addresses.ts'
import { difference } from '../../server/audit-trail.ts'
import { givenFields } from '../../server/given-fields.ts'
import { implementing, type Running } from '../../server/operation.ts'
import { requireVersion } from '../../server/require-version.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { type AddressContent, changedAddress, contentOfAddress } from './address.ts'
import { readAddress, updateAddressRow } from './addresses.sql.ts'
import { takeOverDefault } from './default-address.ts'

/** Changes an address. */
export const updateAddress = implementing.addresses.update.handler(
  async ({ input: { customerId, addressId, version, ...given }, context }) => {
    const { tx, audit } = context
    await lockCustomer(tx, customerId)
    const before = await readAddress(tx, customerId, addressId)
    requireVersion(before.label, before.version, version)
    const changed = await changeAddress(context, before, givenFields(given))
    if (changed.length > 0) return readAddress(tx, customerId, addressId)
    audit.nothingChanged()
    return before
  },
)

/**
 * Changes an address whose customer is locked, and names the fields that differ; where none does, nothing is written.
 * One that is, stays or becomes a default takes over from the default of its type, also when only the type changes. An
 * issued invoice keeps the address it was issued to.
 */
export async function changeAddress(
  { tx, audit }: Running,
  before: Address,
  given: Partial<AddressContent>,
): Promise<string[]> {
  const { id, customerId } = before
  const standing = contentOfAddress(before)
  const content = changedAddress(standing, given)
  const changed = difference({ ...standing }, { ...content })
  const fields = Object.keys(changed.after)
  if (fields.length === 0) return fields
  await takeOverDefault(tx, audit, customerId, content, id)
  await updateAddressRow(tx, id, content)
  audit.record({ entity: 'address', entityId: id, label: before.label, ...changed })
  return fields
}
