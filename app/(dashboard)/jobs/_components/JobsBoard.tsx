import { Button, Skeleton, Text } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { type DragEvent, useState } from 'react'
import { useMay } from '../../../../components/features/session.ts'
import { ErrorState } from '../../../../components/ui/ErrorState.tsx'
import { rowsOf } from '../../../../components/ui/rows-of.ts'
import { type JobStatus, type JobSummary, jobStatuses, jobStatusLabels } from '../../../../contract/jobs.ts'
import { byCursor, query } from '../../../api.ts'
import { JobCard } from './JobCard.tsx'
import classes from './JobsBoard.module.css'
import { useMoveJob } from './use-move-job.ts'

/** Cancelled work has no place on the board; the list shows it. */
const columns = jobStatuses.filter((status) => status !== 'cancelled')

/** Where every job is, a column a status, each by due date. Cards are dragged, or moved with the keyboard. */
export function JobsBoard({ q }: { q: string }) {
  const mayWrite = useMay('accounting.jobs.write')
  const move = useMoveJob()
  const [dragged, setDragged] = useState<JobSummary | null>(null)
  // A card that was moved with the keyboard appears in another column, and the focus goes with it.
  const [movedId, setMovedId] = useState<string | null>(null)
  const moveCard = (job: JobSummary, status: JobStatus) => {
    setMovedId(job.id)
    move(job, status)
  }
  const drop = (status: JobStatus) => {
    if (dragged && dragged.status !== status) move(dragged, status)
    setDragged(null)
  }
  return (
    <div className={classes.board}>
      {columns.map((status) => (
        <Column
          key={status}
          status={status}
          q={q}
          isTarget={dragged !== null && dragged.status !== status}
          onDrop={() => drop(status)}
          onDrag={mayWrite ? setDragged : undefined}
          movedId={movedId}
          onMove={mayWrite ? moveCard : undefined}
        />
      ))}
    </div>
  )
}

interface ColumnProps {
  status: JobStatus
  q: string
  /** A card of another column is being dragged. */
  isTarget: boolean
  onDrop: () => void
  onDrag: ((job: JobSummary | null) => void) | undefined
  /** The card that somebody moved with the keyboard or its menu. */
  movedId: string | null
  onMove: ((job: JobSummary, status: JobStatus) => void) | undefined
}

function Column({ status, q, isTarget, onDrop, onDrag, movedId, onMove }: ColumnProps) {
  const [isOver, setOver] = useState(false)
  const isDone = status === 'completed'
  const jobs = useInfiniteQuery({
    ...query.jobs.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        status,
        q: q || undefined,
        // Of what is done the newest is looked at.
        sort: isDone ? ('createdAt' as const) : ('dueDate' as const),
        direction: isDone ? ('desc' as const) : ('asc' as const),
        limit: 25,
        cursor,
      }),
      ...byCursor,
    }),
    placeholderData: keepPreviousData,
  })
  const { rows, error, onRetry, hasMore, isLoadingMore, onMore } = rowsOf(jobs)
  const over = (event: DragEvent) => {
    if (!isTarget) return
    event.preventDefault()
    setOver(true)
  }
  return (
    <section
      className={classes.column}
      aria-label={jobStatusLabels[status]}
      data-over={(isTarget && isOver) || undefined}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        onDrop()
      }}
    >
      <h2 className={classes.head}>
        {jobStatusLabels[status]}
        {rows && (
          <span className={classes.count}>
            {rows.length}
            {hasMore && '+'}
          </span>
        )}
      </h2>
      {error !== null && !rows && <ErrorState error={error} onRetry={onRetry} />}
      {error === null && !rows && <Skeleton h={84} radius="lg" />}
      {rows?.length === 0 && (
        <Text size="xs" c="dimmed" className={classes.empty}>
          {q ? 'No match.' : 'Nothing here.'}
        </Text>
      )}
      {rows && rows.length > 0 && (
        <ul className={classes.cards}>
          {rows.map((job) => (
            <JobCard key={job.id} job={job} takesFocus={job.id === movedId} onDrag={onDrag} onMove={onMove} />
          ))}
        </ul>
      )}
      {hasMore && (
        <Button variant="subtle" size="compact-sm" loading={isLoadingMore} onClick={onMore}>
          Show more
        </Button>
      )}
    </section>
  )
}
