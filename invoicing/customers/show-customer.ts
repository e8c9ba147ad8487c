import { implementing } from '../../server/operation.ts'
import { readCustomer } from './customers.sql.ts'

export const showCustomer = implementing.customers.show.handler(({ input, context: { tx, today } }) =>
  readCustomer(tx, input.customerId, today),
)
