import { SegmentedControl } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { createFileRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { z } from 'zod'
import { notAllowed, useMay } from '../../../components/features/session.ts'
import { ClosedButton } from '../../../components/ui/ClosedButton.tsx'
import { PageHeader } from '../../../components/ui/PageHeader.tsx'
import { SearchField } from '../../../components/ui/SearchField.tsx'
import { ViewTabs } from '../../../components/ui/ViewTabs.tsx'
import { jobSorts, jobStatuses, jobStatusLabels } from '../../../contract/jobs.ts'
import { JobsBoard } from './_components/JobsBoard.tsx'
import { JobsDataTable } from './_components/JobsDataTable.tsx'
import { NewJobSheet } from './_components/NewJobSheet.tsx'
import classes from './page.module.css'

/** Everything that decides what is shown stands in the address; the board is shown when nothing is said. */
const search = z.object({
  layout: z.enum(['list']).optional().catch(undefined),
  status: z.enum(jobStatuses).optional().catch(undefined),
  q: z.string().max(200).optional().catch(undefined),
  sort: z.enum(jobSorts).optional().catch(undefined),
  direction: z.enum(['asc', 'desc']).optional().catch(undefined),
})

export const Route = createFileRoute('/_dashboard/jobs')({ validateSearch: search, component: Jobs })

/** What is to be made, where it is in the shop, and when it is due. */
function Jobs() {
  const { layout = 'board', status, q = '', sort, direction } = Route.useSearch()
  const navigate = Route.useNavigate()
  const [isNew, setNew] = useState(false)
  const mayWrite = useMay('accounting.jobs.write')
  const show = (change: z.infer<typeof search>) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true, resetScroll: false })
  const find = {
    label: 'Search jobs',
    placeholder: 'Job #, title or customer',
    q,
    onSearch: (text: string) => show({ q: text || undefined }),
  }
  return (
    <>
      <PageHeader
        title="Jobs"
        actions={
          <>
            <SegmentedControl
              aria-label="Layout"
              data={layouts}
              value={layout}
              onChange={(next) => show({ layout: next === 'list' ? 'list' : undefined, status: undefined })}
            />
            <ClosedButton
              why={mayWrite ? undefined : notAllowed}
              onClick={() => setNew(true)}
              leftSection={<IconPlus size={16} aria-hidden />}
            >
              New Job
            </ClosedButton>
          </>
        }
      />
      {layout === 'list' ? (
        <ViewTabs
          view={status ?? 'all'}
          labels={{ all: 'All', ...jobStatusLabels }}
          onView={(next) => show({ status: next === 'all' ? undefined : next })}
          search={find}
        >
          <JobsDataTable
            status={status}
            q={q}
            sort={{ by: sort ?? 'dueDate', direction: direction ?? 'asc' }}
            onSort={(next) => show({ sort: next.by, direction: next.direction })}
            onReset={() => show({ status: undefined, q: undefined })}
          />
        </ViewTabs>
      ) : (
        <>
          <div className={classes.bar}>
            <SearchField {...find} />
          </div>
          <JobsBoard q={q} />
        </>
      )}
      <NewJobSheet opened={isNew} onClose={() => setNew(false)} />
    </>
  )
}

const layouts = [
  { value: 'board', label: 'Board' },
  { value: 'list', label: 'List' },
]
