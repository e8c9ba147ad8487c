import { useRef, useState } from 'react'
import { useWrite } from '../../../../components/features/use-write.ts'
import type { Invoice } from '../../../../contract/invoices.ts'
import type { Cents } from '../../../../invoicing/money/money.ts'
import { api, type RefusalError } from '../../../api.ts'
import { messagesOf } from './check-document.ts'
import type { LinePlace } from './check-line.ts'
import { customerMessage } from './customer-message.ts'
import { draftLabels, draftOf } from './draft.ts'
import type { InvoiceFormState } from './use-invoice-form.ts'
import { overrideOf } from './use-override.ts'
import { useStaleDraft } from './use-stale-draft.ts'

/** What is known of the invoice that the form saves into. */
export interface SavedInvoice {
  id: string
  invoiceNumber: string
  version: number
}

/** Saves what was typed: a new draft (C: N36), of a quote too, or the one being edited (C: N40); refusals go to their fields. */
export function useSaveInvoice(form: InvoiceFormState, invoice: Invoice | null, quoteId?: string) {
  const [saved, setSaved] = useState<SavedInvoice | null>(
    invoice && {
      id: invoice.id,
      invoiceNumber: invoice.invoiceNumber,
      version: form.version ?? invoice.version,
    },
  )
  const [refusal, setRefusal] = useState<RefusalError | null>(null)
  const [triedCents, setTriedCents] = useState<Cents | null>(null)
  const stale = useStaleDraft({
    form,
    read: (invoiceId) => api.invoices.show({ invoiceId }),
    draftOf,
    labels: draftLabels,
    onRebase: ({ id, invoiceNumber, version }) => setSaved({ id, invoiceNumber, version }),
  })
  const showTheirs = (invoiceId: string) => void stale.read(invoiceId, setRefusal)
  // Kept with everything else that is typed.
  const override = overrideOf(form.draft.overrideReason, (overrideReason) => form.change({ overrideReason }))
  const places = useRef<LinePlace[]>([])
  const lastCode = useRef<RefusalError['code']>(undefined)
  const onRefusal = (next: RefusalError) => {
    lastCode.current = next.code
    if (next.code === 'stale_version' && saved) showTheirs(saved.id)
    else setRefusal(next)
    form.showServer({ ...messagesOf(next.fields, places.current), ...customerMessage(next) })
  }
  const create = useWrite(api.invoices.create, { onRefusal })
  const update = useWrite(api.invoices.update, { onRefusal })
  const save = async (over = saved): Promise<SavedInvoice | undefined> => {
    const { draft, checked } = form
    setRefusal(null)
    setTriedCents(form.totals.totalCents)
    if (!checked.content) return undefined
    const content = { ...checked.content, override: override.given }
    places.current = checked.places
    try {
      const { id, invoiceNumber, version } = over
        ? await update.mutateAsync({ invoiceId: over.id, version: over.version, ...content })
        : await create.mutateAsync({ ...content, quoteId })
      const next = { id, invoiceNumber: invoiceNumber ?? '', version }
      setSaved(next)
      form.markSaved(draft)
      stale.forget()
      return next
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
    override,
    /** Whether what is typed still comes to what was refused. */
    isTotalAsTried: triedCents === form.totals.totalCents,
    /** Whether the last attempt was refused for the credit limit, for callers that hold an older `refusal`. */
    isOverLimit: () => lastCode.current === 'credit_limit_exceeded',
    clearRefusal: () => setRefusal(null),
    stale,
    /** Reads what somebody else saved, to stand beside what was typed. */
    showTheirs,
  }
}
