import { Refused } from '../../contract/refusals.ts'
import { implementing } from '../../server/operation.ts'
import { chooseShares } from '../allocations/allocate.ts'
import { applyCredit } from '../allocations/apply.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { centsOf } from '../money/money.ts'
import { readMemo, readMemoPlace } from './credit-memos.sql.ts'

/** Puts what is left of a credit memo to other invoices of its customer. */
export const allocateCreditMemo = implementing.creditMemos.allocate.handler(async ({ input, context }) => {
  const { tx, audit } = context
  const { customerId } = await readMemoPlace(tx, input.creditMemoId)
  const customer = await lockCustomer(tx, customerId)
  const memo = await readMemo(tx, input.creditMemoId)
  if (memo.isVoid) {
    throw new Refused(
      'credit_memo_void',
      `${memo.creditMemoNumber} is void: there is no credit of it to put to an invoice.`,
    )
  }
  const unappliedCents = centsOf(memo.unappliedAmount)
  const { shares } = await chooseShares(tx, customer, input.allocations, {
    availableCents: unappliedCents,
    available: 'what is left of the credit memo is',
  })
  const { date, postingDate } = memo
  const source = { creditMemoId: memo.id }
  const made = await applyCredit(context, customer, shares, [{ source, unappliedCents, date, postingDate }])
  const after = await readMemo(tx, memo.id)
  audit.record({
    entity: 'credit_memo',
    entityId: memo.id,
    label: memo.creditMemoNumber,
    after: { unapplied: after.unappliedAmount, allocations: made },
  })
  return after
})
