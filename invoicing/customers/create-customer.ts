import { givenFields } from '../../server/given-fields.ts'
import { implementing } from '../../server/operation.ts'
import { takeNumber } from '../numbers/numbers.sql.ts'
import { changedCustomer, newCustomer } from './customer-content.ts'
import { readCustomer } from './customers.sql.ts'
import { enterCustomer } from './enter-customer.ts'

/** Creates a customer with the next number of the series (B: Customer). A dry run takes no number. */
export const createCustomer = implementing.customers.create.handler(async ({ input, context }) => {
  const { tx, today, dryRun } = context
  const empty = newCustomer(input.name, tx.company.currency)
  const content = changedCustomer(empty, givenFields(input), tx.company.country)
  const { id } = await enterCustomer(context, content, async () =>
    dryRun ? 'dry run' : (await takeNumber(tx, 'customer')).text,
  )
  const customer = await readCustomer(tx, id, today)
  return dryRun ? { ...customer, customerNumber: null } : customer
})
