import { Button } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { JobStatusBadge } from '../../../../components/features/JobStatusBadge.tsx'
import { RelativeDate } from '../../../../components/features/RelativeDate.tsx'
import { RowName } from '../../../../components/features/RowName.tsx'
import { useSession } from '../../../../components/features/session.ts'
import { type Column, DataTable, type Sorting } from '../../../../components/ui/DataTable.tsx'
import { EmptyState } from '../../../../components/ui/EmptyState.tsx'
import { rowsOf } from '../../../../components/ui/rows-of.ts'
import { type JobSort, type JobStatus, type JobSummary, jobStatusLabels } from '../../../../contract/jobs.ts'
import { todayIn } from '../../../../invoicing/calendar/calendar.ts'
import { byCursor, query } from '../../../api.ts'
import { JobDue } from './JobDue.tsx'
import classes from './JobsDataTable.module.css'

interface JobsDataTableProps {
  status: JobStatus | undefined
  q: string
  sort: Sorting<JobSort>
  onSort: (sort: Sorting<JobSort>) => void
  /** Takes status and search away. */
  onReset: () => void
}

/** The jobs as a list. */
export function JobsDataTable({ status, q, sort, onSort, onReset }: JobsDataTableProps) {
  const { company } = useSession()
  const jobs = useInfiniteQuery({
    ...query.jobs.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        status,
        q: q || undefined,
        sort: sort.by,
        direction: sort.direction,
        limit: 50,
        cursor,
      }),
      ...byCursor,
    }),
    placeholderData: keepPreviousData,
  })
  return (
    <DataTable<JobSummary, JobSort>
      label="Jobs"
      columns={jobColumns(company.timeZone)}
      rowKey={(job) => job.id}
      rowLink={(job) => ({ to: '/jobs/$id', params: { id: job.id } })}
      sort={sort}
      onSort={onSort}
      empty={<NoJobs status={status} q={q} onReset={onReset} />}
      {...rowsOf(jobs)}
    />
  )
}

function jobColumns(timeZone: string): Column<JobSummary, JobSort>[] {
  return [
    {
      key: 'jobNumber',
      header: 'Job #',
      width: 108,
      sortKey: 'jobNumber',
      phone: 'who',
      cell: (job) => <RowName number={job.jobNumber} lead={job.title} />,
    },
    { key: 'title', header: 'Title', cell: (job) => <span dir="auto">{job.title}</span> },
    {
      key: 'customerName',
      header: 'Customer',
      cell: (job) => (
        <Link to="/customers/$id" params={{ id: job.customerId }}>
          {job.customerName}
        </Link>
      ),
    },
    {
      key: 'status',
      header: 'Status',
      width: 164,
      phone: 'status',
      cell: (job) => <JobStatusBadge status={job.status} />,
    },
    {
      key: 'pieces',
      header: 'Pieces',
      width: 84,
      align: 'right',
      phone: 'amount',
      cell: ({ pieces }) =>
        pieces > 0 ? <span className={classes.pieces}>{pieces.toLocaleString('en-US')}</span> : '–',
    },
    {
      key: 'dueDate',
      header: 'Due',
      width: 148,
      sortKey: 'dueDate',
      phone: 'when',
      cell: (job) => <JobDue job={job} />,
    },
    {
      key: 'createdAt',
      header: 'Created',
      width: 124,
      sortKey: 'createdAt',
      cell: (job) => <RelativeDate date={todayIn(timeZone, new Date(job.createdAt))} />,
    },
  ]
}

function NoJobs({ status, q, onReset }: Pick<JobsDataTableProps, 'status' | 'q' | 'onReset'>) {
  const showAll = (
    <Button variant="default" onClick={onReset}>
      Show all jobs
    </Button>
  )
  if (q) {
    return (
      <EmptyState title={`No job matches “${q}”`} action={showAll}>
        The search looks at job numbers, titles and customer names.
      </EmptyState>
    )
  }
  if (status) {
    return <EmptyState title={`No job is ${jobStatusLabels[status].toLowerCase()}.`} action={showAll} />
  }
  return (
    <EmptyState title="No jobs yet">
      A job is made of an accepted quote in one step, or by hand. It carries sizes and notes to the shop
      floor.
    </EmptyState>
  )
}
