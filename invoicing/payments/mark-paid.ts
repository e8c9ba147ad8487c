import { Refused } from '../../contract/refusals.ts'
import { implementing } from '../../server/operation.ts'
import { lockCustomerOfInvoice } from '../customers/customer-locks.sql.ts'
import { requirePermitted } from '../invoices/invoice.ts'
import { invoiceNotFound, lockInvoice, readInvoice } from '../invoices/invoices.sql.ts'
import { paymentDay, receive } from './receive.ts'

/** Records one real payment of what remains on an invoice (MISSION 5); one that is paid stays as it is. */
export const markPaid = implementing.invoices.markPaid.handler(async ({ input, context }) => {
  const { tx, today } = context
  const customer = await lockCustomerOfInvoice(tx, input.invoiceId, invoiceNotFound)
  const invoice = await lockInvoice(tx, input.invoiceId, customer.id)
  if (invoice.status === 'paid') {
    throw new Refused('invoice_paid', `${invoice.invoiceNumber} is paid: nothing is left to pay on it.`)
  }
  requirePermitted(invoice, 'receivePayment', 'invoice_not_open')
  const amountCents = invoice.balanceDueCents
  const date = paymentDay(input.date, today)
  await receive(context, customer, { ...input, amountCents, date }, [{ invoice, amountCents }])
  return readInvoice(tx, invoice.id, today)
})
