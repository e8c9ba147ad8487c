import { givenFields } from '../../server/given-fields.ts'
import { implementing } from '../../server/operation.ts'
import { requireVersion } from '../../server/require-version.ts'
import { changeCustomer } from './change-customer.ts'
import { lockCustomer } from './customer-locks.sql.ts'
import { readCustomer } from './customers.sql.ts'

/** Changes a customer. */
export const updateCustomer = implementing.customers.update.handler(
  async ({ input: { customerId, version, ...given }, context }) => {
    const { tx, today, audit } = context
    await lockCustomer(tx, customerId)
    const before = await readCustomer(tx, customerId, today)
    requireVersion(before.name, before.version, version)
    const changed = await changeCustomer(context, before, givenFields(given))
    if (changed.length > 0) return readCustomer(tx, customerId, today)
    audit.nothingChanged()
    return before
  },
)
