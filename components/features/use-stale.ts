import { useState } from 'react'
import type { RefusalError } from '../../app/api.ts'
import type { useEdited } from '../ui/use-edited.ts'

interface StaleOptions<Thing, Draft> {
  /** The thing as it stands now; it is read again when a save was refused. */
  latest: Thing | undefined
  draftOf: (thing: Thing) => Draft
}

/** Somebody else's version of what a sheet edits, beside what was typed. */
export interface Stale<Draft> {
  isStale: boolean
  /** Undefined until it was read. */
  theirs: Draft | undefined
  isShowingTheirs: boolean
  showTheirs: () => void
  showMine: () => void
}

/**
 * When somebody else changed meanwhile what a sheet edits: their version is set beside what was typed, either can be put
 * into the fields, and nothing of either is lost before somebody says so.
 */
export function useStale<Thing extends { id: string; version?: number }, Draft>(
  { subject, draft, replace }: ReturnType<typeof useEdited<Thing, Draft>>,
  { latest, draftOf }: StaleOptions<Thing, Draft>,
) {
  const [isStale, setStale] = useState(false)
  // What was typed, while their version stands in the fields.
  const [mine, setMine] = useState<Draft | null>(null)
  const isNewer = latest !== undefined && latest.version !== subject?.version
  const isShowingTheirs = mine !== null
  const stale: Stale<Draft> = {
    isStale,
    theirs: latest && (isNewer || isShowingTheirs) ? draftOf(latest) : undefined,
    isShowingTheirs,
    showTheirs: () => {
      if (!latest) return
      setMine(draft)
      replace(latest, draftOf(latest))
    },
    showMine: () => {
      if (latest && mine) replace(latest, mine)
      setMine(null)
    },
  }
  return {
    ...stale,
    /** Their version, over which what was typed can be saved. */
    over: isStale && isNewer ? latest : null,
    meet: (refusal: RefusalError) => {
      if (refusal.code !== 'stale_version') return
      setStale(true)
      setMine(null)
    },
    /** Closing keeps what was typed, not what was only looked at. */
    close: () => {
      if (subject && mine) replace(subject, mine)
      setMine(null)
      setStale(false)
    },
    forget: () => {
      setMine(null)
      setStale(false)
    },
  }
}
