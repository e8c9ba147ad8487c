import { Refused } from '../../contract/refusals.ts'
import { implementing } from '../../server/operation.ts'
import {
  lockInvoicesOf,
  readAllocatedInvoiceIds,
  releaseAllocations,
} from '../allocations/allocations.sql.ts'
import { formatDate, postingDateFor } from '../calendar/calendar.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { postEntries } from '../ledger/ledger.sql.ts'
import { releaseEntries, reversalEntries } from '../ledger/ledger.ts'
import { formatMoney } from '../money/money.ts'
import { readRefundsOf } from '../refunds/refunds.sql.ts'
import { markReversed, readPayerOf, readPayment, readStandingPayment } from './payments.sql.ts'

/**
 * Reverses a payment that bounced (MISSION 6): its allocations are taken back, so that balances and statuses are as
 * before it, and the money is gone. What was partly refunded cannot be reversed; the refusal names the refund.
 */
export const reversePayment = implementing.payments.reverse.handler(
  async ({ input, context: { tx, today, caller, audit } }) => {
    const customer = await lockCustomer(tx, await readPayerOf(tx, input.paymentId))
    const payment = await readStandingPayment(tx, input.paymentId)
    const { currency, amountCents } = payment
    if (payment.reversedOn !== null) {
      throw new Refused(
        'payment_reversed',
        `The payment was reversed on ${formatDate(payment.reversedOn)} already.`,
      )
    }
    if (payment.refundedCents > 0) {
      const refunds = await readRefundsOf(tx, payment.id)
      const named = refunds
        .map(({ date, amount }) => `${formatMoney(amount, currency)} on ${formatDate(date)}`)
        .join(', ')
      throw new Refused(
        'payment_refunded',
        `Of this payment ${named} was refunded, so it cannot be reversed. Record what bounced as a new invoice or fee.`,
      )
    }
    await lockInvoicesOf(tx, customer.id, await readAllocatedInvoiceIds(tx, payment.id))
    const before = await readPayment(tx, payment.id)
    const released = await releaseAllocations(tx, { paymentId: payment.id })
    const postingDate = postingDateFor(today, customer.closedThrough)
    const account = { customerId: customer.id, currency, documentDate: today, postingDate }
    await postEntries(tx, [
      ...released.flatMap(({ source, ...back }) => releaseEntries({ ...account, ...source, ...back })),
      ...reversalEntries({ ...account, paymentId: payment.id, amountCents }),
    ])
    await markReversed(tx, payment.id, { reason: input.reason, day: postingDate, byUserId: caller.userId })
    const after = await readPayment(tx, payment.id)
    audit.record({
      entity: 'payment',
      entityId: payment.id,
      label: payment.reference ?? customer.customerNumber,
      reason: input.reason,
      before: { amount: before.amount, unapplied: before.unappliedAmount, allocations: before.allocations },
      after: { isReversed: true, reversedOn: postingDate },
    })
    return after
  },
)
