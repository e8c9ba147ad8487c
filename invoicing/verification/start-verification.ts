import { enqueue } from '../../server/jobs.ts'
import { implementing } from '../../server/operation.ts'
import { insertRun, lockVerification, readRunUnderWay } from './verification-runs.sql.ts'
import { allLines } from './verify-company.ts'

/** Has a worker verify the books. Whoever asks while that is under way is given the same run. */
export const startVerification = implementing.verification.run.handler(
  async ({ input, context: { tx, caller, door, audit } }) => {
    await lockVerification(tx)
    const underWay = input.anew ? null : await readRunUnderWay(tx)
    if (underWay) {
      audit.nothingChanged()
      return underWay
    }
    const run = await insertRun(tx, { door, byUserId: caller.userId, lines: allLines().length })
    await enqueue(tx, 'verification', { key: run.id, payload: { runId: run.id } })
    audit.record({ entity: 'verification', entityId: run.id })
    return run
  },
)
