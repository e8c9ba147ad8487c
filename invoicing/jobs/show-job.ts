import { implementing } from '../../server/operation.ts'
import { readJob } from './jobs.sql.ts'

export const showJob = implementing.jobs.show.handler(({ input, context: { tx, today } }) =>
  readJob(tx, input.jobId, today),
)
