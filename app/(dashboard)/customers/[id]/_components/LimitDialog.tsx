import { Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useWrite } from '../../../../../components/features/use-write.ts'
import { ConfirmDialog } from '../../../../../components/ui/ConfirmDialog.tsx'
import { RefusalAlert } from '../../../../../components/ui/RefusalAlert.tsx'
import {
  type CreditLimit,
  type CreditLimitStatus,
  creditLimitStatusLabels,
} from '../../../../../contract/credit-limits.ts'
import { centsOf, formatMoney } from '../../../../../invoicing/money/money.ts'
import { api } from '../../../../api.ts'

export type LimitAction = 'approve' | 'revoke' | 'request'

const leadsTo: Record<LimitAction, CreditLimitStatus> = {
  approve: 'approved',
  revoke: 'revoked',
  request: 'pending',
}

const words: Record<LimitAction, { title: string; button: string; consequence: string }> = {
  approve: {
    title: 'Approve a limit of',
    button: 'Approve limit',
    consequence: 'It holds from its first day on, in place of the limit before it.',
  },
  revoke: {
    title: 'Revoke the limit of',
    button: 'Revoke limit',
    consequence:
      'It no longer counts; the approved limit before it, if there is one, holds again. Invoices that were sent stay.',
  },
  request: {
    title: 'Request again a limit of',
    button: 'Request again',
    consequence: 'It waits for an approval and does not count until then.',
  },
}

interface LimitDialogProps {
  limit: CreditLimit
  action: LimitAction
  currency: string
  opened: boolean
  onClose: () => void
}

/** Approves a limit with a reference, revokes one, or requests a revoked one again. */
export function LimitDialog({ limit, action, currency, opened, onClose }: LimitDialogProps) {
  const [reference, setReference] = useState('')
  const [reason, setReason] = useState('')
  const amount = formatMoney(centsOf(limit.limitAmount), currency)
  const setStatus = useWrite(api.creditLimits.setStatus, {
    toast: ({ status }) => `The limit of ${amount} is ${creditLimitStatusLabels[status].toLowerCase()}`,
    onDone: () => {
      setReference('')
      setReason('')
      onClose()
    },
    onRefusal: () => undefined,
  })
  const { title, button, consequence } = words[action]
  const problems: Partial<Record<string, string>> = setStatus.error?.fieldMessages ?? {}
  const isApproving = action === 'approve'
  return (
    <ConfirmDialog
      opened={opened}
      onClose={() => {
        setStatus.reset()
        onClose()
      }}
      title={`${title} ${amount}`}
      confirmLabel={button}
      isDangerous={action === 'revoke'}
      isPending={setStatus.isPending}
      isClosed={isApproving && !reference.trim()}
      onConfirm={() =>
        setStatus.mutate({
          customerId: limit.customerId,
          creditLimitId: limit.id,
          status: leadsTo[action],
          approvalReference: isApproving ? reference.trim() : null,
          reason: reason.trim() || null,
        })
      }
    >
      <Text size="sm">{consequence}</Text>
      {isApproving && (
        <TextInput
          label="Approval reference"
          placeholder="Ticket, document or who said so"
          value={reference}
          error={problems.approvalReference}
          maxLength={100}
          onChange={(event) => setReference(event.currentTarget.value)}
          data-autofocus
        />
      )}
      <TextInput
        label="Reason, if there is one"
        value={reason}
        error={problems.reason}
        maxLength={500}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {setStatus.error && setStatus.error.fields.length === 0 && <RefusalAlert error={setStatus.error} />}
    </ConfirmDialog>
  )
}
