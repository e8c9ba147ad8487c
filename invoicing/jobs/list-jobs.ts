import { implementing } from '../../server/operation.ts'
import { pageFrom } from '../../server/pages.ts'
import { readJobs } from './jobs.sql.ts'

/** Jobs by due date, of a customer or in a status, a page at a time. */
export const listJobs = implementing.jobs.list.handler(async ({ input, context: { tx, today } }) => {
  const { customerId, status, q, cursor } = input
  const found = await readJobs(tx, { ...input, customerId, status, q, cursor }, today)
  const { rows, nextCursor } = pageFrom(found, input.limit, ({ place }) => place)
  return { data: rows.map(({ summary }) => summary), nextCursor }
})
