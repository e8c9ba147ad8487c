import { Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useWrite } from '../../../../../components/features/use-write.ts'
import { ConfirmDialog } from '../../../../../components/ui/ConfirmDialog.tsx'
import type { Payment } from '../../../../../contract/payments.ts'
import { centsOf, formatMoney } from '../../../../../invoicing/money/money.ts'
import { api } from '../../../../api.ts'

interface ReversePaymentDialogProps {
  opened: boolean
  onClose: () => void
  payment: Payment
}

/** A check that bounced: asks once, with the reason, and says which invoices are open again. */
export function ReversePaymentDialog({ opened, onClose, payment }: ReversePaymentDialogProps) {
  const [reason, setReason] = useState('')
  const reverse = useWrite(api.payments.reverse, {
    toast: () => 'Payment reversed',
    onDone: onClose,
    onRefusal: () => undefined,
  })
  const amount = formatMoney(centsOf(payment.amount), payment.currency)
  const numbers = payment.allocations.map(({ invoiceNumber }) => invoiceNumber)
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Reverse the payment of ${amount}`}
      confirmLabel="Reverse Payment"
      isDangerous
      isPending={reverse.isPending}
      isClosed={reason.trim() === ''}
      error={reverse.error}
      onConfirm={() =>
        reverse.mutate({ paymentId: payment.id, reason: reason.trim().replaceAll(/\s+/g, ' ') })
      }
    >
      <Text size="sm">
        The money did not come after all. {payment.customerName} owes {amount} again
        {numbers.length > 0 &&
          `, and ${numbers.join(', ')} ${numbers.length === 1 ? 'is' : 'are'} open as before`}
        . The payment stays in the list, visibly reversed.
      </Text>
      <Textarea
        label="Reason"
        placeholder="Returned by the bank, insufficient funds …"
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
