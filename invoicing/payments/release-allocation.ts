import { implementing } from '../../server/operation.ts'
import { takeBack } from '../allocations/take-back.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { readPayerOf, readPayment } from './payments.sql.ts'

/** Takes one allocation of a payment back: the invoice is open by that much again, the money is unapplied (MISSION 4). */
export const releaseAllocation = implementing.payments.releaseAllocation.handler(
  async ({ input, context }) => {
    const { tx, audit } = context
    const customer = await lockCustomer(tx, await readPayerOf(tx, input.paymentId))
    const source = { paymentId: input.paymentId }
    const allocation = await takeBack(context, customer, source, input.allocationId)
    const after = await readPayment(tx, input.paymentId)
    audit.record({
      entity: 'payment',
      entityId: input.paymentId,
      label: allocation.invoiceNumber,
      before: { allocation },
      after: { unapplied: after.unappliedAmount },
    })
    return after
  },
)
