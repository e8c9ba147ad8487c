import { implementing } from '../../server/operation.ts'
import { readLastRun, readRunUnderWay } from './verification-runs.sql.ts'

export const showVerification = implementing.verification.show.handler(async ({ context: { tx } }) => ({
  last: await readLastRun(tx),
  underWay: await readRunUnderWay(tx),
}))
