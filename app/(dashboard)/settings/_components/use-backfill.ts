import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { BackfillCounts, BackfillName } from '../../../../contract/backfills.ts'
import { addedCounts, countsOf, noCounts } from '../../../../invoicing/backfills/backfill-counts.ts'
import { api, type RefusalError, refusalOf } from '../../../api.ts'

interface BackfillState {
  step: 'idle' | 'checking' | 'checked' | 'running' | 'done'
  counts: BackfillCounts
  error: RefusalError | null
}

const idle: BackfillState = { step: 'idle', counts: noCounts, error: null }

/**
 * A backfill driven batch by batch, so that its progress is seen: first a dry run that says what would be written, then
 * the run. It can be stopped between two batches, and goes on where it stopped.
 */
export function useBackfill(name: BackfillName) {
  const client = useQueryClient()
  const [state, setState] = useState(idle)
  const isStopped = useRef(false)
  const drive = async (
    work: (tell: (counts: BackfillCounts) => void) => Promise<boolean>,
    dryRun: boolean,
  ) => {
    isStopped.current = false
    const step = dryRun ? 'checking' : 'running'
    let counts = noCounts
    setState({ step, counts, error: null })
    try {
      const isWhole = await work((told) => {
        counts = told
        setState({ step, counts, error: null })
      })
      setState(isWhole ? { step: dryRun ? 'checked' : 'done', counts, error: null } : idle)
    } catch (error) {
      setState({ ...idle, error: refusalOf(error) })
    }
    if (!dryRun) void client.invalidateQueries()
  }
  const check = () =>
    drive(async (tell) => {
      let counts = noCounts
      let cursor: string | undefined
      do {
        const batch = await api.backfills.run({ name, cursor }, { context: { dryRun: true } })
        counts = addedCounts(counts, batch)
        tell(counts)
        cursor = batch.cursor ?? undefined
      } while (cursor !== undefined && !isStopped.current)
      return cursor === undefined
    }, true)
  const run = (resume: boolean) =>
    drive(async (tell) => {
      let told = await api.backfills.run({ name, resume })
      tell(countsOf(told))
      while (!told.finishedAt && !isStopped.current) {
        told = await api.backfills.run({ name, runId: told.runId ?? undefined })
        tell(countsOf(told))
      }
      return told.finishedAt !== null
    }, false)
  const stop = () => {
    isStopped.current = true
  }
  return { state, check, run, stop }
}
