import { Text, Timeline } from '@mantine/core'
import { RelativeDate } from '../../../../components/features/RelativeDate.tsx'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { Panel } from '../../../../components/ui/Panel.tsx'
import { RefusalAlert } from '../../../../components/ui/RefusalAlert.tsx'
import type { Invoice } from '../../../../contract/invoices.ts'
import type { Reminder } from '../../../../contract/reminders.ts'
import { counted } from '../../../../contract/words.ts'
import { formatDate } from '../../../../invoicing/calendar/calendar.ts'
import { centsOf, formatMoney } from '../../../../invoicing/money/money.ts'
import { useReminders } from './use-reminders.ts'

interface ReminderTimelineProps {
  invoice: Invoice
  onRemind: () => void
}

/** When the customer was reminded, and when the next reminder falls due (C: U43). */
export function ReminderTimeline({ invoice, onRemind }: ReminderTimelineProps) {
  const { reminders, whyNoReminder } = useReminders(invoice)
  const { data: sent = [], next } = reminders.data ?? {}
  if (invoice.status === 'draft') return null
  return (
    <Panel title="Reminders">
      <RefusalAlert error={reminders.error} />
      {sent.length === 0 && !next && reminders.data && (
        <Text size="sm" c="dimmed">
          No reminder was sent.
        </Text>
      )}
      <Timeline bulletSize={12} lineWidth={2} active={0} reverseActive>
        {next && (
          <Timeline.Item lineVariant="dashed" title={`Next: ${formatDate(next.date)}`}>
            <Text size="xs" c="dimmed">
              {stepText(next.daysAfterDue)}
            </Text>
          </Timeline.Item>
        )}
        {sent.map((reminder) => (
          <Timeline.Item key={reminder.id} title={<RelativeDate date={reminder.date} />}>
            <Text size="xs" c="dimmed">
              {sentText(reminder, invoice.currency)}
            </Text>
          </Timeline.Item>
        ))}
      </Timeline>
      <ClosedButton variant="default" fullWidth mt="sm" why={whyNoReminder} onClick={onRemind}>
        Send Reminder
      </ClosedButton>
    </Panel>
  )
}

function stepText(daysAfterDue: number): string {
  const days = counted(Math.abs(daysAfterDue), 'day')
  return daysAfterDue < 0 ? `${days} before it is due` : `${days} after it was due`
}

function sentText({ message, balanceDue, sentBy }: Reminder, currency: string): string {
  const parts = [
    `${formatMoney(centsOf(balanceDue), currency)} was open`,
    `to ${message.recipients.join(', ')}`,
    ...(sentBy ? [`by ${sentBy}`] : []),
  ]
  return parts.join(', ')
}
