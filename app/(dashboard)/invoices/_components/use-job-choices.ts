import { useQuery } from '@tanstack/react-query'
import { jobStatusLabels } from '../../../../contract/jobs.ts'
import { query } from '../../../api.ts'

interface JobChoice {
  value: string
  label: string
}

/** The jobs of a customer that an invoice can be of, the newest first; a cancelled one only where it already is. */
export function useJobChoices(customerId: string | null, jobId: string | null): JobChoice[] {
  const jobs = useQuery({
    ...query.jobs.list.queryOptions({
      input: { customerId: customerId ?? '', sort: 'createdAt', direction: 'desc', limit: 100 },
    }),
    enabled: customerId !== null,
  })
  const offered = jobs.data?.data.filter(({ id, status }) => status !== 'cancelled' || id === jobId) ?? []
  return offered.map(({ id, jobNumber, title, status }) => ({
    value: id,
    label: `${jobNumber} ${title} (${jobStatusLabels[status].toLowerCase()})`,
  }))
}

/** What a list of jobs begins with. */
export const noJob: JobChoice = { value: '', label: 'No job' }
