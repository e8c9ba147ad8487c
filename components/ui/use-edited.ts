import { useState } from 'react'

interface Edited<Subject, Draft> {
  subject: Subject
  draft: Draft
  opened: boolean
  /** It was saved: the next opening begins afresh. */
  isSpent: boolean
}

/**
 * What a sheet edits: an existing thing, or `null` for a new one. The sheet stays mounted, so that focus returns to what
 * opened it; what was typed survives closing, also when somebody else changes the thing meanwhile, until `forget` is
 * called after saving.
 */
export function useEdited<Thing extends { id: string; version?: number }, Draft>(
  draftOf: (thing: Thing | null) => Draft,
) {
  const [state, setState] = useState<Edited<Thing | null, Draft>>(() => ({
    subject: null,
    draft: draftOf(null),
    opened: false,
    isSpent: false,
  }))
  return {
    ...state,
    open: (thing: Thing | null) =>
      setState((now) => {
        const isSame = now.subject?.id === thing?.id && !now.isSpent
        const isTyped = JSON.stringify(now.draft) !== JSON.stringify(draftOf(now.subject))
        // Typed into the version that was there: saving it will tell what has changed since.
        if (isSame && isTyped) return { ...now, opened: true }
        return { subject: thing, draft: draftOf(thing), opened: true, isSpent: false }
      }),
    /** Puts another version and draft in place, such as what somebody else saved meanwhile. */
    replace: (subject: Thing, draft: Draft) => setState((now) => ({ ...now, subject, draft })),
    change: (change: Partial<Draft>) => setState((now) => ({ ...now, draft: { ...now.draft, ...change } })),
    close: () => setState((now) => ({ ...now, opened: false })),
    /** After saving: the next opening begins afresh. */
    forget: () => setState((now) => ({ ...now, isSpent: true, opened: false })),
  }
}
