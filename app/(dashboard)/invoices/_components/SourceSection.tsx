import { Anchor, NativeSelect, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { versionMark } from '../../../../invoicing/quotes/quote.ts'
import type { InvoiceFormState } from './use-invoice-form.ts'
import { noJob, useJobChoices } from './use-job-choices.ts'

/** The quote that an invoice is made of. */
export interface SourceQuote {
  id: string
  quoteNumber: string
  revision: number
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
