import { useInfiniteQuery } from '@tanstack/react-query'
import { NotesTimeline } from '../../../../components/features/NotesTimeline.tsx'
import { api, byCursor, query } from '../../../api.ts'

/** What was noted about an invoice, in every state (C: note types). */
export function InvoiceNotes({ invoiceId }: { invoiceId: string }) {
  const result = useInfiniteQuery(
    query.invoiceNotes.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ invoiceId, limit: 20, cursor }),
      ...byCursor,
    }),
  )
  return (
    <NotesTimeline
      result={result}
      add={(body, options) => api.invoiceNotes.create({ invoiceId, body }, options)}
      remove={(noteId, options) => api.invoiceNotes.remove({ invoiceId, noteId }, options)}
      restore={(noteId, options) => api.invoiceNotes.restore({ invoiceId, noteId }, options)}
    />
  )
}
