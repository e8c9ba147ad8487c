import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { LinkedDocuments } from '../../../../components/features/LinkedDocuments.tsx'
import { StatusBadge } from '../../../../components/features/StatusBadge.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import type { Job } from '../../../../contract/jobs.ts'

/** The quote the job came of, and the invoices for it. */
export function JobDocuments({ job: { quoteId, quoteNumber, invoices } }: { job: Job }) {
  const quotes = quoteId
    ? [
        {
          key: quoteId,
          kind: 'Quote',
          link: (
            <Link to="/quotes/$id" params={{ id: quoteId }}>
              {quoteNumber}
            </Link>
          ),
        },
      ]
    : []
  const documents = [
    ...quotes,
    ...invoices.map(({ id, invoiceNumber, status }) => ({
      key: id,
      kind: 'Invoice',
      link: (
        <Link to="/invoices/$id" params={{ id }}>
          {invoiceNumber}
        </Link>
      ),
      fact: <StatusBadge status={status} />,
    })),
  ]
  return (
    <Panel title="Documents">
      {documents.length === 0 ? (
        <Text size="sm" c="dimmed">
          No quote and no invoice is linked. An invoice names its job in its form.
        </Text>
      ) : (
        <LinkedDocuments label="Quote and invoices" documents={documents} />
      )}
    </Panel>
  )
}
