import { implementing } from '../../server/operation.ts'
import { customerNotFound } from '../customers/customer-row.ts'
import { readSnapshots } from './aging-snapshots.sql.ts'

/** The agings of a customer that were kept, the newest day first. */
export const listSnapshots = implementing.agingSnapshots.list.handler(async ({ input, context: { tx } }) => {
  const data = await readSnapshots(tx, input.customerId, { limit: 400 })
  if (data === null) throw customerNotFound()
  return { data }
})
