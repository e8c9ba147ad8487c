import { Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useWrite } from '../../../../components/features/use-write.ts'
import { ConfirmDialog } from '../../../../components/ui/ConfirmDialog.tsx'
import type { Quote } from '../../../../contract/quotes.ts'
import { api } from '../../../api.ts'

interface DeclineQuoteDialogProps {
  opened: boolean
  onClose: () => void
  quote: Quote
}

/** What the customer said, in their words where there are some. */
export function DeclineQuoteDialog({ opened, onClose, quote }: DeclineQuoteDialogProps) {
  const [reason, setReason] = useState('')
  const decline = useWrite(api.quotes.decline, {
    toast: ({ quoteNumber }) => `${quoteNumber} declined`,
    onDone: onClose,
    onRefusal: () => undefined,
  })
  return (
    <ConfirmDialog
      opened={opened}
      onClose={() => {
        decline.reset()
        onClose()
      }}
      title={`Decline ${quote.quoteNumber}`}
      confirmLabel="Decline Quote"
      isPending={decline.isPending}
      error={decline.error}
      onConfirm={() =>
        decline.mutate({ quoteId: quote.id, reason: reason.trim().replaceAll(/\s+/g, ' ') || null })
      }
    >
      <Text size="sm">
        {quote.status === 'draft'
          ? 'The draft is given up; its number stays.'
          : `${quote.customerName} does not take the offer. It can be revised and sent again.`}
      </Text>
      <Textarea
        label="Reason"
        placeholder="Too dear, too late, went elsewhere …"
        description="What people say here teaches what to offer next."
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
