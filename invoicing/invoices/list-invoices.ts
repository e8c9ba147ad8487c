import { implementing } from '../../server/operation.ts'
import { pageFrom } from '../../server/pages.ts'
import { readInvoices } from './invoice-list.sql.ts'

/** Invoices by view, search and sort, a page at a time (C: P1). */
export const listInvoices = implementing.invoices.list.handler(async ({ input, context: { tx, today } }) => {
  const found = await readInvoices(
    tx,
    { ...input, q: input.q, customerId: input.customerId, cursor: input.cursor },
    today,
  )
  const { rows, nextCursor } = pageFrom(found, input.limit, ({ place }) => place)
  return { data: rows.map(({ summary }) => summary), nextCursor }
})
