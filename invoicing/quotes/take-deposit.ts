import { refuseField } from '../../contract/refusals.ts'
import { implementing } from '../../server/operation.ts'
import type { CreditLeft } from '../allocations/allocation.ts'
import { lockCustomerOfQuote } from '../customers/customer-locks.sql.ts'
import { centsInCurrency } from '../money/currency-amount.ts'
import { addCents, type Cents, centsOf, formatMoney } from '../money/money.ts'
import { paymentDay, receive } from '../payments/receive.ts'
import { readDepositsLeft } from './deposits.sql.ts'
import { requireQuotePermits } from './quote.ts'
import { type LockedQuote, lockQuote, quoteNotFound } from './quotes.sql.ts'

/**
 * Records a deposit on a quote (MISSION 4): the customer's unapplied credit until the invoice of the quote is sent, which
 * then takes it: never more than the quote comes to. Once there is an invoice, the money is recorded on that.
 */
export const takeDeposit = implementing.quotes.deposit.handler(async ({ input, context }) => {
  const { tx, today } = context
  const customer = await lockCustomerOfQuote(tx, input.quoteId, quoteNotFound)
  const quote = await lockQuote(tx, input.quoteId, customer.id, today)
  requireQuotePermits(
    quote,
    'deposit',
    quote.invoiceNumber === null ? 'quote_not_sent' : 'quote_already_invoiced',
  )
  const amountCents = centsInCurrency(input.amount, customer.defaultCurrency, 'amount')
  requireWithinQuote(quote, amountCents, await readDepositsLeft(tx, quote.id), customer.defaultCurrency)
  return receive(context, customer, { ...input, amountCents, date: paymentDay(input.date, today), quote }, [])
})

function requireWithinQuote(
  { quoteNumber, total }: LockedQuote,
  amountCents: Cents,
  taken: readonly CreditLeft[],
  currency: string,
): void {
  const takenCents = addCents(...taken.map(({ unappliedCents }) => unappliedCents))
  const leftCents = addCents(centsOf(total), -takenCents)
  if (amountCents <= leftCents) return
  const held = takenCents > 0 ? `, and ${formatMoney(takenCents, currency)} was taken on it already` : ''
  throw refuseField(
    'payment_exceeds_balance',
    'amount',
    `${quoteNumber} comes to ${formatMoney(centsOf(total), currency)}${held}. Record what is left of it; more than that is a payment of the customer, kept as their credit.`,
  )
}
