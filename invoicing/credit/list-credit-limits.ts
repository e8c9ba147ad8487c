import { implementing } from '../../server/operation.ts'
import { readCustomer } from '../customers/customers.sql.ts'
import { readCreditLimits } from './credit-limits.sql.ts'

/** A customer's limits with their history, and where the customer stands against the one in force. */
export const listCreditLimits = implementing.creditLimits.list.handler(
  async ({ input, context: { tx, today } }) => {
    const customer = await readCustomer(tx, input.customerId, today)
    return {
      position: {
        currency: customer.defaultCurrency,
        limit: customer.creditLimit,
        used: customer.balance,
        available: customer.availableCredit,
      },
      data: await readCreditLimits(tx, customer.id, customer.defaultCurrency),
    }
  },
)
