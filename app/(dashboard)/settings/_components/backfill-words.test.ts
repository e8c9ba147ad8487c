import { expect, test } from 'vitest'
import { noCounts } from '../../../../invoicing/backfills/backfill-counts.ts'
import { backfillWords } from './backfill-words.ts'

test.each([
  [{ scanned: 1204, unchanged: 1204 }, true, 'All of 1,204 rows agree: nothing to write.'],
  [
    { scanned: 9, kept: 2, unchanged: 7 },
    false,
    'All of 9 rows agree: nothing to write. 2 rows edited by hand stay.',
  ],
  [{ scanned: 9, written: 3, unchanged: 6 }, true, 'Of 9 rows, 3 would be added or repaired.'],
  [
    { scanned: 9, written: 1, removed: 2, kept: 1 },
    false,
    'Of 9 rows, 1 was added or repaired and 2 were removed. 1 row edited by hand stays.',
  ],
])('%o, dry run %s: %s', (counts, isDryRun, words) => {
  expect(backfillWords({ ...noCounts, ...counts }, isDryRun)).toBe(words)
})
