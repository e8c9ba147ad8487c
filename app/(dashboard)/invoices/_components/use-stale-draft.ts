import { useState } from 'react'
import { type RefusalError, refusalOf } from '../../../api.ts'
import type { DocumentDraft } from './document-draft.ts'
import { draftDifferences, type PartLabels } from './draft-differences.ts'
import type { DocumentFormState } from './use-document-form.ts'

interface StaleDraftOptions<Document, Draft extends DocumentDraft> {
  form: Pick<DocumentFormState<Draft, unknown>, 'draft' | 'replace' | 'markSaved'>
  read: (id: string) => Promise<Document>
  draftOf: (document: Document) => Draft
  labels: PartLabels<Draft>
  /** From now on what is saved goes over their version. */
  onRebase: (document: Document) => void
}

/** Somebody else's version, beside what was typed. */
interface Stale<Document, Draft> {
  latest: Document | null
  /** Set while their version stands in the form. */
  mine: Draft | null
}

/** When somebody else saved what a form edits: their version can be looked at, and nothing typed is lost. */
export function useStaleDraft<Document, Draft extends DocumentDraft>({
  form,
  read,
  draftOf,
  labels,
  onRebase,
}: StaleDraftOptions<Document, Draft>) {
  const [stale, setStale] = useState<Stale<Document, Draft> | null>(null)
  const { latest = null, mine = null } = stale ?? {}
  return {
    isStale: stale !== null,
    latest,
    isShowingTheirs: mine !== null,
    differences: latest ? draftDifferences(form.draft, draftOf(latest), labels) : undefined,
    forget: () => setStale(null),
    read: async (id: string, onRefusal: (refusal: RefusalError) => void) => {
      setStale({ latest: null, mine: null })
      try {
        setStale({ latest: await read(id), mine: null })
      } catch (error) {
        onRefusal(refusalOf(error))
      }
    },
    showTheirs: () => {
      if (!latest) return
      const theirs = draftOf(latest)
      onRebase(latest)
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
