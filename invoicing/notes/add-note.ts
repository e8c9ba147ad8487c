import type { Note } from '../../contract/notes.ts'
import { implementing, type Running } from '../../server/operation.ts'
import { requireBody } from '../communications/communication.ts'
import { creditMemoSubject, invoiceSubject } from './note-subject.ts'
import { insertNote, lockNote, type NoteSubject } from './notes.sql.ts'

/** Notes something on an invoice, in any state: the document itself does not change. */
export const addInvoiceNote = implementing.invoiceNotes.create.handler(async ({ input, context }) =>
  addNote(context, await invoiceSubject(context.tx, input.invoiceId, context.today), input.body),
)

/** The same on a credit memo. */
export const addCreditMemoNote = implementing.creditMemoNotes.create.handler(async ({ input, context }) =>
  addNote(context, await creditMemoSubject(context.tx, input.creditMemoId), input.body),
)

async function addNote(
  { tx, caller, audit }: Pick<Running, 'tx' | 'caller' | 'audit'>,
  subject: NoteSubject,
  body: string,
): Promise<Note> {
  requireBody('internal', body)
  const id = await insertNote(tx, subject, body, caller.userId)
  const { label, ...about } = subject
  audit.record({ entity: 'note', entityId: id, label, after: { ...about, body } })
  return (await lockNote(tx, subject, id)).note
}
