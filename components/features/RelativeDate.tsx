import { daysBetween, formatDate, relativeDueDate, todayIn } from '../../invoicing/calendar/calendar.ts'
import { useSession } from './session.ts'

interface DueDateProps {
  /** YYYY-MM-DD; a dash when there is none yet. */
  date: string | null
  /** What is settled or void is no longer overdue: the plain date is shown. */
  isSettled?: boolean
}

/** When something falls due, as people say it: "Due in 5 days", "3 days overdue"; the exact date on hover. */
export function DueDate({ date, isSettled = false }: DueDateProps) {
  const { company } = useSession()
  if (!date) return <span title="No due date yet">–</span>
  return (
    <time dateTime={date} title={formatDate(date)}>
      {isSettled ? formatDate(date) : relativeDueDate(date, company.today)}
    </time>
  )
}

/** A day in the past: "Today", "Yesterday", "5 days ago" within two weeks, else the date; the exact date on hover. */
export function RelativeDate({ date }: { date: string }) {
  const { company } = useSession()
  return (
    <time dateTime={date} title={formatDate(date)}>
      {pastDay(date, company.today)}
    </time>
  )
}

interface InstantTextProps {
  instant: string
  /** Within a sentence: "Blocked since today 14:05". */
  inSentence?: boolean
}

/** An instant on the company's clock: "Today 14:05", "3 days ago", "Nov 2, 2026"; exact on hover. */
export function InstantText({ instant, inSentence = false }: InstantTextProps) {
  const { company } = useSession()
  const moment = new Date(instant)
  const day = todayIn(company.timeZone, moment)
  const time = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: company.timeZone,
  }).format(moment)
  return (
    <time dateTime={instant} title={`${formatDate(day)}, ${time} (${company.timeZone})`}>
      {inSentence ? lowerFirst(pastDay(day, company.today)) : pastDay(day, company.today)}
      {daysBetween(day, company.today) <= 1 && ` ${time}`}
    </time>
  )
}

/** "Today" becomes "today"; a month keeps its capital. */
function lowerFirst(text: string): string {
  return text === 'Today' || text === 'Yesterday' ? text.toLowerCase() : text
}

function pastDay(day: string, today: string): string {
  const days = daysBetween(day, today)
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  return days > 1 && days <= 14 ? `${days} days ago` : formatDate(day)
}
