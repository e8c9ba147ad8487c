import { useState } from 'react'
import { useToday } from '../../../../components/features/session.ts'
import { useWrite } from '../../../../components/features/use-write.ts'
import type { Invoice } from '../../../../contract/invoices.ts'
import { api } from '../../../api.ts'
import { paperOfContent } from './paper.ts'
import { ReviewSendSheet } from './ReviewSendSheet.tsx'
import type { InvoiceFormState } from './use-invoice-form.ts'
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
  const send = useWrite(api.invoices.send, { onDone: onSent, onRefusal: () => undefined })
  const { content } = form.checked
  const sendIt = useSingleFlight(async () => {
    const saved = saving.saved && !form.isDirty ? saving.saved : await saving.save()
    // Refused at a field or by somebody else's change: the form shows it.
    if (!saved) return saving.isOverLimit() ? undefined : onClose()
    await send.mutateAsync({
      invoiceId: saved.id,
      issueDate: issueDate === today ? undefined : issueDate,
      override: saving.override.given,
    })
  })
  if (!content || !form.customer) return null
  const paper = paperOfContent(content, {
    currency: form.currency,
    number: saving.saved?.invoiceNumber ?? null,
    customer: form.customer,
    issueDate: today,
  })
  return (
    <ReviewSendSheet
      opened={opened}
      onClose={() => {
        send.reset()
        onClose()
      }}
      paper={paper}
      dueDate={content.dueDate}
      issueDate={issueDate}
      onIssueDate={setIssueDate}
      closeLabel="Back to Edit"
      onSend={sendIt}
      isPending={saving.isPending || send.isPending}
      error={send.error ?? saving.refusal}
      override={saving.override}
    />
  )
}
