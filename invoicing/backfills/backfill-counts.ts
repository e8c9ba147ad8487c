import type { BackfillCounts } from '../../contract/backfills.ts'

export const noCounts: BackfillCounts = { scanned: 0, written: 0, removed: 0, kept: 0, unchanged: 0 }

/** The counts alone, of a run or of whatever else carries them. */
export function countsOf({ scanned, written, removed, kept, unchanged }: BackfillCounts): BackfillCounts {
  return { scanned, written, removed, kept, unchanged }
}

/** The counts of two batches, or of two companies, together. */
export function addedCounts(one: BackfillCounts, other: BackfillCounts): BackfillCounts {
  return {
    scanned: one.scanned + other.scanned,
    written: one.written + other.written,
    removed: one.removed + other.removed,
    kept: one.kept + other.kept,
    unchanged: one.unchanged + other.unchanged,
  }
}
