import { Refused } from '../../contract/refusals.ts'
import { implementing } from '../../server/operation.ts'
import { chooseShares } from '../allocations/allocate.ts'
import { applyCredit } from '../allocations/apply.ts'
import { formatDate } from '../calendar/calendar.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { readPayerOf, readPayment, readStandingPayment } from './payments.sql.ts'

/** Puts what is left of a payment to invoices of the customer who paid it. */
export const allocatePayment = implementing.payments.allocate.handler(async ({ input, context }) => {
  const { tx, audit } = context
  const customer = await lockCustomer(tx, await readPayerOf(tx, input.paymentId))
  const payment = await readStandingPayment(tx, input.paymentId)
  if (payment.reversedOn !== null) {
    throw new Refused(
      'payment_reversed',
      `The payment was reversed on ${formatDate(payment.reversedOn)}: nothing of it is left to allocate.`,
    )
  }
  const { shares } = await chooseShares(tx, customer, input.allocations, {
    availableCents: payment.unappliedCents,
    available: 'what is left of the payment is',
  })
  const source = { paymentId: payment.id }
  const made = await applyCredit(context, customer, shares, [{ ...payment, source }])
  const after = await readPayment(tx, payment.id)
  audit.record({
    entity: 'payment',
    entityId: payment.id,
    label: payment.reference ?? customer.customerNumber,
    after: { unapplied: after.unappliedAmount, allocations: made },
  })
  return after
})
