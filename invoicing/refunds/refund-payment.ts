import { Refused } from '../../contract/refusals.ts'
import { implementing } from '../../server/operation.ts'
import { formatDate } from '../calendar/calendar.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { readPayerOf, readStandingPayment } from '../payments/payments.sql.ts'
import { giveBack } from './give-back.ts'

/** Gives back what is left of one payment. */
export const refundPayment = implementing.payments.refund.handler(async ({ input, context }) => {
  const customer = await lockCustomer(context.tx, await readPayerOf(context.tx, input.paymentId))
  const payment = await readStandingPayment(context.tx, input.paymentId)
  if (payment.reversedOn !== null) {
    throw new Refused(
      'payment_reversed',
      `The payment was reversed on ${formatDate(payment.reversedOn)}: there is nothing of it to give back.`,
    )
  }
  const source = { paymentId: payment.id }
  return giveBack(context, customer, input, [{ ...payment, source }])
})
