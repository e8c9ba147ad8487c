import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { type JobStatus, type JobSummary, jobStatuses, jobStatusLabels } from '../../../../contract/jobs.ts'
import classes from './JobCard.module.css'
import { JobDue } from './JobDue.tsx'

interface JobCardProps {
  job: JobSummary
  /** It was moved here with the keyboard: the focus follows it, unless somebody is elsewhere by now. */
  takesFocus: boolean
  /** Undefined: the caller may not move it. */
  onDrag: ((job: JobSummary | null) => void) | undefined
  onMove: ((job: JobSummary, status: JobStatus) => void) | undefined
}

/** A job on the board: dragged with the mouse; with Alt and an arrow, or from its menu, by everybody else. */
export function JobCard({ job, takesFocus, onDrag, onMove }: JobCardProps) {
  const link = useFollowingFocus(job.id, takesFocus)
  const [isDragged, setDragged] = useState(false)
  const place = jobStatuses.indexOf(job.status)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!event.altKey || !step || !onMove) return
    event.preventDefault()
    const next = jobStatuses[place + step]
    if (next && next !== 'cancelled') onMove(job, next)
  }
  return (
    <li
      className={classes.card}
      data-late={job.isLate || undefined}
      data-dragged={isDragged || undefined}
      draggable={onDrag !== undefined}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', job.jobNumber)
        setDragged(true)
        onDrag?.(job)
      }}
      onDragEnd={() => {
        setDragged(false)
        onDrag?.(null)
      }}
      onKeyDown={onKeyDown}
    >
      <div className={classes.top}>
        <Link
          ref={link}
          data-job={job.id}
          to="/jobs/$id"
          params={{ id: job.id }}
          className={classes.link}
          draggable={false}
          aria-keyshortcuts={onMove && 'Alt+ArrowLeft Alt+ArrowRight'}
        >
          {job.title}
        </Link>
        {onMove && <MoveMenu job={job} onMove={onMove} />}
      </div>
      <span className={classes.customer}>{job.customerName}</span>
      <span className={classes.facts}>
        <span>{job.jobNumber}</span>
        {job.pieces > 0 && <span>{job.pieces.toLocaleString('en-US')} pcs</span>}
        <JobDue job={job} />
      </span>
    </li>
  )
}

/** Puts the focus on a card as it appears, if it is still on the same card where that was, or nowhere. */
function useFollowingFocus(jobId: string, takesFocus: boolean) {
  const link = useRef<HTMLAnchorElement>(null)
  const isWanted = useRef(takesFocus)
  useEffect(() => {
    const active = document.activeElement
    // A column or the page has it only because the card went out of it a moment ago.
    const isNowhere = active?.matches('body, section, main')
    const isFree = isNowhere || active?.closest('li')?.querySelector(`[data-job="${jobId}"]`)
    if (isWanted.current && isFree) link.current?.focus()
  }, [jobId])
  return link
}

function MoveMenu({
  job,
  onMove,
}: {
  job: JobSummary
  onMove: (job: JobSummary, status: JobStatus) => void
}) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" size="sm" color="gray" aria-label={`Move ${job.jobNumber}`}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Move to</Menu.Label>
        {jobStatuses
          .filter((status) => status !== job.status)
          .map((status) => (
            <Menu.Item key={status} onClick={() => onMove(job, status)}>
              {jobStatusLabels[status]}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  )
}
