import type { Quote } from '../../contract/quotes.ts'
import type { Transaction } from '../../database/transaction.ts'
import { type LockedCustomer, lockCustomer, lockCustomerOfQuote } from '../customers/customer-locks.sql.ts'
import { requireCustomerOfQuote } from './quote.ts'
import { type LockedQuote, lockQuote, quoteNotFound, readQuote } from './quotes.sql.ts'

/**
 * Locks what a new invoice or job is made for: the customer, who is the quote's where it is made of one. `judge` says
 * whether the quote, as it stands under its lock, may become it.
 */
export async function lockSource(
  tx: Transaction,
  { customerId, quoteId }: { customerId?: string | undefined; quoteId?: string | undefined },
  today: string,
  judge: (quote: LockedQuote) => void,
): Promise<{ customer: LockedCustomer; quote: Quote | null }> {
  if (quoteId === undefined) {
    if (customerId === undefined) throw new Error('The contract asks for a customer or a quote')
    return { customer: await lockCustomer(tx, customerId), quote: null }
  }
  const customer = await lockCustomerOfQuote(tx, quoteId, quoteNotFound)
  requireCustomerOfQuote(customer, customerId)
  judge(await lockQuote(tx, quoteId, customer.id, today))
  return { customer, quote: await readQuote(tx, quoteId, today) }
}
