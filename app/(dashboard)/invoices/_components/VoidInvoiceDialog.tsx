import { Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useWrite } from '../../../../components/features/use-write.ts'
import { ConfirmDialog } from '../../../../components/ui/ConfirmDialog.tsx'
import type { Invoice } from '../../../../contract/invoices.ts'
import { centsOf, formatMoney } from '../../../../invoicing/money/money.ts'
import { api } from '../../../api.ts'

interface VoidInvoiceDialogProps {
  opened: boolean
  onClose: () => void
  invoice: Invoice
}

/** P2.3: asks once, with the reason, and says what happens to the money (C: U56-U59). */
export function VoidInvoiceDialog({ opened, onClose, invoice }: VoidInvoiceDialogProps) {
  const [reason, setReason] = useState('')
  const voiding = useWrite(api.invoices.void, {
    toast: ({ invoiceNumber }) => `${invoiceNumber} is void`,
    onDone: onClose,
    onRefusal: () => undefined,
  })
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Void ${invoice.invoiceNumber}`}
      confirmLabel="Void Invoice"
      isDangerous
      isPending={voiding.isPending}
      isClosed={reason.trim() === ''}
      error={voiding.error}
      onConfirm={() =>
        voiding.mutate({ invoiceId: invoice.id, reason: reason.trim().replaceAll(/\s+/g, ' ') })
      }
    >
      <Text size="sm">
        This action cannot be undone. The number stays in the list, visibly void. {moneySentence(invoice)}
      </Text>
      <Textarea
        label="Reason"
        placeholder="Wrong customer, ordered twice …"
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
    </ConfirmDialog>
  )
}

/** What was put to it comes back: money, and the credit of other invoices' memos. */
function moneySentence({ status, total, balanceDue, currency, customerName }: Invoice): string {
  if (status === 'draft') return 'Nothing was owed on it yet.'
  const balanceCents = centsOf(balanceDue)
  const appliedCents = centsOf(total) - balanceCents
  const owed = `${customerName} no longer owes ${formatMoney(balanceCents, currency)}.`
  return appliedCents > 0
    ? `${formatMoney(appliedCents, currency)} returns to ${customerName}’s unapplied credit. ${owed}`
    : owed
}
