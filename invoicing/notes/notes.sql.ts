import { type RawBuilder, sql } from 'kysely'
import type { Note } from '../../contract/notes.ts'
import { Refused } from '../../contract/refusals.ts'
import type { Transaction } from '../../database/transaction.ts'
import type { Place } from '../../server/pages.ts'

/** What a note is about. */
export type NoteSubject = { customerId: string; label: string } & (
  | { invoiceId: string }
  | { creditMemoId: string }
)

function about(subject: NoteSubject): RawBuilder<unknown> {
  return 'invoiceId' in subject
    ? sql`n.invoice_id = ${subject.invoiceId}`
    : sql`n.credit_memo_id = ${subject.creditMemoId}`
}

interface NoteRow {
  id: string
  body: string
  written_by: string | null
  created_at: Date
  place: string
  is_removed: boolean
}

function notes(tx: Transaction, subject: NoteSubject): RawBuilder<unknown> {
  return sql`
    select n.id, n.body, n.created_at, n.created_at::text as place, n.deleted_at is not null as is_removed,
      (select w.name from auth.names_of(array[n.written_by_user_id]) w) as written_by
    from invoicing.notes n
    where n.company_id = ${tx.company.companyId} and ${about(subject)}`
}

function toNote({ id, body, written_by, created_at }: NoteRow): Note {
  return { id, body, writtenBy: written_by, createdAt: created_at.toISOString() }
}

/** The notes that stand on a document, newest first; one more than the limit. */
export async function readNotes(
  tx: Transaction,
  subject: NoteSubject,
  { after, limit }: { after: Place | null; limit: number },
): Promise<{ note: Note; place: Place }[]> {
  const further = after
    ? sql`and (n.created_at, n.id) < (${after.value}::timestamptz, ${after.id}::uuid)`
    : sql``
  const { rows } = await sql<NoteRow>`
    ${notes(tx, subject)} and n.deleted_at is null ${further}
    order by n.created_at desc, n.id desc limit ${limit + 1}
  `.execute(tx.db)
  return rows.map((row) => ({ note: toNote(row), place: { value: row.place, id: row.id } }))
}

/** Locks a note, standing or removed, and tells which of the two it is. */
export async function lockNote(
  tx: Transaction,
  subject: NoteSubject,
  id: string,
): Promise<{ note: Note; isRemoved: boolean }> {
  const { rows } = await sql<NoteRow>`${notes(tx, subject)} and n.id = ${id} for update of n`.execute(tx.db)
  const [row] = rows
  if (!row) throw noteNotFound()
  return { note: toNote(row), isRemoved: row.is_removed }
}

export function noteNotFound(): Refused {
  return new Refused('not_found', 'There is no note with this id.')
}

export async function insertNote(
  tx: Transaction,
  subject: NoteSubject,
  body: string,
  writtenByUserId: string,
): Promise<string> {
  const invoiceId = 'invoiceId' in subject ? subject.invoiceId : null
  const creditMemoId = 'creditMemoId' in subject ? subject.creditMemoId : null
  const { rows } = await sql<{ id: string }>`
    insert into invoicing.notes (company_id, customer_id, invoice_id, credit_memo_id, body, written_by_user_id)
    values (${tx.company.companyId}, ${subject.customerId}, ${invoiceId}, ${creditMemoId}, ${body}, ${writtenByUserId})
    returning id
  `.execute(tx.db)
  const [row] = rows
  if (!row) throw new Error('An inserted note gave no row')
  return row.id
}

/** Takes a locked note away, or brings it back. */
export async function markNote(tx: Transaction, id: string, isRemoved: boolean): Promise<void> {
  await sql`
    update invoicing.notes set deleted_at = case when ${isRemoved}::boolean then now() end
    where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
}
