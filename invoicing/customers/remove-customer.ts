import { implementing } from '../../server/operation.ts'
import { requireNothingOpen } from './customer.ts'
import { lockCustomer } from './customer-locks.sql.ts'
import { markRemoved, readCustomer, readOpenMatters } from './customers.sql.ts'

/** Removes a customer with whom nothing is open. The row and the number stay, so that the books stay whole. */
export const removeCustomer = implementing.customers.remove.handler(
  async ({ input, context: { tx, today, audit } }) => {
    const customer = await lockCustomer(tx, input.customerId)
    requireNothingOpen(customer, await readOpenMatters(tx, customer.id))
    const { customerNumber, name } = await readCustomer(tx, customer.id, today)
    await markRemoved(tx, customer.id)
    audit.record({
      entity: 'customer',
      entityId: customer.id,
      label: customerNumber,
      before: { name },
      after: { removed: true },
    })
    return { id: customer.id, removed: true as const }
  },
)
