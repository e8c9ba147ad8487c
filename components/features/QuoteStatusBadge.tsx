import { type QuoteStatus, type QuoteSummary, quoteStatusLabels } from '../../contract/quotes.ts'
import classes from './StatusBadge.module.css'

type Shown = QuoteStatus | 'expired' | 'invoiced'

interface QuoteStatusBadgeProps {
  quote: Pick<QuoteSummary, 'status' | 'isExpired'> & { invoice?: QuoteSummary['invoice'] }
}

/** A quote's status in a word, a shape and a colour: expired takes the place of "Sent", invoiced that of "Accepted". */
export function QuoteStatusBadge({ quote }: QuoteStatusBadgeProps) {
  const shown: Shown = quote.isExpired
    ? 'expired'
    : quote.status === 'accepted' && quote.invoice
      ? 'invoiced'
      : quote.status
  return (
    <span className={classes.badge} data-status={shown}>
      <svg viewBox="0 0 10 10" width="8" height="8" aria-hidden="true" className={classes.shape}>
        <path d={shapes[shown]} />
      </svg>
      {quoteStatusLabels[shown]}
    </span>
  )
}

/** In a box of 10: a ring, a disc, a tick, a bar, an hourglass, a tick. */
const shapes: Record<Shown, string> = {
  draft: 'M5 0a5 5 0 1 0 0 10A5 5 0 1 0 5 0Zm0 2a3 3 0 1 1 0 6 3 3 0 1 1 0-6Z',
  sent: 'M5 0a5 5 0 1 0 0 10A5 5 0 1 0 5 0Z',
  accepted: 'M3.9 8.9.4 5.4l1.4-1.4 2.1 2.1L8.3 1.5l1.4 1.4Z',
  declined: 'M0 4h10v2H0Z',
  expired: 'M1 0h8L6 5l3 5H1l3-5Z',
  invoiced: 'M3.9 8.9.4 5.4l1.4-1.4 2.1 2.1L8.3 1.5l1.4 1.4Z',
}
