import { Alert, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { InstantText } from '../../../../../components/features/RelativeDate.tsx'
import { ClosedButton } from '../../../../../components/ui/ClosedButton.tsx'
import type { Customer } from '../../../../../contract/customers.ts'
import { StatusDialog } from './StatusDialog.tsx'
import { useWhyNotStatus } from './StatusPanel.tsx'

/** Over the page of a customer who gets no invoices: why, since when, and the way back. */
export function StatusNotice({ customer }: { customer: Customer }) {
  const [opened, setOpened] = useState(false)
  const whyNot = useWhyNotStatus(customer)
  const { status, name, statusReason, statusChangedAt } = customer
  const action = status === 'blocked' ? 'unblock' : 'activate'
  return (
    <>
      {status !== 'active' && (
        <Alert
          role="status"
          color={status === 'blocked' ? 'red' : 'gray'}
          variant="light"
          mb="md"
          p="sm"
          title={status === 'blocked' ? `${name} is blocked` : `${name} is inactive`}
        >
          <Group justify="space-between" gap="xs">
            <Text size="sm">
              {statusReason ? `${statusReason} · ` : ''}No new invoices
              {statusChangedAt && (
                <>
                  {' since '}
                  <InstantText instant={statusChangedAt} inSentence />
                </>
              )}
              .
            </Text>
            <ClosedButton
              variant="default"
              size="compact-sm"
              why={whyNot[action]}
              onClick={() => setOpened(true)}
            >
              {action === 'unblock' ? 'Unblock' : 'Make active'}
            </ClosedButton>
          </Group>
        </Alert>
      )}
      <StatusDialog customer={customer} action={action} opened={opened} onClose={() => setOpened(false)} />
    </>
  )
}
