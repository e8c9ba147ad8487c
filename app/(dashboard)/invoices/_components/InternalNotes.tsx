import { useRef } from 'react'
import { NotesPanel } from '../../../../components/features/NotesPanel.tsx'
import { useMay } from '../../../../components/features/session.ts'
import type { Invoice } from '../../../../contract/invoices.ts'
import { type ApiContext, api } from '../../../api.ts'

/** What the shop notes for itself (C: U44): changed in place, in every state, also after the invoice was sent. */
export function InternalNotes({ invoice: { id, version, internalNotes } }: { invoice: Invoice }) {
  const mayWrite = useMay('accounting.invoices.write')
  // Undo may be pressed before the invoice was read again.
  const savedVersion = useRef(version)
  const save = async (notes: string | null, options: { context: ApiContext }) => {
    const latest = Math.max(version, savedVersion.current)
    const saved = await api.invoices.update({ invoiceId: id, version: latest, internalNotes: notes }, options)
    savedVersion.current = saved.version
  }
  return (
    <NotesPanel
      title="Internal Notes"
      empty="Seen by the shop only."
      notes={internalNotes}
      mayWrite={mayWrite}
      save={save}
    />
  )
}
