import { backfillLabels, backfillNames } from '../../contract/backfills.ts'
import { implementing } from '../../server/operation.ts'
import { readLastRuns } from './backfills.sql.ts'

export const listBackfills = implementing.backfills.list.handler(async ({ context: { tx } }) => {
  const runs = await readLastRuns(tx)
  return {
    data: backfillNames.map((name) => ({
      name,
      ...backfillLabels[name],
      lastRun: runs.find((run) => run.name === name) ?? null,
    })),
  }
})
