import { Refused } from '../../contract/refusals.ts'
import { mayCall } from '../../server/caller.ts'
import { implementing } from '../../server/operation.ts'
import { requireStatusChange } from './customer.ts'
import { lockCustomer } from './customer-locks.sql.ts'
import { readCustomer, updateStatus } from './customers.sql.ts'

/** Makes a customer active, inactive or blocked (B: Customer Status). Unblocking is for those who may approve it. */
export const setCustomerStatus = implementing.customers.setStatus.handler(
  async ({ input, context: { tx, today, caller, audit } }) => {
    const customer = await lockCustomer(tx, input.customerId)
    const { status } = input
    const reason = input.reason ?? null
    const approvalReference = input.approvalReference ?? null
    requireStatusChange(customer, status, reason, approvalReference)
    if (customer.status === 'blocked' && !mayCall(caller, 'accounting.customers.unblock')) {
      throw new Refused(
        'forbidden',
        'Unblocking needs the permission accounting.customers.unblock. Ask an owner or admin for it.',
      )
    }
    await updateStatus(tx, customer.id, { status, reason, approvalReference, byUserId: caller.userId })
    const after = await readCustomer(tx, customer.id, today)
    audit.record({
      entity: 'customer',
      entityId: customer.id,
      label: after.customerNumber,
      reason,
      before: { status: customer.status },
      after: { status, approvalReference },
    })
    return after
  },
)
