import type { Note } from '../../contract/notes.ts'
import { implementing, type Running } from '../../server/operation.ts'
import { creditMemoSubject, invoiceSubject } from './note-subject.ts'
import { lockNote, markNote, type NoteSubject } from './notes.sql.ts'

/** Brings a removed note back to its invoice; one that stands stays as it is. */
export const restoreInvoiceNote = implementing.invoiceNotes.restore.handler(async ({ input, context }) =>
  restoreNote(context, await invoiceSubject(context.tx, input.invoiceId, context.today), input.noteId),
)

/** The same of a credit memo. */
export const restoreCreditMemoNote = implementing.creditMemoNotes.restore.handler(
  async ({ input, context }) =>
    restoreNote(context, await creditMemoSubject(context.tx, input.creditMemoId), input.noteId),
)

async function restoreNote(
  { tx, audit }: Pick<Running, 'tx' | 'audit'>,
  subject: NoteSubject,
  id: string,
): Promise<Note> {
  const { note, isRemoved } = await lockNote(tx, subject, id)
  if (!isRemoved) {
    audit.nothingChanged()
    return note
  }
  await markNote(tx, id, false)
  audit.record({
    entity: 'note',
    entityId: id,
    label: subject.label,
    before: { removed: true },
    after: { removed: false, body: note.body },
  })
  return note
}
