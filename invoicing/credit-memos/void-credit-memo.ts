import type { CreditMemo } from '../../contract/credit-memos.ts'
import { Refused } from '../../contract/refusals.ts'
import { implementing } from '../../server/operation.ts'
import { formatDate, postingDateFor } from '../calendar/calendar.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { lockInvoice } from '../invoices/invoices.sql.ts'
import { postEntries } from '../ledger/ledger.sql.ts'
import { voidedMemoEntries } from '../ledger/ledger.ts'
import { centsOf, formatMoney } from '../money/money.ts'
import { markMemoVoid, readMemo, readMemoPlace } from './credit-memos.sql.ts'

/**
 * Voids a memo while its credit is unused (MISSION 7): the invoice is open again by what the memo had taken off it, and
 * the credit is gone. The number stays.
 */
export const voidCreditMemo = implementing.creditMemos.void.handler(
  async ({ input, context: { tx, today, caller, audit } }) => {
    const place = await readMemoPlace(tx, input.creditMemoId)
    const customer = await lockCustomer(tx, place.customerId)
    await lockInvoice(tx, place.invoiceId, customer.id)
    const memo = await readMemo(tx, input.creditMemoId)
    requireUnused(memo)
    await markMemoVoid(tx, memo.id, input.reason, caller.userId)
    await postEntries(
      tx,
      voidedMemoEntries({
        customerId: customer.id,
        currency: memo.currency,
        documentDate: today,
        postingDate: postingDateFor(today, customer.closedThrough),
        invoiceId: memo.invoiceId,
        creditMemoId: memo.id,
        appliedCents: centsOf(memo.appliedToInvoice),
        excessCents: centsOf(memo.excessAmount),
      }),
    )
    audit.record({
      entity: 'credit_memo',
      entityId: memo.id,
      label: memo.creditMemoNumber,
      reason: input.reason,
      before: { isVoid: false, unapplied: memo.unappliedAmount },
      after: { isVoid: true, reopened: memo.appliedToInvoice, invoiceNumber: memo.invoiceNumber },
    })
    return readMemo(tx, memo.id)
  },
)

/** Credit that was put elsewhere or given back is no longer there to be taken away; the refusal names where it went. */
function requireUnused(memo: CreditMemo): void {
  const { creditMemoNumber, currency } = memo
  if (memo.isVoid) {
    throw new Refused('credit_memo_void', `${creditMemoNumber} is void already. Load it again.`)
  }
  const money = (amount: string) => formatMoney(centsOf(amount), currency)
  const [refund] = memo.refunds
  if (refund) {
    throw new Refused(
      'credit_memo_used',
      `${money(refund.amount)} of ${creditMemoNumber} was refunded on ${formatDate(refund.date)}: it cannot be voided any more. Invoice what is owed after all.`,
    )
  }
  if (memo.allocations.length > 0) {
    const where = memo.allocations.map(({ invoiceNumber, amount }) => `${money(amount)} on ${invoiceNumber}`)
    throw new Refused(
      'credit_memo_used',
      `Credit of ${creditMemoNumber} was put to other invoices: ${where.join(', ')}. Take that back first, then void the memo.`,
    )
  }
}
