import { Text } from '@mantine/core'
import { useWrite } from '../../../../components/features/use-write.ts'
import { ConfirmDialog } from '../../../../components/ui/ConfirmDialog.tsx'
import type { Quote } from '../../../../contract/quotes.ts'
import { formatDate } from '../../../../invoicing/calendar/calendar.ts'
import { centsOf, formatMoney } from '../../../../invoicing/money/money.ts'
import { versionMark } from '../../../../invoicing/quotes/quote.ts'
import { api } from '../../../api.ts'

interface SendQuoteDialogProps {
  opened: boolean
  onClose: () => void
  quote: Quote
}

/** Asks once: from here on this version stays as it is. */
export function SendQuoteDialog({ opened, onClose, quote }: SendQuoteDialogProps) {
  const { customerName, total, currency, validUntil, revision } = quote
  const name = `${quote.quoteNumber}${versionMark(revision)}`
  const send = useWrite(api.quotes.send, {
    toast: () => `${name} sent`,
    onDone: onClose,
    onRefusal: () => undefined,
  })
  return (
    <ConfirmDialog
      opened={opened}
      onClose={() => {
        send.reset()
        onClose()
      }}
      title={`Send ${name}`}
      confirmLabel="Send Quote"
      isPending={send.isPending}
      error={send.error}
      onConfirm={() => send.mutate({ quoteId: quote.id, version: quote.version })}
    >
      <Text size="sm">
        {customerName} is offered {formatMoney(centsOf(total), currency)},{' '}
        {validUntil ? `valid until ${formatDate(validUntil)}` : 'valid without an end'}. Once sent, this
        version stays as it is; a revision makes a new one under the same number. Nothing is mailed: print it,
        or save it as PDF, and hand it over.
      </Text>
    </ConfirmDialog>
  )
}
