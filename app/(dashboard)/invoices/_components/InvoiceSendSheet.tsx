import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useToday } from '../../../../components/features/session.ts'
import { useWrite } from '../../../../components/features/use-write.ts'
import type { Invoice } from '../../../../contract/invoices.ts'
import { api, query } from '../../../api.ts'
import type { Paper } from './paper.ts'
import { ReviewSendSheet } from './ReviewSendSheet.tsx'
import { sentText } from './sent-text.ts'
import { useOverride } from './use-override.ts'
import { useRecipients } from './use-recipients.ts'
import { useSingleFlight } from './use-single-flight.ts'

interface InvoiceSendSheetProps {
  opened: boolean
  onClose: () => void
  invoice: Invoice
  paper: Paper
}

/** Sends a saved draft from its own page (C: U21, N10), after the same look at the paper as in the form. */
export function InvoiceSendSheet({ opened, onClose, invoice, paper }: InvoiceSendSheetProps) {
  const today = useToday()
  const [issueDate, setIssueDate] = useState(today)
  const override = useOverride()
  const customer = useQuery({
    ...query.customers.show.queryOptions({ input: { customerId: invoice.customerId } }),
    enabled: opened,
  })
  const { recipients, chosen, setRecipients } = useRecipients(customer.data, opened)
  const send = useWrite(api.invoices.send, {
    toast: sentText,
    onDone: onClose,
    onRefusal: () => undefined,
  })
  const sendIt = useSingleFlight(() =>
    send.mutateAsync({
      invoiceId: invoice.id,
      version: invoice.version,
      issueDate: issueDate === today ? undefined : issueDate,
      recipients: chosen,
      override: override.given,
    }),
  )
  return (
    <ReviewSendSheet
      opened={opened}
      onClose={() => {
        send.reset()
        onClose()
      }}
      paper={paper}
      customer={customer.data ?? null}
      dueDate={invoice.dueDate}
      issueDate={issueDate}
      onIssueDate={setIssueDate}
      closeLabel="Cancel"
      onSend={sendIt}
      isPending={send.isPending}
      error={send.error}
      override={override}
      recipients={recipients}
      onRecipients={setRecipients}
    />
  )
}
