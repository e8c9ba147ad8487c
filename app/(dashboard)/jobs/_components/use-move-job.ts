import { useWrite } from '../../../../components/features/use-write.ts'
import { type JobStatus, type JobSummary, jobStatusLabels } from '../../../../contract/jobs.ts'
import { api } from '../../../api.ts'

/** Moves a job to another status; when somebody else was faster, the board is read again and says so. */
export function useMoveJob(): (job: Pick<JobSummary, 'id' | 'version'>, status: JobStatus) => void {
  const move = useWrite(api.jobs.update, {
    toast: ({ jobNumber, status }) => `${jobNumber}: ${jobStatusLabels[status]}`,
  })
  return ({ id, version }, status) => move.mutate({ jobId: id, version, status })
}
