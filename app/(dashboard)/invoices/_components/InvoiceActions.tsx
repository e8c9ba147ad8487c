import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMay } from '../../../../components/features/session.ts'
import { whyNot } from '../../../../components/features/why-not.ts'
import { ClosedButton } from '../../../../components/ui/ClosedButton.tsx'
import { FileLink } from '../../../../components/ui/FileLink.tsx'
import { LinkOrClosed } from '../../../../components/ui/LinkOrClosed.tsx'
import type { Invoice } from '../../../../contract/invoices.ts'
import { invoiceCan } from '../../../../invoicing/invoices/invoice.ts'
import { centsOf } from '../../../../invoicing/money/money.ts'
import { useReminders } from './use-reminders.ts'

interface InvoiceActionsProps {
  invoice: Invoice
  onSend: () => void
  onRecordPayment: () => void
  onCredit: () => void
  onWriteOff: () => void
  onRemind: () => void
  onVoid: () => void
}

/**
 * What can be done with an invoice (C: U20-U26), in one order in every state; what is closed says why. The one primary
 * button is the next step: send a draft, record the payment of what is owed.
 */
export function InvoiceActions(props: InvoiceActionsProps) {
  const { invoice, onSend, onRecordPayment, onRemind, onCredit, onWriteOff, onVoid } = props
  const can = invoiceCan(invoice)
  const mayWrite = useMay('accounting.invoices.write')
  const maySend = useMay('accounting.invoices.send')
  const mayRecord = useMay('accounting.payments.write')
  const mayCredit = useMay('accounting.invoices.credit')
  const mayWriteOff = useMay('accounting.invoices.write_off')
  const mayVoid = useMay('accounting.invoices.void')
  const { whyNoReminder } = useReminders(invoice)
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
      <ClosedButton variant="default" why={whyNoReminder} onClick={onRemind}>
        Send Reminder
      </ClosedButton>
      <ClosedButton
        variant="default"
        why={whyNotCredit(invoice) ?? whyNot(can.credit, mayCredit)}
        onClick={onCredit}
      >
        Issue Credit Memo
      </ClosedButton>
      <LinkOrClosed
        why={whyNot(can.edit, mayWrite)}
        label="Edit"
        link={(props) => <Link to="/invoices/$id/edit" params={{ id }} {...props} />}
      />
      <LinkOrClosed
        why={whyNot(can.duplicate, mayWrite)}
        label="Duplicate"
        link={(props) => <Link to="/invoices/new" search={{ from: id }} {...props} />}
      />
      <Button variant="default" onClick={() => window.print()}>
        Print
      </Button>
      <FileLink href={`/api/v1/invoices/${id}/pdf`} variant="default" leftSection={null}>
        PDF
      </FileLink>
      <ClosedButton variant="light" color="red" why={whyNot(can.writeOff, mayWriteOff)} onClick={onWriteOff}>
        Write Off
      </ClosedButton>
      <ClosedButton variant="light" color="red" why={whyNot(can.void, mayVoid)} onClick={onVoid}>
        Void
      </ClosedButton>
    </>
  )
}

/** An issued invoice of which nothing is left to credit says so, in place of an empty form. */
function whyNotCredit({ status, creditableTotal }: Invoice): string | undefined {
  const isIssued = status !== 'draft' && status !== 'void'
  return isIssued && centsOf(creditableTotal) === 0 ? 'Nothing is left to credit.' : undefined
}
