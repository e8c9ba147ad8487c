import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useToday } from '../../../../components/features/session.ts'
import { useWrite } from '../../../../components/features/use-write.ts'
import type { PostalAddress } from '../../../../contract/addresses.ts'
import type { Invoice } from '../../../../contract/invoices.ts'
import { api, query } from '../../../api.ts'
import { paperOfContent } from './paper.ts'
import { ReviewSendSheet } from './ReviewSendSheet.tsx'
import type { InvoiceFormState } from './use-invoice-form.ts'
import { useRecipients } from './use-recipients.ts'
import type { useSaveInvoice } from './use-save-invoice.ts'
import { useSingleFlight } from './use-single-flight.ts'

interface FormReviewSheetProps {
  opened: boolean
  onClose: () => void
  form: InvoiceFormState
  saving: ReturnType<typeof useSaveInvoice>
  onSent: (invoice: Invoice) => void
}

/** P3.1 over the form: saves what was typed, then issues it (C: N39). If only the second step fails, a draft is left. */
export function FormReviewSheet({ opened, onClose, form, saving, onSent }: FormReviewSheetProps) {
  const today = useToday()
  const [issueDate, setIssueDate] = useState(today)
  const { recipients, chosen, setRecipients } = useRecipients(form.customer ?? undefined, opened)
  const billingAddress = useBillingAddress(form.customer?.id, opened)
  const send = useWrite(api.invoices.send, {
    onDone: onSent,
    onRefusal: ({ code }, { invoiceId }) => {
      if (code !== 'stale_version') return
      // Somebody saved it between the two steps. What lies here is only what was typed; the form shows both.
      saving.showTheirs(invoiceId)
      close()
    },
  })
  const close = () => {
    send.reset()
    onClose()
  }
  const { content } = form.checked
  const sendIt = useSingleFlight(async () => {
    const isAsSaved = !form.isDirty && !saving.stale.isStale
    const saved = saving.saved && isAsSaved ? saving.saved : await saving.save()
    // Refused at a field or by somebody else's change: the form shows it.
    if (!saved) return saving.isOverLimit() ? undefined : close()
    await send.mutateAsync({
      invoiceId: saved.id,
      version: saved.version,
      issueDate: issueDate === today ? undefined : issueDate,
      recipients: chosen,
      override: saving.override.given,
    })
  })
  if (!content || !form.customer) return null
  const paper = paperOfContent(content, {
    currency: form.currency,
    number: saving.saved?.invoiceNumber ?? null,
    customer: form.customer,
    billingAddress,
    issueDate: today,
  })
  return (
    <ReviewSendSheet
      opened={opened}
      onClose={close}
      paper={paper}
      customer={form.customer}
      dueDate={content.dueDate}
      issueDate={issueDate}
      onIssueDate={setIssueDate}
      closeLabel="Back to Edit"
      onSend={sendIt}
      isPending={saving.isPending || send.isPending}
      error={send.error ?? saving.refusal}
      override={saving.override}
      recipients={recipients}
      onRecipients={setRecipients}
    />
  )
}

/** The address that is copied into an invoice when it is sent. */
function useBillingAddress(customerId: string | undefined, isOpen: boolean): PostalAddress | null {
  const addresses = useQuery({
    ...query.addresses.list.queryOptions({ input: { customerId: customerId ?? '' } }),
    enabled: isOpen && customerId !== undefined,
  })
  return addresses.data?.data.find(({ type, isDefault }) => type === 'billing' && isDefault) ?? null
}
