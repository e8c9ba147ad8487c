import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { JobStatusBadge } from '../../../../components/features/JobStatusBadge.tsx'
import { LinkedDocuments } from '../../../../components/features/LinkedDocuments.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import type { Quote } from '../../../../contract/quotes.ts'

/** What came of an accepted quote: its jobs, and its invoice. */
export function QuoteFollowUps({ quote: { status, jobs, invoice } }: { quote: Quote }) {
  const followed = [
    ...jobs.map((job) => ({
      key: job.id,
      kind: 'Job',
      link: (
        <Link to="/jobs/$id" params={{ id: job.id }}>
          {job.jobNumber}
        </Link>
      ),
      fact: <JobStatusBadge status={job.status} />,
    })),
    ...(invoice
      ? [
          {
            key: invoice.id,
            kind: 'Invoice',
            link: (
              <Link to="/invoices/$id" params={{ id: invoice.id }}>
                {invoice.invoiceNumber}
              </Link>
            ),
          },
        ]
      : []),
  ]
  if (status !== 'accepted' && followed.length === 0) return null
  return (
    <Panel title="What came of it">
      {followed.length === 0 ? (
        <Text size="sm" c="dimmed">
          Neither a job nor an invoice yet.
        </Text>
      ) : (
        <LinkedDocuments label="Jobs and invoice" documents={followed} />
      )}
    </Panel>
  )
}
