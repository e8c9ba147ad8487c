import type { InvoiceStatus } from '../../contract/invoices.ts'

export const invoiceActions = ['edit', 'send', 'receivePayment', 'void', 'duplicate'] as const
export type InvoiceAction = (typeof invoiceActions)[number]

/** Whether an action is open; a closed one says why in a sentence, so that its button can stay and say so. */
export type Permitted = { allowed: true } | { allowed: false; why: string }

const open: Permitted = { allowed: true }
const closed = (why: string): Permitted => ({ allowed: false, why })

const isVoid = closed('The invoice is void.')
const isIssued = closed('Only a draft can be edited. To correct it, void it and duplicate it.')
const isSent = closed('The invoice was sent already.')

/** What each state permits (C: U20-U26). A sent invoice is never changed; a paid one is never voided. */
const permitted: Record<InvoiceStatus, Record<InvoiceAction, Permitted>> = {
  draft: {
    edit: open,
    send: open,
    receivePayment: closed('Send the invoice first: a draft takes no payment.'),
    void: open,
    duplicate: open,
  },
  sent: { edit: isIssued, send: isSent, receivePayment: open, void: open, duplicate: open },
  partial: { edit: isIssued, send: isSent, receivePayment: open, void: open, duplicate: open },
  paid: {
    edit: isIssued,
    send: isSent,
    receivePayment: closed('Nothing is left to pay.'),
    void: closed('A paid invoice cannot be voided.'),
    duplicate: open,
  },
  void: { edit: isVoid, send: isVoid, receivePayment: isVoid, void: isVoid, duplicate: open },
}

/** The table of what an invoice permits now, asked by the screens and by the operations alike. */
export function invoiceCan(invoice: { status: InvoiceStatus }): Record<InvoiceAction, Permitted> {
  return permitted[invoice.status]
}
