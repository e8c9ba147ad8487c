import { implementing } from '../../server/operation.ts'
import { readCreditLeft } from '../allocations/allocations.sql.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { giveBack } from './give-back.ts'

/** Gives a customer's unapplied credit back, the oldest of it first. */
export const refundCredit = implementing.credit.refund.handler(async ({ input, context }) => {
  const customer = await lockCustomer(context.tx, input.customerId)
  return giveBack(context, customer, input, await readCreditLeft(context.tx, customer.id))
})
