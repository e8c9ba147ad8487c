import { Button, Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { MeanwhileAlert } from '../../../../components/features/MeanwhileAlert.tsx'
import type { Invoice } from '../../../../contract/invoices.ts'

interface SentMeanwhileAlertProps {
  invoice: Pick<Invoice, 'id' | 'invoiceNumber' | 'status'>
  /** Saves what was typed as a draft of its own. */
  onSaveAsNew: () => void
  isPending: boolean
}

/** The draft is none any more: somebody sent or voided it, and what was typed cannot go into it. */
export function SentMeanwhileAlert({ invoice, onSaveAsNew, isPending }: SentMeanwhileAlertProps) {
  const happened = invoice.status === 'void' ? 'voided' : 'sent'
  return (
    <MeanwhileAlert mb="md" title={`${invoice.invoiceNumber} was ${happened} while you were editing`}>
      <Text size="sm">
        Its lines no longer change. Nothing of yours was saved into it, and nothing you typed is lost.
      </Text>
      <Group gap="xs" mt="sm">
        <Button size="xs" variant="default" loading={isPending} onClick={onSaveAsNew}>
          Save as a new draft
        </Button>
        <Button
          size="xs"
          variant="subtle"
          renderRoot={(props) => <Link to="/invoices/$id" params={{ id: invoice.id }} {...props} />}
        >
          Open {invoice.invoiceNumber}
        </Button>
      </Group>
    </MeanwhileAlert>
  )
}
