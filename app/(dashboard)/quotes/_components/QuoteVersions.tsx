import { Link } from '@tanstack/react-router'
import { MoneyText } from '../../../../components/features/MoneyText.tsx'
import { QuoteStatusBadge } from '../../../../components/features/QuoteStatusBadge.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import type { Quote } from '../../../../contract/quotes.ts'
import classes from './QuoteVersions.module.css'

interface QuoteVersionsProps {
  quote: Quote
  /** The version that is shown. */
  shown: number
}

/** The version that stands and those before it, each as it was sent. */
export function QuoteVersions({ quote, shown }: QuoteVersionsProps) {
  if (quote.revisions.length === 0) return null
  const versions = [
    { ...quote, isLatest: true },
    ...[...quote.revisions].reverse().map((revision) => ({ ...revision, isLatest: false, isExpired: false })),
  ]
  return (
    <Panel title="Versions" flush>
      <ul className={classes.versions} aria-label="Versions">
        {versions.map(({ revision, status, isExpired, total, isLatest }) => (
          <li key={revision} data-shown={revision === shown || undefined}>
            <Link
              to="/quotes/$id"
              params={{ id: quote.id }}
              search={isLatest ? {} : { version: revision }}
              aria-current={revision === shown ? 'true' : undefined}
              className={classes.link}
            >
              Version {revision}
            </Link>
            <QuoteStatusBadge quote={{ status, isExpired, invoice: isLatest ? quote.invoice : null }} />
            <MoneyText amount={total} currency={quote.currency} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
