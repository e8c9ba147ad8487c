import { givenFields } from '../../server/given-fields.ts'
import { implementing } from '../../server/operation.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { changedAddress } from './address.ts'
import { insertAddress } from './addresses.sql.ts'
import { takeOverDefault } from './default-address.ts'

/** Adds an address to a customer (B: CustomerAddress); a default one takes over from the one before. */
export const createAddress = implementing.addresses.create.handler(
  async ({ input: { customerId, ...given }, context: { tx, audit } }) => {
    await lockCustomer(tx, customerId)
    const { label, type, line1, country } = given
    const empty = { line2: null, city: null, state: null, postalCode: null, isDefault: false, notes: null }
    const content = changedAddress({ label, type, line1, country, ...empty }, givenFields(given))
    await takeOverDefault(tx, audit, customerId, content, null)
    const address = await insertAddress(tx, customerId, content)
    audit.record({
      entity: 'address',
      entityId: address.id,
      label: address.label,
      after: { customerId, ...content },
    })
    return address
  },
)
