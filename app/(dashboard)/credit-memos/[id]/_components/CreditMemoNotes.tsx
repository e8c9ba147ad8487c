import { useInfiniteQuery } from '@tanstack/react-query'
import { NotesTimeline } from '../../../../../components/features/NotesTimeline.tsx'
import { api, byCursor, query } from '../../../../api.ts'

/** What was noted about a credit memo, a void one too (C: note types). */
export function CreditMemoNotes({ creditMemoId }: { creditMemoId: string }) {
  const result = useInfiniteQuery(
    query.creditMemoNotes.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ creditMemoId, limit: 20, cursor }),
      ...byCursor,
    }),
  )
  return (
    <NotesTimeline
      result={result}
      add={(body, options) => api.creditMemoNotes.create({ creditMemoId, body }, options)}
      remove={(noteId, options) => api.creditMemoNotes.remove({ creditMemoId, noteId }, options)}
      restore={(noteId, options) => api.creditMemoNotes.restore({ creditMemoId, noteId }, options)}
    />
  )
}
