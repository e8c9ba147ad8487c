import { refuseField } from '../../contract/refusals.ts'
import { implementing } from '../../server/operation.ts'
import { postingDateFor } from '../calendar/calendar.ts'
import { lockCustomerOfInvoice } from '../customers/customer-locks.sql.ts'
import { receivePayment } from '../invoices/invoice.ts'
import { invoiceNotFound, lockInvoice } from '../invoices/invoices.sql.ts'
import { postEntries } from '../ledger/ledger.sql.ts'
import { allocationEntries, allocationPostingDate, paymentEntries } from '../ledger/ledger.ts'
import { centsInCurrency } from '../money/currency-amount.ts'
import { moneyText } from '../money/money.ts'
import { insertPayment } from './payments.sql.ts'

/** Records a payment on an invoice (C: N14): money received, and its allocation, judged under the locks of customer and invoice. */
export const recordPayment = implementing.payments.record.handler(
  async ({ input, context: { tx, today, caller, audit } }) => {
    const customer = await lockCustomerOfInvoice(tx, input.invoiceId, invoiceNotFound)
    const invoice = await lockInvoice(tx, input.invoiceId, customer.id)
    const { currency } = invoice
    const amountCents = centsInCurrency(input.amount, currency, 'amount')
    const date = input.date ?? today
    if (date > today)
      throw refuseField('date_in_future', 'date', `A payment is dated today (${today}) or earlier.`)
    const { appliedCents } = receivePayment(invoice, amountCents, input.keepExcessAsCredit ?? false)

    const { closedThrough } = customer
    const postingDate = postingDateFor(date, closedThrough)
    const appliedOn = allocationPostingDate(postingDate, invoice.postingDate ?? postingDate, closedThrough)
    const payment = await insertPayment(
      tx,
      {
        customerId: customer.id,
        customerName: customer.name,
        currency,
        amountCents,
        date,
        postingDate,
        method: input.method,
        reference: input.reference ?? null,
        recordedBy: caller,
      },
      [
        {
          invoiceId: invoice.id,
          invoiceNumber: invoice.invoiceNumber,
          amountCents: appliedCents,
          postingDate: appliedOn,
        },
      ],
    )
    const account = { customerId: customer.id, currency, documentDate: date, paymentId: payment.id }
    await postEntries(tx, [
      ...paymentEntries({ ...account, postingDate, amountCents }),
      ...payment.allocations.flatMap((allocation) =>
        allocationEntries({
          ...account,
          postingDate: appliedOn,
          invoiceId: invoice.id,
          allocationId: allocation.id,
          amountCents: appliedCents,
        }),
      ),
    ])
    audit.record({
      entity: 'payment',
      entityId: payment.id,
      label: invoice.invoiceNumber,
      after: {
        invoiceId: invoice.id,
        invoiceNumber: invoice.invoiceNumber,
        customerId: customer.id,
        amount: payment.amount,
        applied: moneyText(appliedCents, currency),
        unapplied: payment.unappliedAmount,
        date,
        method: input.method,
        reference: payment.reference,
      },
    })
    return payment
  },
)
