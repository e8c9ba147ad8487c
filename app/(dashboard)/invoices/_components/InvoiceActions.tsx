import { Button } from '@mantine/core'
import { IconCopy, IconPencil, IconPrinter } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { notAllowed, useMay } from '../../../../components/features/session.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import type { Invoice } from '../../../../contract/invoices.ts'
import { invoiceCan, type Permitted } from '../../../../invoicing/invoices/invoice.ts'

interface InvoiceActionsProps {
  invoice: Invoice
  onSend: () => void
  onRecordPayment: () => void
  onVoid: () => void
}

/**
 * What can be done with an invoice (C: U20-U26), in one order in every state; what is closed says why. The one primary
 * button is the next step: send a draft, record the payment of what is owed.
 */
export function InvoiceActions({ invoice, onSend, onRecordPayment, onVoid }: InvoiceActionsProps) {
  const can = invoiceCan(invoice)
  const mayWrite = useMay('accounting.invoices.write')
  const maySend = useMay('accounting.invoices.send')
  const mayRecord = useMay('accounting.payments.write')
  const mayVoid = useMay('accounting.invoices.void')
  const { id } = invoice
  return (
    <>
      <ClosedButton
        variant={can.send.allowed ? 'filled' : 'default'}
        why={whyNot(can.send, maySend)}
        onClick={onSend}
      >
        Send
      </ClosedButton>
      <ClosedButton
        variant={can.receivePayment.allowed ? 'filled' : 'default'}
        why={whyNot(can.receivePayment, mayRecord)}
        onClick={onRecordPayment}
      >
        Record Payment
      </ClosedButton>
      <LinkOrClosed
        why={whyNot(can.edit, mayWrite)}
        label="Edit"
        icon={<IconPencil size={16} aria-hidden />}
        link={(props) => <Link to="/invoices/$id/edit" params={{ id }} {...props} />}
      />
      <LinkOrClosed
        why={whyNot(can.duplicate, mayWrite)}
        label="Duplicate"
        icon={<IconCopy size={16} aria-hidden />}
        link={(props) => <Link to="/invoices/new" search={{ from: id }} {...props} />}
      />
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} aria-hidden />}
        onClick={() => window.print()}
      >
        Print
      </Button>
      <ClosedButton variant="light" color="red" why={whyNot(can.void, mayVoid)} onClick={onVoid}>
        Void
      </ClosedButton>
    </>
  )
}

/** The state's reason comes first: it would hold for an owner too. */
export function whyNot(permitted: Permitted, may: boolean): string | undefined {
  if (!permitted.allowed) return permitted.why
  return may ? undefined : notAllowed
}

interface LinkOrClosedProps {
  why: string | undefined
  label: string
  icon: React.ReactNode
  link: (props: Record<string, unknown>) => React.ReactNode
}

function LinkOrClosed({ why, label, icon, link }: LinkOrClosedProps) {
  return why === undefined ? (
    <Button variant="default" leftSection={icon} renderRoot={link}>
      {label}
    </Button>
  ) : (
    <ClosedButton variant="default" leftSection={icon} why={why} onClick={() => undefined}>
      {label}
    </ClosedButton>
  )
}
