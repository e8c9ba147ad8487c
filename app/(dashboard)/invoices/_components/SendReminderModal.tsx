import { Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSession } from '../../../../components/features/session.ts'
import { useWrite } from '../../../../components/features/use-write.ts'
import { ConfirmDialog } from '../../../../components/ui/ConfirmDialog.tsx'
import type { Invoice } from '../../../../contract/invoices.ts'
import { reminderMessage } from '../../../../invoicing/messages/message.ts'
import { api, query } from '../../../api.ts'
import { EmailPreview } from './EmailPreview.tsx'
import { useRecipients } from './use-recipients.ts'

interface SendReminderModalProps {
  opened: boolean
  onClose: () => void
  invoice: Invoice
}

/** P2.2: the message as the customer will read it, and one click (C: U53-U55). */
export function SendReminderModal({ opened, onClose, invoice }: SendReminderModalProps) {
  const { company } = useSession()
  const customer = useQuery({
    ...query.customers.show.queryOptions({ input: { customerId: invoice.customerId } }),
    enabled: opened,
  })
  const { recipients, chosen, setRecipients } = useRecipients(customer.data, opened)
  const send = useWrite(api.reminders.send, {
    toast: () => 'Reminder sent',
    onDone: onClose,
    onRefusal: () => undefined,
  })
  const text = reminderMessage({
    ...invoice,
    shopName: company.name,
    dueDate: invoice.dueDate ?? company.today,
  })
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={`Remind of ${invoice.invoiceNumber}`}
      confirmLabel="Send Reminder"
      isPending={send.isPending}
      isClosed={recipients.length === 0}
      error={send.error}
      onConfirm={() => send.mutate({ invoiceId: invoice.id, recipients: chosen })}
    >
      {customer.isPending ? (
        <Skeleton h={180} />
      ) : (
        <EmailPreview recipients={recipients} onRecipients={setRecipients} {...text} />
      )}
      {!customer.isPending && recipients.length === 0 && (
        <Text size="xs" c="dimmed">
          Name an address, or give the customer a billing contact.
        </Text>
      )}
    </ConfirmDialog>
  )
}
