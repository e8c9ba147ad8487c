import type { Transaction } from '../../database/transaction.ts'
import { implementing } from '../../server/operation.ts'
import { pageFrom, placeOf, sortedAs } from '../../server/pages.ts'
import { creditMemoSubject, invoiceSubject } from './note-subject.ts'
import { type NoteSubject, readNotes } from './notes.sql.ts'

interface Page {
  limit: number
  cursor?: string | undefined
}

/** What was noted about an invoice, newest first. */
export const listInvoiceNotes = implementing.invoiceNotes.list.handler(
  async ({ input, context: { tx, today } }) =>
    notesPage(tx, await invoiceSubject(tx, input.invoiceId, today), input),
)

/** The same of a credit memo. */
export const listCreditMemoNotes = implementing.creditMemoNotes.list.handler(
  async ({ input, context: { tx } }) => notesPage(tx, await creditMemoSubject(tx, input.creditMemoId), input),
)

async function notesPage(tx: Transaction, subject: NoteSubject, { limit, cursor }: Page) {
  const after = placeOf(cursor, sortedAs.instant)
  const found = await readNotes(tx, subject, { after, limit })
  const { rows, nextCursor } = pageFrom(found, limit, ({ place }) => place)
  return { data: rows.map(({ note }) => note), nextCursor }
}
