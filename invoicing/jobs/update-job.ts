import { difference } from '../../server/audit-trail.ts'
import { givenFields } from '../../server/given-fields.ts'
import { implementing } from '../../server/operation.ts'
import { requireVersion } from '../../server/require-version.ts'
import { type JobContent, lockJob, updateJobRow } from './jobs.sql.ts'

/** Changes a job, or moves it: any status may follow any, and the audit log tells of each. */
export const updateJob = implementing.jobs.update.handler(
  async ({ input, context: { tx, today, audit } }) => {
    const { jobId, version, ...change } = input
    const before = await lockJob(tx, jobId, today)
    requireVersion(before.jobNumber, before.version, version)
    const { title, status, dueDate, garments, notes } = before
    const standing: JobContent = { title, status, dueDate, garments, notes }
    const next: JobContent = { ...standing, ...givenFields(change) }
    const after = await updateJobRow(tx, jobId, next, today)
    audit.record({
      entity: 'job',
      entityId: jobId,
      label: before.jobNumber,
      ...difference({ ...standing }, { ...next }),
    })
    return after
  },
)
