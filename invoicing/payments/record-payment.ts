import { implementing } from '../../server/operation.ts'
import { lockCustomerOfInvoice } from '../customers/customer-locks.sql.ts'
import { receivePayment } from '../invoices/invoice.ts'
import { invoiceNotFound, lockInvoice } from '../invoices/invoices.sql.ts'
import { centsInCurrency } from '../money/currency-amount.ts'
import { paymentDay, receive } from './receive.ts'

/** Records a payment on an invoice (C: N14): money received, and its allocation, judged under the locks of customer and invoice. */
export const recordPayment = implementing.payments.record.handler(async ({ input, context }) => {
  const { tx, today } = context
  const customer = await lockCustomerOfInvoice(tx, input.invoiceId, invoiceNotFound)
  const invoice = await lockInvoice(tx, input.invoiceId, customer.id)
  const amountCents = centsInCurrency(input.amount, invoice.currency, 'amount')
  const date = paymentDay(input.date, today)
  const { appliedCents } = receivePayment(invoice, amountCents, input.keepExcessAsCredit ?? false)
  return receive(context, customer, { ...input, amountCents, date }, [{ invoice, amountCents: appliedCents }])
})
