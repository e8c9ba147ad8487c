import { Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useWrite } from '../../../../components/features/use-write.ts'
import { ConfirmDialog } from '../../../../components/ui/ConfirmDialog.tsx'
import type { CreditMemoSummary } from '../../../../contract/credit-memos.ts'
import { centsOf, formatMoney } from '../../../../invoicing/money/money.ts'
import { api } from '../../../api.ts'

interface VoidCreditMemoDialogProps {
  opened: boolean
  onClose: () => void
  memo: CreditMemoSummary
}

/** Asks once, with the reason, and says what is owed again. */
export function VoidCreditMemoDialog({ opened, onClose, memo }: VoidCreditMemoDialogProps) {
  const [reason, setReason] = useState('')
  const voiding = useWrite(api.creditMemos.void, {
    toast: ({ creditMemoNumber }) => `${creditMemoNumber} is void`,
    onDone: onClose,
    onRefusal: () => undefined,
  })
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Void ${memo.creditMemoNumber}`}
      confirmLabel="Void Credit Memo"
      isDangerous
      isPending={voiding.isPending}
      isClosed={reason.trim() === ''}
      error={voiding.error}
      onConfirm={() =>
        voiding.mutate({ creditMemoId: memo.id, reason: reason.trim().replaceAll(/\s+/g, ' ') })
      }
    >
      <Text size="sm">This cannot be undone. The number stays, visibly void. {moneySentence(memo)}</Text>
      <Textarea
        label="Reason"
        placeholder="Credited the wrong line, goods were fine …"
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

function moneySentence(memo: CreditMemoSummary): string {
  const money = (amount: string) => formatMoney(centsOf(amount), memo.currency)
  const sentences = [
    centsOf(memo.appliedToInvoice) > 0 &&
      `${memo.invoiceNumber} is open by ${money(memo.appliedToInvoice)} again.`,
    centsOf(memo.unappliedAmount) > 0 &&
      `${money(memo.unappliedAmount)} of ${memo.customerName}’s unapplied credit is gone.`,
  ]
  return sentences.filter(Boolean).join(' ')
}

/** Why a memo cannot be voided now, if so; the server names where its credit went. */
export function whyNotVoid(memo: CreditMemoSummary): string | undefined {
  if (memo.isVoid) return 'The memo is void.'
  if (centsOf(memo.refundedAmount) > 0) return 'Its credit was refunded: it cannot be voided any more.'
  const usedCents = centsOf(memo.excessAmount) - centsOf(memo.unappliedAmount)
  return usedCents > 0 ? 'Its credit was put to other invoices. Take that back first.' : undefined
}
