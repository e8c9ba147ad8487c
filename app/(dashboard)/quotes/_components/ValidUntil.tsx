import { useToday } from '../../../../components/features/session.ts'
import type { QuoteSummary } from '../../../../contract/quotes.ts'
import { counted } from '../../../../contract/words.ts'
import { daysBetween, formatDate } from '../../../../invoicing/calendar/calendar.ts'

interface ValidUntilProps {
  quote: Pick<QuoteSummary, 'status' | 'validUntil'>
}

/** How long a quote that waits for an answer is still good: "5 days left", "expired 3 days ago"; else the plain date. */
export function ValidUntil({ quote: { status, validUntil } }: ValidUntilProps) {
  const today = useToday()
  if (!validUntil) return <span title="Valid without an end">–</span>
  return (
    <time dateTime={validUntil} title={formatDate(validUntil)}>
      {status === 'sent' ? leftText(daysBetween(today, validUntil)) : formatDate(validUntil)}
    </time>
  )
}

function leftText(days: number): string {
  if (days === 0) return 'Last day today'
  if (days > 0) return `${counted(days, 'day')} left`
  return days === -1 ? 'Expired yesterday' : `Expired ${-days} days ago`
}
