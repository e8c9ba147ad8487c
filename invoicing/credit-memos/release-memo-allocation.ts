import { implementing } from '../../server/operation.ts'
import { takeBack } from '../allocations/take-back.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { readMemo, readMemoPlace } from './credit-memos.sql.ts'

/** Takes one allocation of a memo's credit back: the invoice is open by that much again, the credit is unapplied. */
export const releaseMemoAllocation = implementing.creditMemos.releaseAllocation.handler(
  async ({ input, context }) => {
    const { tx, audit } = context
    const { customerId } = await readMemoPlace(tx, input.creditMemoId)
    const customer = await lockCustomer(tx, customerId)
    const source = { creditMemoId: input.creditMemoId }
    const allocation = await takeBack(context, customer, source, input.allocationId)
    const after = await readMemo(tx, input.creditMemoId)
    audit.record({
      entity: 'credit_memo',
      entityId: after.id,
      label: after.creditMemoNumber,
      before: { allocation },
      after: { unapplied: after.unappliedAmount },
    })
    return after
  },
)
