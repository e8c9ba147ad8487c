import { implementing } from '../../server/operation.ts'
import { pageFrom, placeOf, sortedAs } from '../../server/pages.ts'
import { readAuditEntries } from './audit.sql.ts'

/** Every change of state, newest first. */
export const listAuditLog = implementing.audit.list.handler(async ({ input, context: { tx } }) => {
  const { limit, cursor, ...filter } = input
  const after = placeOf(cursor, sortedAs.integer)
  const found = await readAuditEntries(tx, { ...filter, limit, before: after?.value ?? null })
  // The position in the log is the place; the entity's id only completes the cursor.
  const { rows, nextCursor } = pageFrom(found, limit, (entry) => ({ value: entry.id, id: entry.entityId }))
  return { data: rows, nextCursor }
})
