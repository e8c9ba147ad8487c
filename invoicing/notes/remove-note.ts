import { implementing, type Running } from '../../server/operation.ts'
import { creditMemoSubject, invoiceSubject } from './note-subject.ts'
import { lockNote, markNote, type NoteSubject, noteNotFound } from './notes.sql.ts'

/** Takes a note off an invoice; its row and the audit log keep what it said, and it can be brought back. */
export const removeInvoiceNote = implementing.invoiceNotes.remove.handler(async ({ input, context }) =>
  removeNote(context, await invoiceSubject(context.tx, input.invoiceId, context.today), input.noteId),
)

/** The same of a credit memo. */
export const removeCreditMemoNote = implementing.creditMemoNotes.remove.handler(async ({ input, context }) =>
  removeNote(context, await creditMemoSubject(context.tx, input.creditMemoId), input.noteId),
)

async function removeNote(
  { tx, audit }: Pick<Running, 'tx' | 'audit'>,
  subject: NoteSubject,
  id: string,
): Promise<{ id: string; removed: true }> {
  const { note, isRemoved } = await lockNote(tx, subject, id)
  if (isRemoved) throw noteNotFound()
  await markNote(tx, id, true)
  const { label, ...about } = subject
  audit.record({
    entity: 'note',
    entityId: id,
    label,
    before: { ...about, body: note.body },
    after: { removed: true },
  })
  return { id, removed: true }
}
