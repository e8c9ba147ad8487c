import { useRef, useState } from 'react'
import { useWrite } from '../../../../components/features/use-write.ts'
import type { Invoice } from '../../../../contract/invoices.ts'
import { api, type RefusalError, refusalOf } from '../../../api.ts'
import { messagesOf } from './check-draft.ts'
import { changedParts, type Draft, draftOf } from './draft.ts'
import type { InvoiceFormState } from './use-invoice-form.ts'
import { useOverride } from './use-override.ts'

/** What is known of the invoice that the form saves into. */
export interface SavedInvoice {
  id: string
  invoiceNumber: string
  version: number
}

/** Somebody else's version, beside what was typed. */
interface Stale {
  latest: Invoice | null
  /** Set while their version stands in the form. */
  mine: Draft | null
}

/** Saves what was typed: a new draft (C: N36), or the one being edited (C: N40); refusals go to their fields. */
export function useSaveInvoice(form: InvoiceFormState, invoice: Invoice | null) {
  const [saved, setSaved] = useState<SavedInvoice | null>(
    invoice && {
      id: invoice.id,
      invoiceNumber: invoice.invoiceNumber,
      version: form.version ?? invoice.version,
    },
  )
  const [refusal, setRefusal] = useState<RefusalError | null>(null)
  const stale = useStale(form, setSaved)
  const override = useOverride()
  const places = useRef<number[]>([])
  const lastCode = useRef<RefusalError['code']>(undefined)
  const onRefusal = (next: RefusalError) => {
    lastCode.current = next.code
    if (next.code === 'stale_version' && saved) void stale.read(saved.id, setRefusal)
    else setRefusal(next)
    form.showServer(messagesOf(next.fields, places.current))
  }
  const create = useWrite(api.invoices.create, { onRefusal })
  const update = useWrite(api.invoices.update, { onRefusal })
  const save = async (over = saved): Promise<SavedInvoice | undefined> => {
    const { draft, checked } = form
    setRefusal(null)
    if (!checked.content) return undefined
    const content = { ...checked.content, override: override.given }
    places.current = checked.places
    try {
      const { id, invoiceNumber, version } = over
        ? await update.mutateAsync({ invoiceId: over.id, version: over.version, ...content })
        : await create.mutateAsync(content)
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
    /** Whether the last attempt was refused for the credit limit, for callers that hold an older `refusal`. */
    isOverLimit: () => lastCode.current === 'credit_limit_exceeded',
    clearRefusal: () => setRefusal(null),
    stale,
  }
}

function useStale(form: InvoiceFormState, setSaved: (saved: SavedInvoice) => void) {
  const [stale, setStale] = useState<Stale | null>(null)
  const { latest = null, mine = null } = stale ?? {}
  const rebase = () => {
    if (latest) setSaved({ id: latest.id, invoiceNumber: latest.invoiceNumber, version: latest.version })
  }
  return {
    isStale: stale !== null,
    latest,
    isShowingTheirs: mine !== null,
    differences: latest ? changedParts(form.draft, draftOf(latest)) : undefined,
    forget: () => setStale(null),
    read: async (invoiceId: string, onRefusal: (refusal: RefusalError) => void) => {
      setStale({ latest: null, mine: null })
      try {
        setStale({ latest: await api.invoices.show({ invoiceId }), mine: null })
      } catch (error) {
        onRefusal(refusalOf(error))
      }
    },
    showTheirs: () => {
      if (!latest) return
      const theirs = draftOf(latest)
      rebase()
      form.markSaved(theirs)
      form.replace(theirs)
      setStale({ latest, mine: form.draft })
    },
    showMine: () => {
      if (mine) form.replace(mine)
      setStale({ latest, mine: null })
    },
  }
}
