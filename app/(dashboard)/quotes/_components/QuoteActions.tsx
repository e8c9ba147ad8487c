import { Button } from '@mantine/core'
import { IconCopy, IconPencil, IconPrinter } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMay } from '../../../../components/features/session.ts'
import { useWrite } from '../../../../components/features/use-write.ts'
import { whyNot } from '../../../../components/features/why-not.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { LinkOrClosed } from '../../../../components/ui/LinkOrClosed.tsx'
import type { Quote } from '../../../../contract/quotes.ts'
import { factsOf, type QuoteAction, quoteCan } from '../../../../invoicing/quotes/quote.ts'
import { api } from '../../../api.ts'

interface QuoteActionsProps {
  quote: Quote
  onSend: () => void
  onDecline: () => void
}

/** The next step of each state is the one primary button. */
function nextStep({ status, isExpired, invoice }: Quote): QuoteAction | null {
  if (status === 'draft') return 'send'
  if (status === 'declined' || isExpired) return 'revise'
  if (status === 'sent') return 'accept'
  return invoice ? null : 'invoice'
}

/** What can be done with a quote, in one order in every state; what is closed says why. */
export function QuoteActions({ quote, onSend, onDecline }: QuoteActionsProps) {
  const { id } = quote
  const can = quoteCan(factsOf(quote))
  const mayWrite = useMay('accounting.quotes.write')
  const mayInvoice = useMay('accounting.invoices.write')
  const mayWork = useMay('accounting.jobs.write')
  const { accept, revise, duplicate, createJob } = useSteps(quote)
  const next = nextStep(quote)
  const look = (action: QuoteAction) => (action === next ? 'filled' : 'default')
  return (
    <>
      <ClosedButton variant={look('send')} why={whyNot(can.send, mayWrite)} onClick={onSend}>
        Send
      </ClosedButton>
      <ClosedButton
        variant={look('accept')}
        why={whyNot(can.accept, mayWrite)}
        loading={accept.isPending}
        onClick={() => accept.mutate({ quoteId: id, version: quote.version })}
      >
        Accept
      </ClosedButton>
      <ClosedButton variant="default" why={whyNot(can.decline, mayWrite)} onClick={onDecline}>
        Decline
      </ClosedButton>
      <LinkOrClosed
        variant={look('invoice')}
        why={whyNot(can.invoice, mayInvoice)}
        label="Create Invoice"
        link={(props) => <Link to="/invoices/new" search={{ quoteId: id }} {...props} />}
      />
      <ClosedButton
        variant="default"
        why={whyNot(can.createJob, mayWork)}
        loading={createJob.isPending}
        onClick={() => createJob.mutate({ quoteId: id })}
      >
        Create Job
      </ClosedButton>
      <ClosedButton
        variant={look('revise')}
        why={whyNot(can.revise, mayWrite)}
        loading={revise.isPending}
        onClick={() => revise.mutate({ quoteId: id })}
      >
        Revise
      </ClosedButton>
      <LinkOrClosed
        why={whyNot(can.edit, mayWrite)}
        label="Edit"
        icon={<IconPencil size={16} aria-hidden />}
        link={(props) => <Link to="/quotes/$id/edit" params={{ id }} {...props} />}
      />
      <ClosedButton
        variant="default"
        leftSection={<IconCopy size={16} aria-hidden />}
        why={whyNot(can.duplicate, mayWrite)}
        loading={duplicate.isPending}
        onClick={() => duplicate.mutate({ quoteId: id })}
      >
        Duplicate
      </ClosedButton>
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} aria-hidden />}
        onClick={() => window.print()}
      >
        Print
      </Button>
    </>
  )
}

/** The steps that are taken by one press, and where they lead. */
function useSteps({ id, quoteNumber }: Quote) {
  const navigate = useNavigate()
  return {
    accept: useWrite(api.quotes.accept, { toast: () => `${quoteNumber} accepted` }),
    revise: useWrite(api.quotes.revise, {
      toast: ({ revision }) => `${quoteNumber} v${revision} is open for changes`,
      onDone: () => void navigate({ to: '/quotes/$id/edit', params: { id } }),
    }),
    duplicate: useWrite(api.quotes.duplicate, {
      toast: (copy) => `${copy.quoteNumber} drafted with the content of ${quoteNumber}`,
      onDone: (copy) => void navigate({ to: '/quotes/$id/edit', params: { id: copy.id } }),
    }),
    createJob: useWrite(api.jobs.create, {
      toast: ({ jobNumber }) => `${jobNumber} created`,
      onDone: (job) => void navigate({ to: '/jobs/$id', params: { id: job.id } }),
    }),
  }
}
