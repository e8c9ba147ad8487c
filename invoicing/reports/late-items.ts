import { implementing } from '../../server/operation.ts'
import { pageFrom, placeOf, sortedAs } from '../../server/pages.ts'
import { readLateItems } from './late-items.sql.ts'

/** What was recorded for days that were closed already, and posted on the first open one. */
export const lateItems = implementing.reports.lateItems.handler(async ({ input, context: { tx } }) => {
  const { limit, cursor, customerId } = input
  const after = placeOf(cursor, sortedAs.integer)
  const found = await readLateItems(tx, { customerId, limit, before: after?.value ?? null })
  const { rows, nextCursor } = pageFrom(found, limit, (item) => ({
    value: item.entryId,
    id: item.customerId,
  }))
  return { data: rows, nextCursor }
})
