import { Anchor, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { InstantText } from '../../../../components/features/RelativeDate.tsx'
import { type Column, DataTable } from '../../../../components/ui/DataTable.tsx'
import { EmptyState } from '../../../../components/ui/EmptyState.tsx'
import { rowsOf } from '../../../../components/ui/rows-of.ts'
import { Sheet } from '../../../../components/ui/Sheet.tsx'
import { type Message, messageStatusLabels } from '../../../../contract/messages.ts'
import { byCursor, query } from '../../../api.ts'
import { SettingsBar } from '../_components/SettingsBar.tsx'
import classes from './page.module.css'

export const Route = createFileRoute('/_dashboard/settings/outbox')({ component: Outbox })

/** Everything that is said to customers by mail, as they will read it. */
function Outbox() {
  const [opened, setOpened] = useState<Message | null>(null)
  const [isOpen, setOpen] = useState(false)
  const messages = useInfiniteQuery(
    query.messages.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: 50, cursor }),
      ...byCursor,
    }),
  )
  const read = (message: Message) => {
    setOpened(message)
    setOpen(true)
  }
  return (
    <Stack gap="sm">
      <title>Outbox · Platen</title>
      <SettingsBar text="Invoices and reminders as they were written. Messages are kept here; delivering them by SMTP is not set up yet." />
      <DataTable
        label="Messages"
        columns={columnsFor(read)}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="No message yet">
            An invoice that is sent to somebody with an e-mail address puts its message here.
          </EmptyState>
        }
        {...rowsOf(messages)}
      />
      <Sheet opened={isOpen} onClose={() => setOpen(false)} title={opened?.subject ?? ''} size={560}>
        {opened && <OneMessage message={opened} />}
      </Sheet>
    </Stack>
  )
}

function columnsFor(read: (message: Message) => void): Column<Message>[] {
  return [
    {
      key: 'subject',
      header: 'Subject',
      phone: 'who',
      cell: (message) => (
        <Anchor component="button" type="button" data-row-link onClick={() => read(message)}>
          {message.subject}
        </Anchor>
      ),
    },
    { key: 'to', header: 'To', phone: 'status', cell: ({ recipients }) => recipients.join(', ') },
    {
      key: 'status',
      header: 'Status',
      width: 110,
      phone: 'amount',
      cell: ({ status }) => messageStatusLabels[status],
    },
    {
      key: 'at',
      header: 'Written',
      width: 170,
      phone: 'when',
      cell: ({ createdAt }) => <InstantText instant={createdAt} />,
    },
  ]
}

function OneMessage({ message }: { message: Message }) {
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        To {message.recipients.join(', ')} · {messageStatusLabels[message.status]} ·{' '}
        <Link to="/invoices/$id" params={{ id: message.invoiceId }}>
          {message.invoiceNumber}
        </Link>
        {message.createdBy && ` · ${message.createdBy}`}
      </Text>
      <Text className={classes.body}>{message.body}</Text>
    </Stack>
  )
}
