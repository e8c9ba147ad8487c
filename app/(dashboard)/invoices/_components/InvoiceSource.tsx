import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { LinkedDocuments } from '../../../../components/features/LinkedDocuments.tsx'
import { MoneyText } from '../../../../components/features/MoneyText.tsx'
import { notAllowed, useMay } from '../../../../components/features/session.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import type { Invoice } from '../../../../contract/invoices.ts'
import { versionMark } from '../../../../invoicing/quotes/quote.ts'
import { ChangeDiffPanel } from './ChangeDiffPanel.tsx'
import { LinkJobDialog } from './LinkJobDialog.tsx'

/** The quote and the job that an invoice came of (C: U30, U31), and what it changed of the quote. */
export function InvoiceSource({ invoice }: { invoice: Invoice }) {
  const { pricingSnapshot, jobId, jobNumber } = invoice
  const mayWrite = useMay('accounting.invoices.write')
  const [isLinking, setLinking] = useState(false)
  const quotes = pricingSnapshot
    ? [
        {
          key: pricingSnapshot.quoteId,
          kind: 'Quote',
          link: (
            <Link to="/quotes/$id" params={{ id: pricingSnapshot.quoteId }}>
              {pricingSnapshot.quoteNumber}
              {versionMark(pricingSnapshot.revision)}
            </Link>
          ),
          fact: <MoneyText amount={pricingSnapshot.total} currency={invoice.currency} />,
        },
      ]
    : []
  const jobs = jobId
    ? [
        {
          key: jobId,
          kind: 'Job',
          link: (
            <Link to="/jobs/$id" params={{ id: jobId }}>
              {jobNumber}
            </Link>
          ),
        },
      ]
    : []
  const documents = [...quotes, ...jobs]
  return (
    <Panel
      title="Source"
      aside={
        <ClosedButton
          size="compact-sm"
          variant="subtle"
          why={mayWrite ? undefined : notAllowed}
          onClick={() => setLinking(true)}
        >
          {jobId ? 'Change job' : 'Link job'}
        </ClosedButton>
      }
    >
      {documents.length > 0 ? (
        <LinkedDocuments label="Quote and job" documents={documents} />
      ) : (
        <Text size="sm" c="dimmed">
          Not made from a quote, and not linked to a job.
        </Text>
      )}
      {pricingSnapshot && <ChangeDiffPanel invoice={invoice} />}
      <LinkJobDialog opened={isLinking} onClose={() => setLinking(false)} invoice={invoice} />
    </Panel>
  )
}
