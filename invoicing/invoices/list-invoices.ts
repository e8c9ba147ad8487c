import { refuseField } from '../../contract/refusals.ts'
import { implementing } from '../../server/operation.ts'
import { pageFrom } from '../../server/pages.ts'
import { readInvoices } from './invoice-list.sql.ts'

/** Invoices by view, search and sort, a page at a time (C: P1). */
export const listInvoices = implementing.invoices.list.handler(async ({ input, context: { tx, today } }) => {
  const { q, customerId, cursor, dueFrom, dueTo } = input
  if (dueFrom && dueTo && dueTo < dueFrom) {
    throw refuseField('invalid_input', 'dueTo', `The last day ${dueTo} lies before the first, ${dueFrom}.`)
  }
  const found = await readInvoices(tx, { ...input, q, customerId, cursor, dueFrom, dueTo }, today)
  const { rows, nextCursor } = pageFrom(found, input.limit, ({ place }) => place)
  return { data: rows.map(({ summary }) => summary), nextCursor }
})
