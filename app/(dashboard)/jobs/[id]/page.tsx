import { Button } from '@mantine/core'
import { IconPencil, IconPrinter } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { JobStatusBadge } from '../../../../components/features/JobStatusBadge.tsx'
import { NotesPanel } from '../../../../components/features/NotesPanel.tsx'
import { notAllowed, useMay, useSession } from '../../../../components/features/session.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { PageHeader } from '../../../../components/ui/PageHeader.tsx'
import { useEdited } from '../../../../components/ui/use-edited.ts'
import type { Job } from '../../../../contract/jobs.ts'
import { api, query } from '../../../api.ts'
import classes from '../../invoices/[id]/page.module.css'
import { EditJobSheet } from '../_components/EditJobSheet.tsx'
import { JobDocuments } from '../_components/JobDocuments.tsx'
import { JobFactsPanel } from '../_components/JobFactsPanel.tsx'
import { JobSheet } from '../_components/JobSheet.tsx'
import { type JobDraft, jobDraftOf } from '../_components/job-draft.ts'

export const Route = createFileRoute('/_dashboard/jobs/$id')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(jobOptions(params.id)),
  component: JobPage,
})

const jobOptions = (jobId: string) => query.jobs.show.queryOptions({ input: { jobId } })

function JobPage() {
  const { id } = Route.useParams()
  const { data: job } = useSuspenseQuery(jobOptions(id))
  return <JobDetail key={job.id} job={job} />
}

/** The sheet that hangs in the shop, and where the job stands beside it. */
function JobDetail({ job }: { job: Job }) {
  const { company } = useSession()
  const mayWrite = useMay('accounting.jobs.write')
  const edited = useEdited<Job, JobDraft>(jobDraftOf)
  return (
    <>
      <PageHeader
        title={job.jobNumber}
        breadcrumbs={[
          { label: 'Dashboard', to: '/' },
          { label: 'Jobs', to: '/jobs' },
        ]}
        aside={<JobStatusBadge status={job.status} />}
        actions={
          <>
            <ClosedButton
              variant="default"
              leftSection={<IconPencil size={16} aria-hidden />}
              why={mayWrite ? undefined : notAllowed}
              onClick={() => edited.open(job)}
            >
              Edit
            </ClosedButton>
            <Button leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
              Print sheet
            </Button>
          </>
        }
      />
      <div className={classes.detail}>
        <div className={classes.paper}>
          <JobSheet job={job} shopName={company.name} />
        </div>
        <div className={classes.aside}>
          <JobFactsPanel job={job} />
          <JobDocuments job={job} />
          <NotesPanel
            title="Notes for the shop floor"
            empty="They stand on the sheet."
            notes={job.notes}
            mayWrite={mayWrite}
            save={(notes, options) =>
              api.jobs.update({ jobId: job.id, version: job.version, notes }, options)
            }
          />
        </div>
      </div>
      <EditJobSheet job={job} edited={edited} />
    </>
  )
}
