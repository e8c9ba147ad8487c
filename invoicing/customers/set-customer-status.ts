import type { CustomerStatus } from '../../contract/customers.ts'
import { Refused } from '../../contract/refusals.ts'
import { mayCall } from '../../server/caller.ts'
import { implementing, type Running } from '../../server/operation.ts'
import { requireStatusChange } from './customer.ts'
import { lockCustomer } from './customer-locks.sql.ts'
import { readCustomer, updateStatus } from './customers.sql.ts'

/** Makes a customer active, inactive or blocked (B: Customer Status). */
export const setCustomerStatus = implementing.customers.setStatus.handler(async ({ input, context }) => {
  const { tx, today } = context
  const customer = await lockCustomer(tx, input.customerId)
  const { status, reason = null, approvalReference = null } = input
  await changeStatus(context, customer, { status, reason, approvalReference })
  return readCustomer(tx, customer.id, today)
})

/** Changes the status of a customer whose row is locked. Unblocking is for those who may approve it. */
export async function changeStatus(
  { tx, caller, audit }: Running,
  customer: { id: string; customerNumber: string; name: string; status: CustomerStatus },
  change: { status: CustomerStatus; reason: string | null; approvalReference: string | null },
): Promise<void> {
  const { status, reason, approvalReference } = change
  requireStatusChange(customer, status, reason, approvalReference)
  if (customer.status === 'blocked' && !mayCall(caller, 'accounting.customers.unblock')) {
    throw new Refused(
      'forbidden',
      'Unblocking needs the permission accounting.customers.unblock. Ask an owner or admin for it.',
    )
  }
  await updateStatus(tx, customer.id, { ...change, byUserId: caller.userId })
  audit.record({
    entity: 'customer',
    entityId: customer.id,
    label: customer.customerNumber,
    reason,
    before: { status: customer.status },
    after: { status, approvalReference },
  })
}
