import type { BackfillCounts } from '../../../../contract/backfills.ts'
import { counted } from '../../../../contract/words.ts'

const numerals = new Intl.NumberFormat('en-US')
const rows = (count: number) => counted(count, 'row')

/** What came of a run, or what would come of one, in a sentence. */
export function backfillWords(counts: BackfillCounts, isDryRun: boolean): string {
  const { scanned, written, removed, kept } = counts
  const keeps = kept > 0 ? ` ${rows(kept)} edited by hand ${kept === 1 ? 'stays' : 'stay'}.` : ''
  if (written + removed === 0) return `All of ${rows(scanned)} agree: nothing to write.${keeps}`
  const verb = (count: number) => (isDryRun ? 'would be' : count === 1 ? 'was' : 'were')
  const changed = (count: number, done: string) =>
    count === 0 ? [] : [`${numerals.format(count)} ${verb(count)} ${done}`]
  const changes = [...changed(written, 'added or repaired'), ...changed(removed, 'removed')]
  return `Of ${rows(scanned)}, ${changes.join(' and ')}.${keeps}`
}
