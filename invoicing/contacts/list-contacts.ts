import { implementing } from '../../server/operation.ts'
import { readCustomer } from '../customers/customers.sql.ts'
import { readContacts } from './contacts.sql.ts'

export const listContacts = implementing.contacts.list.handler(async ({ input, context: { tx, today } }) => {
  const { id } = await readCustomer(tx, input.customerId, today)
  return { data: await readContacts(tx, id) }
})
