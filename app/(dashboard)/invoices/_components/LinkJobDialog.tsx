import { NativeSelect, Text } from '@mantine/core'
import { useState } from 'react'
import { useWrite } from '../../../../components/features/use-write.ts'
import { ConfirmDialog } from '../../../../components/ui/ConfirmDialog.tsx'
import type { Invoice } from '../../../../contract/invoices.ts'
import { api } from '../../../api.ts'
import { noJob, useJobChoices } from './use-job-choices.ts'

interface LinkJobDialogProps {
  opened: boolean
  onClose: () => void
  invoice: Invoice
}

/** Says under which job an invoice was done, also after it was sent: nothing that the customer has seen changes. */
export function LinkJobDialog({ opened, onClose, invoice }: LinkJobDialogProps) {
  const { id: invoiceId, version, invoiceNumber, customerName } = invoice
  const [chosen, setChosen] = useState<string | null>(null)
  const choices = useJobChoices(opened ? invoice.customerId : null, invoice.jobId)
  const jobId = chosen ?? invoice.jobId ?? ''
  const close = () => {
    setChosen(null)
    onClose()
  }
  const link = useWrite(api.invoices.update, {
    toast: ({ jobNumber }) => `${invoiceNumber} is ${jobNumber ? `of ${jobNumber}` : 'of no job'}`,
    onDone: close,
    onRefusal: () => undefined,
  })
  return (
    <ConfirmDialog
      opened={opened}
      onClose={close}
      title={`Job of ${invoiceNumber}`}
      confirmLabel="Save"
      isPending={link.isPending}
      isClosed={jobId === (invoice.jobId ?? '')}
      error={link.error}
      onConfirm={() => link.mutate({ invoiceId, version, jobId: jobId || null })}
    >
      <Text size="sm">
        {invoice.status === 'draft' ? '' : 'The invoice stays as it was sent. '}
        The job and the invoice then lead to each other.
      </Text>
      <NativeSelect
        label="Job"
        description={choices.length === 0 ? `${customerName} has no job yet.` : undefined}
        value={jobId}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={[noJob, ...choices]}
        data-autofocus
      />
    </ConfirmDialog>
  )
}
