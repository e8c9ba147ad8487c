import { useRef, useState } from 'react'
import { useWrite } from '../../../../components/features/use-write.ts'
import type { Quote } from '../../../../contract/quotes.ts'
import { api, type RefusalError } from '../../../api.ts'
import { messagesOf } from '../../invoices/_components/check-document.ts'
import type { LinePlace } from '../../invoices/_components/check-line.ts'
import { customerMessage } from '../../invoices/_components/customer-message.ts'
import { useStaleDraft } from '../../invoices/_components/use-stale-draft.ts'
import { type QuoteFormState, quoteDraftOf, quoteLabels } from './quote-draft.ts'

/** What is known of the quote that the form saves into. */
export type SavedQuote = Pick<Quote, 'id' | 'version'>

/** Saves what was typed: a new quote, or the draft being edited; refusals go to their fields. */
export function useSaveQuote(form: QuoteFormState, quote: Quote | null) {
  const [saved, setSaved] = useState<SavedQuote | null>(
    quote && { id: quote.id, version: form.version ?? quote.version },
  )
  const [refusal, setRefusal] = useState<RefusalError | null>(null)
  const places = useRef<LinePlace[]>([])
  const stale = useStaleDraft({
    form,
    read: (quoteId) => api.quotes.show({ quoteId }),
    draftOf: quoteDraftOf,
    labels: quoteLabels,
    onRebase: ({ id, version }) => setSaved({ id, version }),
  })
  const onRefusal = (next: RefusalError) => {
    if (next.code === 'stale_version' && saved) void stale.read(saved.id, setRefusal)
    else setRefusal(next)
    form.showServer({ ...messagesOf(next.fields, places.current), ...customerMessage(next) })
  }
  const create = useWrite(api.quotes.create, { onRefusal })
  const update = useWrite(api.quotes.update, { onRefusal })
  const save = async (over = saved) => {
    const { draft, checked } = form
    setRefusal(null)
    if (!checked.content) return undefined
    places.current = checked.places
    try {
      const { id, quoteNumber } = over
        ? await update.mutateAsync({ quoteId: over.id, version: over.version, ...checked.content })
        : await create.mutateAsync(checked.content)
      form.markSaved(draft)
      stale.forget()
      return { id, toast: `${quoteNumber} ${over ? 'updated' : 'saved'}` }
    } catch {
      // The refusal was shown by `onRefusal` already.
      return undefined
    }
  }
  return {
    saved,
    save,
    isPending: create.isPending || update.isPending,
    /** What cannot be shown at a field. */
    refusal: refusal && refusal.fields.length === 0 ? refusal : null,
    stale,
  }
}
