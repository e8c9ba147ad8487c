import { Anchor, NativeSelect, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { type Cents, centsOf, formatMoney } from '../../../../invoicing/money/money.ts'
import { versionMark } from '../../../../invoicing/quotes/quote.ts'
import type { InvoiceFormState } from './use-invoice-form.ts'
import { noJob, useJobChoices } from './use-job-choices.ts'

/** The quote that an invoice is made of. */
export interface SourceQuote {
  id: string
  quoteNumber: string
  revision: number
  /** What the customer accepted. */
  total: string
}

interface SourceSectionProps {
  form: InvoiceFormState
  quote: SourceQuote | null
}

/** Where the work comes from: the accepted quote, which stays, and the job it was done under (C: U68, U69). */
export function SourceSection({ form, quote }: SourceSectionProps) {
  const { customerId, jobId } = form.draft
  const choices = useJobChoices(customerId, jobId)
  if (!quote && choices.length === 0 && !jobId) return null
  return (
    <Panel title="Source">
      <Stack gap="sm">
        {quote && (
          <Text size="sm">
            From quote{' '}
            <Anchor
              fw={600}
              size="sm"
              renderRoot={(props) => <Link to="/quotes/$id" params={{ id: quote.id }} {...props} />}
            >
              {quote.quoteNumber}
              {versionMark(quote.revision)}
            </Anchor>
            . Its prices are carried over; what you change is told beside the invoice.
          </Text>
        )}
        {quote && <Difference form={form} acceptedCents={centsOf(quote.total)} />}
        <NativeSelect
          label="Job"
          error={form.messages.jobId}
          value={jobId}
          onChange={(event) => form.change({ jobId: event.currentTarget.value })}
          data={[noJob, ...choices]}
        />
      </Stack>
    </Panel>
  )
}

/** Terms and tax are the customer's of today, so that an invoice may come to something else than was accepted. */
function Difference({ form, acceptedCents }: { form: InvoiceFormState; acceptedCents: Cents }) {
  const { totals, currency } = form
  if (totals.totalCents === acceptedCents) return null
  return (
    <Text size="sm" c="dimmed" role="status">
      {formatMoney(acceptedCents, currency)} was accepted, this comes to{' '}
      {formatMoney(totals.totalCents, currency)}. Tax is the customer’s of today, whatever was quoted.
    </Text>
  )
}
