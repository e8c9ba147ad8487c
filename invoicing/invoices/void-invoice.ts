import { implementing } from '../../server/operation.ts'
import { postingDateFor } from '../calendar/calendar.ts'
import { lockCustomerOfInvoice } from '../customers/customer-locks.sql.ts'
import { postEntries } from '../ledger/ledger.sql.ts'
import { releaseEntries, voidEntries } from '../ledger/ledger.ts'
import { formatMoney } from '../money/money.ts'
import { releaseAllocations } from '../payments/payments.sql.ts'
import { invoiceCan, requirePermitted } from './invoice.ts'
import { invoiceNotFound, lockInvoice, markVoid, readInvoice } from './invoices.sql.ts'

/**
 * Voids a draft, sent or partly paid invoice (C: N16). Money applied to it returns to the customer's unapplied credit;
 * the number stays, visibly void.
 */
export const voidInvoice = implementing.invoices.void.handler(
  async ({ input, context: { tx, today, caller, audit } }) => {
    const customer = await lockCustomerOfInvoice(tx, input.invoiceId, invoiceNotFound)
    const invoice = await lockInvoice(tx, input.invoiceId, customer.id)
    if (!invoiceCan(invoice).void.allowed) {
      requirePermitted(invoice, 'void', invoice.status === 'void' ? 'invoice_already_void' : 'invoice_paid')
    }
    const { currency } = invoice
    const dates = { documentDate: today, postingDate: postingDateFor(today, customer.closedThrough) }
    const released = await releaseAllocations(tx, invoice.id)
    await postEntries(tx, [
      ...released.flatMap((allocation) =>
        releaseEntries({ ...allocation, customerId: customer.id, currency, ...dates }),
      ),
      ...(invoice.status === 'draft'
        ? []
        : voidEntries({
            customerId: customer.id,
            invoiceId: invoice.id,
            totalCents: invoice.totalCents,
            currency,
            ...dates,
          })),
    ])
    await markVoid(tx, invoice.id, input.reason, caller.userId)
    const after = await readInvoice(tx, invoice.id, today)
    audit.record({
      entity: 'invoice',
      entityId: invoice.id,
      label: invoice.invoiceNumber,
      reason: input.reason,
      before: { status: invoice.status, amountPaid: formatMoney(invoice.amountPaidCents, currency) },
      after: { status: after.status, returnedToCredit: formatMoney(invoice.amountPaidCents, currency) },
    })
    return after
  },
)
