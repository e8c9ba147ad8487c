import { type InvoiceStatus, invoiceStatusLabels, type ListedInvoice } from '../../contract/invoices.ts'
import { OverdueBadge } from './OverdueBadge.tsx'
import classes from './StatusBadge.module.css'

interface StatusBadgeProps {
  status: InvoiceStatus
  /** Settled without any money: shown as "Credited" (only when the status is paid). */
  settledBy?: ListedInvoice['settledBy']
}

/** The status in a word, a shape and a colour, so that no one of them is needed to read it. */
export function StatusBadge({ status, settledBy = null }: StatusBadgeProps) {
  const shown = status === 'paid' && settledBy === 'credit' ? 'credited' : status
  return (
    <span className={classes.badge} data-status={shown}>
      <svg viewBox="0 0 10 10" width="8" height="8" aria-hidden="true" className={classes.shape}>
        <path d={shapes[shown]} />
      </svg>
      {invoiceStatusLabels[shown]}
    </span>
  )
}

type InvoiceStatusProps = {
  invoice: Pick<ListedInvoice, 'status' | 'settledBy' | 'isOverdue' | 'daysOverdue'>
}

/** An invoice's status as lists and headers show it: overdue takes the place of "Sent", and stands beside "Partial". */
export function InvoiceStatusBadges({ invoice }: InvoiceStatusProps) {
  const { status, settledBy, isOverdue, daysOverdue } = invoice
  return (
    <span className={classes.badges}>
      {!(isOverdue && status === 'sent') && <StatusBadge status={status} settledBy={settledBy} />}
      {isOverdue && <OverdueBadge daysOverdue={daysOverdue} />}
    </span>
  )
}

/** In a box of 10: a ring, a disc, half a disc, a tick, a tick, a bar. */
const shapes: Record<InvoiceStatus | 'credited', string> = {
  draft: 'M5 0a5 5 0 1 0 0 10A5 5 0 1 0 5 0Zm0 2a3 3 0 1 1 0 6 3 3 0 1 1 0-6Z',
  sent: 'M5 0a5 5 0 1 0 0 10A5 5 0 1 0 5 0Z',
  partial: 'M5 0a5 5 0 1 0 0 10A5 5 0 1 0 5 0Zm0 1.6v6.8a3.4 3.4 0 0 0 0-6.8Z',
  paid: 'M3.9 8.9.4 5.4l1.4-1.4 2.1 2.1L8.3 1.5l1.4 1.4Z',
  credited: 'M3.9 8.9.4 5.4l1.4-1.4 2.1 2.1L8.3 1.5l1.4 1.4Z',
  void: 'M0 4h10v2H0Z',
}
