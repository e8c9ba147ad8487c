import { refuseField } from '../../contract/refusals.ts'
import { implementing } from '../../server/operation.ts'
import { chooseShares } from '../allocations/allocate.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { centsInCurrency } from '../money/currency-amount.ts'
import { formatMoney } from '../money/money.ts'
import { paymentDay, receive } from './receive.ts'

/**
 * Records one payment over any number of a customer's invoices: chosen amounts, or the oldest first. An excess over all
 * that is open is kept as credit only when asked (MISSION 4).
 */
export const receiveForCustomer = implementing.payments.receive.handler(async ({ input, context }) => {
  const { tx, today } = context
  const customer = await lockCustomer(tx, input.customerId)
  const currency = customer.defaultCurrency
  const amountCents = centsInCurrency(input.amount, currency, 'amount')
  const date = paymentDay(input.date, today)
  const { shares, leftCents } = await chooseShares(tx, customer, input.allocations, {
    availableCents: amountCents,
    available: 'the payment is',
  })
  if (input.allocations === 'oldest-first' && leftCents > 0 && !input.keepExcessAsCredit) {
    throw refuseField(
      'payment_exceeds_balance',
      'amount',
      `The open invoices of ${customer.name} come to ${formatMoney(amountCents - leftCents, currency)}. Record that much, or keep the excess as the customer’s credit.`,
    )
  }
  return receive(context, customer, { ...input, amountCents, date }, shares)
})
