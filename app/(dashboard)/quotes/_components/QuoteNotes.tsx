import { NotesPanel } from '../../../../components/features/NotesPanel.tsx'
import { useMay } from '../../../../components/features/session.ts'
import type { Quote } from '../../../../contract/quotes.ts'
import { api } from '../../../api.ts'

/** What the shop notes for itself, also after the quote was sent. */
export function QuoteNotes({ quote: { id, version, internalNotes } }: { quote: Quote }) {
  return (
    <NotesPanel
      title="Internal Notes"
      empty="Seen by the shop only."
      notes={internalNotes}
      mayWrite={useMay('accounting.quotes.write')}
      save={(notes, options) => api.quotes.update({ quoteId: id, version, internalNotes: notes }, options)}
    />
  )
}
