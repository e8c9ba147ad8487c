import { Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useWrite } from '../../../../../components/features/use-write.ts'
import { ConfirmDialog } from '../../../../../components/ui/ConfirmDialog.tsx'
import { RefusalAlert } from '../../../../../components/ui/RefusalAlert.tsx'
import {
  type Customer,
  type CustomerStatus,
  customerStatusLabels,
} from '../../../../../contract/customers.ts'
import { type ApiContext, api } from '../../../../api.ts'

export type StatusAction = 'block' | 'deactivate' | 'activate' | 'unblock' | 'remove'

const leadsTo: Record<Exclude<StatusAction, 'remove'>, CustomerStatus> = {
  block: 'blocked',
  deactivate: 'inactive',
  activate: 'active',
  unblock: 'active',
}

const verbs: Record<StatusAction, (name: string) => string> = {
  block: (name) => `Block ${name}`,
  deactivate: (name) => `Make ${name} inactive`,
  activate: (name) => `Make ${name} active`,
  unblock: (name) => `Unblock ${name}`,
  remove: (name) => `Remove ${name}`,
}

const buttons: Record<StatusAction, string> = {
  block: 'Block customer',
  deactivate: 'Make inactive',
  activate: 'Make active',
  unblock: 'Unblock customer',
  remove: 'Remove customer',
}

const consequences: Record<StatusAction, (customer: Customer) => string> = {
  block: ({ name }) =>
    `No new invoice can be made for ${name}, and no draft is sent. Payments are still taken. Unblocking needs an approval.`,
  deactivate: ({ name }) =>
    `${name} gets no new invoices and is no longer offered. What they owe stays owed, and payments are still taken.`,
  activate: ({ name }) => `${name} can be invoiced again.`,
  unblock: ({ name, statusReason }) =>
    `${name} can be invoiced again.${statusReason ? ` They were blocked for: ${statusReason}` : ''}`,
  remove: ({ name, customerNumber }) =>
    `${name} disappears from all lists. Past invoices and the ledger stay, and ${customerNumber} is never used again. This cannot be undone.`,
}

interface StatusDialogProps {
  customer: Customer
  action: StatusAction
  opened: boolean
  onClose: () => void
}

/** Asks once before a customer's status changes, with the reason or approval that it needs, and says what follows. */
export function StatusDialog({ customer, action, opened, onClose }: StatusDialogProps) {
  const navigate = useNavigate()
  const [reason, setReason] = useState('')
  const [approval, setApproval] = useState('')
  const setStatus = useWrite(api.customers.setStatus, {
    toast: ({ name, status }) => `${name} is ${customerStatusLabels[status].toLowerCase()}`,
    undo: ({ id, status }) => backFrom(id, status),
    onDone: () => {
      setReason('')
      setApproval('')
      onClose()
    },
    onRefusal: () => undefined,
  })
  const remove = useWrite(api.customers.remove, {
    toast: () => `${customer.name} removed`,
    onDone: () => void navigate({ to: '/customers' }),
    onRefusal: () => undefined,
  })
  // A dry run says all that stands against it, before anything is confirmed.
  const removal = useQuery({
    queryKey: ['removal', customer.id],
    queryFn: () => api.customers.remove({ customerId: customer.id }, { context: { dryRun: true } }),
    enabled: opened && action === 'remove',
    staleTime: 0,
    retry: false,
  })
  const against = action === 'remove' ? removal.error : null
  const { error, isPending } = action === 'remove' ? remove : setStatus
  const problems: Partial<Record<string, string>> = error?.fieldMessages ?? {}
  const confirm = () => {
    if (action === 'remove') return remove.mutate({ customerId: customer.id })
    setStatus.mutate({
      customerId: customer.id,
      status: leadsTo[action],
      reason: reason.trim() || null,
      approvalReference: action === 'unblock' ? approval.trim() || null : null,
    })
  }
  return (
    <ConfirmDialog
      opened={opened}
      onClose={() => {
        setStatus.reset()
        remove.reset()
        onClose()
      }}
      title={verbs[action](customer.name)}
      confirmLabel={buttons[action]}
      isDangerous={action === 'block' || action === 'remove'}
      isPending={isPending}
      isClosed={
        (action === 'block' && !reason.trim()) ||
        (action === 'unblock' && !approval.trim()) ||
        (action === 'remove' && !removal.isSuccess)
      }
      onConfirm={confirm}
    >
      <Text size="sm">{consequences[action](customer)}</Text>
      {action === 'unblock' && (
        <TextInput
          label="Approval reference"
          placeholder="Ticket, document or who said so"
          value={approval}
          error={problems.approvalReference}
          maxLength={100}
          onChange={(event) => setApproval(event.currentTarget.value)}
          data-autofocus
        />
      )}
      {action !== 'remove' && action !== 'activate' && (
        <TextInput
          label={action === 'block' ? 'Reason' : 'Reason, if there is one'}
          description={
            action === 'block' ? 'Everybody who tries to invoice this customer reads it.' : undefined
          }
          value={reason}
          error={problems.reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus={action === 'block' || undefined}
        />
      )}
      <RefusalAlert error={error ? error.fields.length === 0 && error : against} />
    </ConfirmDialog>
  )
}

/** Between active and inactive one goes back and forth; blocking and unblocking are decided each time. */
function backFrom(customerId: string, status: CustomerStatus) {
  if (status !== 'inactive') return undefined
  return (options: { context: ApiContext }) =>
    api.customers.setStatus({ customerId, status: 'active', reason: null, approvalReference: null }, options)
}
