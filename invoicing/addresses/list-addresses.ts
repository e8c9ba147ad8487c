import { implementing } from '../../server/operation.ts'
import { readCustomer } from '../customers/customers.sql.ts'
import { readAddresses } from './addresses.sql.ts'

export const listAddresses = implementing.addresses.list.handler(
  async ({ input, context: { tx, today } }) => {
    const { id } = await readCustomer(tx, input.customerId, today)
    return { data: await readAddresses(tx, id) }
  },
)
