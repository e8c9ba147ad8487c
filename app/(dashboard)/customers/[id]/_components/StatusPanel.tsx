import { Group, Text } from '@mantine/core'
import { useState } from 'react'
import { InstantText } from '../../../../../components/features/RelativeDate.tsx'
import { notAllowed, useMay } from '../../../../../components/features/session.ts'
import { ClosedButton } from '../../../../../components/ui/ClosedButton.tsx'
import { Panel } from '../../../../../components/ui/Panel.tsx'
import { type Customer, customerStatusLabels } from '../../../../../contract/customers.ts'
import { type StatusAction, StatusDialog } from './StatusDialog.tsx'

/** The customer's status, and what can be done about it; what is closed says why. */
export function StatusPanel({ customer }: { customer: Customer }) {
  const [action, setAction] = useState<StatusAction>('block')
  const [opened, setOpened] = useState(false)
  const whyNot = useWhyNotStatus(customer)
  const button = (which: StatusAction, label: string, color?: string) => (
    <ClosedButton
      variant={color ? 'light' : 'default'}
      color={color}
      why={whyNot[which]}
      onClick={() => {
        setAction(which)
        setOpened(true)
      }}
    >
      {label}
    </ClosedButton>
  )
  return (
    <Panel title="Status">
      <Text size="sm" mb="sm">
        {customerStatusLabels[customer.status]}
        {customer.statusChangedAt && (
          <>
            {' since '}
            <InstantText instant={customer.statusChangedAt} inSentence />
          </>
        )}
        {customer.statusReason && `: ${customer.statusReason}`}
      </Text>
      <Group gap="xs">
        {customer.status === 'active' && button('deactivate', 'Make inactive')}
        {customer.status === 'inactive' && button('activate', 'Make active')}
        {customer.status === 'blocked'
          ? button('unblock', 'Unblock')
          : button('block', 'Block customer', 'red')}
        {button('remove', 'Remove customer', 'red')}
      </Group>
      <StatusDialog customer={customer} action={action} opened={opened} onClose={() => setOpened(false)} />
    </Panel>
  )
}

/** Why each action is closed now: the customer's state first, for it would hold for an owner too. */
export function useWhyNotStatus(customer: Customer): Record<StatusAction, string | undefined> {
  const mayManage = useMay('accounting.customers.manage_status')
  const mayUnblock = useMay('accounting.customers.unblock')
  const whyNot = mayManage ? undefined : notAllowed
  const unlessInactive =
    customer.status === 'inactive' ? 'An inactive customer gets no invoices. Make them active first.' : whyNot
  return {
    block: unlessInactive,
    deactivate: whyNot,
    activate: whyNot,
    unblock: mayManage && mayUnblock ? undefined : notAllowed,
    // What is open with them is asked of the server, by the dialog.
    remove: whyNot,
  }
}
