import { implementing } from '../../server/operation.ts'
import { lockCustomerOfQuote } from '../customers/customer-locks.sql.ts'
import { centsInCurrency } from '../money/currency-amount.ts'
import { paymentDay, receive } from '../payments/receive.ts'
import { requireQuotePermits } from './quote.ts'
import { lockQuote, quoteNotFound } from './quotes.sql.ts'

/**
 * Records a deposit on a quote (MISSION 4): the customer's unapplied credit until the invoice of the quote is sent, which
 * then takes it. Once there is an invoice, the money is recorded on that.
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
  return receive(context, customer, { ...input, amountCents, date: paymentDay(input.date, today), quote }, [])
})
