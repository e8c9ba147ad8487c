import { Text } from '@mantine/core'
import { IconMail, IconNote, IconPhone, IconUsers } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { InstantText } from '../../../../../components/features/RelativeDate.tsx'
import { useWrite } from '../../../../../components/features/use-write.ts'
import { ClosedButton } from '../../../../../components/ui/ClosedButton.tsx'
import { ConfirmDialog } from '../../../../../components/ui/ConfirmDialog.tsx'
import { EmptyState } from '../../../../../components/ui/EmptyState.tsx'
import { ItemList, ItemRow } from '../../../../../components/ui/ItemList.tsx'
import { MoreRows } from '../../../../../components/ui/MoreRows.tsx'
import { rowsOf } from '../../../../../components/ui/rows-of.ts'
import type { Communication, CommunicationChannel } from '../../../../../contract/communications.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { api, byCursor, query } from '../../../../api.ts'
import { attachmentInWords, communicationKind } from './communication-draft.ts'
import { LogSheet } from './LogSheet.tsx'
import { RowButton } from './RowButton.tsx'
import { TabHead } from './TabHead.tsx'
import classes from './Tabs.module.css'
import { useWhyNot } from './use-why-not.ts'

const icons: Record<CommunicationChannel, typeof IconMail> = {
  email: IconMail,
  phone: IconPhone,
  meeting: IconUsers,
  note: IconNote,
}

/** What was said to the customer and by them, the latest first. */
export function CommunicationsTab({ customer }: { customer: Customer }) {
  const said = useInfiniteQuery(
    query.communications.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ customerId: customer.id, limit: 50, cursor }),
      ...byCursor,
    }),
  )
  const { rows, error, onRetry, hasMore, isLoadingMore, onMore } = rowsOf(said)
  const [isLogging, setLogging] = useState(false)
  const [leaving, setLeaving] = useState<Communication | null>(null)
  const [isRemoving, setRemoving] = useState(false)
  const why = useWhyNot('accounting.customers.manage_contacts')
  const log = (
    <ClosedButton why={why} variant="default" onClick={() => setLogging(true)}>
      Log a conversation
    </ClosedButton>
  )
  return (
    <>
      <TabHead actions={rows?.length !== 0 && log}>
        What was sent or received stays as it was logged; internal notes can be removed.
      </TabHead>
      <ItemList
        label={`Communications with ${customer.name}`}
        items={rows}
        itemKey={({ id }) => id}
        error={error}
        onRetry={onRetry}
        empty={
          <EmptyState title="Nothing was logged yet" action={log}>
            Log the next call, so that whoever picks up the phone after you knows what was agreed.
          </EmptyState>
        }
      >
        {(communication) => (
          <CommunicationRow
            communication={communication}
            why={why}
            onRemove={() => {
              setLeaving(communication)
              setRemoving(true)
            }}
          />
        )}
      </ItemList>
      {hasMore && <MoreRows onMore={onMore} isLoading={isLoadingMore} />}
      <LogSheet customer={customer} opened={isLogging} onClose={() => setLogging(false)} />
      {leaving && <RemoveNote note={leaving} opened={isRemoving} onClose={() => setRemoving(false)} />}
    </>
  )
}

interface CommunicationRowProps {
  communication: Communication
  why: string | undefined
  onRemove: () => void
}

function CommunicationRow({ communication, why, onRemove }: CommunicationRowProps) {
  const { channel, direction, subject, body, contactName, loggedBy, occurredAt, attachments } = communication
  const Icon = icons[channel]
  const kind = communicationKind(channel, direction)
  const isNote = direction === 'internal'
  const what = subject ?? kind
  return (
    <ItemRow
      title={
        <span className={classes.kind}>
          <Icon size={16} aria-hidden />
          {what}
        </span>
      }
      facts={[
        subject && kind,
        <InstantText key="when" instant={occurredAt} />,
        contactName && `With ${contactName}`,
        loggedBy && `Logged by ${loggedBy}`,
        attachments.length > 0 && `Attached: ${attachments.map(attachmentInWords).join(', ')}`,
      ]}
      actions={
        <RowButton
          label={`Remove: ${what}`}
          why={isNote ? why : 'What was sent or received stays. Only internal notes can be removed.'}
          color={isNote && !why ? 'red' : undefined}
          onClick={onRemove}
        >
          Remove
        </RowButton>
      }
    >
      {body && <p className={classes.body}>{body}</p>}
    </ItemRow>
  )
}

interface RemoveNoteProps {
  note: Communication
  opened: boolean
  onClose: () => void
}

function RemoveNote({ note, opened, onClose }: RemoveNoteProps) {
  const remove = useWrite(api.communications.remove, {
    toast: () => 'Note removed',
    onDone: onClose,
    onRefusal: () => undefined,
  })
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title="Remove this note"
      confirmLabel="Remove note"
      isDangerous
      isPending={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ customerId: note.customerId, communicationId: note.id })}
    >
      <Text size="sm">The note is no longer shown. The audit log keeps that it was there.</Text>
    </ConfirmDialog>
  )
}
