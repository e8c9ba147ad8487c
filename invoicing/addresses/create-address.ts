import type { Address } from '../../contract/addresses.ts'
import { givenFields } from '../../server/given-fields.ts'
import { implementing, type Running } from '../../server/operation.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { type AddressContent, changedAddress, type NewAddress } from './address.ts'
import { insertAddress } from './addresses.sql.ts'
import { takeOverDefault } from './default-address.ts'

/** Adds an address to a customer (B: CustomerAddress); a default one takes over from the one before. */
export const createAddress = implementing.addresses.create.handler(
  async ({ input: { customerId, ...given }, context }) => {
    await lockCustomer(context.tx, customerId)
    return addAddress(context, customerId, given)
  },
)

/** Adds an address to a customer whose row is locked. */
export async function addAddress(
  { tx, audit }: Running,
  customerId: string,
  given: NewAddress,
): Promise<Address> {
  const nothing = { line2: null, city: null, state: null, postalCode: null, isDefault: false, notes: null }
  const empty: AddressContent = { ...given, ...nothing }
  const content = changedAddress(empty, givenFields(given))
  await takeOverDefault(tx, audit, customerId, content, null)
  const address = await insertAddress(tx, customerId, content)
  audit.record({
    entity: 'address',
    entityId: address.id,
    label: address.label,
    after: { customerId, ...content },
  })
  return address
}
