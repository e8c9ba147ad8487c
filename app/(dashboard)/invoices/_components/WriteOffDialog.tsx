import { Alert, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWrite } from '../../../../components/features/use-write.ts'
import { ConfirmDialog } from '../../../../components/ui/ConfirmDialog.tsx'
import type { Invoice } from '../../../../contract/invoices.ts'
import { centsOf, formatMoney } from '../../../../invoicing/money/money.ts'
import { api, query } from '../../../api.ts'

interface WriteOffDialogProps {
  opened: boolean
  onClose: () => void
  invoice: Invoice
}

/** What nobody will pay any more: asks once, with the reason, and says what is given up. */
export function WriteOffDialog({ opened, onClose, invoice }: WriteOffDialogProps) {
  const { id, invoiceNumber, customerName, balanceDue, currency } = invoice
  const [reason, setReason] = useState('')
  const [amount, setAmount] = useState(balanceDue)
  // While the dialog fades out, the balance is zero already.
  if (opened && amount !== balanceDue) setAmount(balanceDue)
  const { data: customer } = useQuery({
    ...query.customers.show.queryOptions({ input: { customerId: invoice.customerId } }),
    enabled: opened,
  })
  const unappliedCents = centsOf(customer?.unappliedCredit ?? '0')
  const money = formatMoney(centsOf(amount), currency)
  const writeOff = useWrite(api.writeOffs.create, {
    toast: () => `${money} of ${invoiceNumber} written off`,
    onDone: onClose,
    onRefusal: () => undefined,
  })
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Write off ${money} of ${invoiceNumber}`}
      confirmLabel={`Write Off ${money}`}
      isDangerous
      isPending={writeOff.isPending}
      isClosed={reason.trim() === ''}
      error={writeOff.error}
      onConfirm={() => writeOff.mutate({ invoiceId: id, reason: reason.trim().replaceAll(/\s+/g, ' ') })}
    >
      {unappliedCents > 0 && (
        <Alert color="yellow" variant="light" p="sm">
          {customerName} has {formatMoney(unappliedCents, currency)} of unapplied credit. Put it to this
          invoice first.
        </Alert>
      )}
      <Text size="sm">
        {customerName} no longer owes it, and {invoiceNumber} is settled. This cannot be undone. Goods that
        came back or were wrong are better credited.
      </Text>
      <Textarea
        label="Reason"
        placeholder="Bankrupt, too small to chase …"
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
