import { randomUUID } from 'node:crypto'
import { implementing } from '../../server/operation.ts'
import { postingDateFor } from '../calendar/calendar.ts'
import { lockCustomerOfInvoice } from '../customers/customer-locks.sql.ts'
import { requirePermitted } from '../invoices/invoice.ts'
import { invoiceNotFound, lockInvoice, readInvoice } from '../invoices/invoices.sql.ts'
import { postEntries } from '../ledger/ledger.sql.ts'
import { writeOffEntries } from '../ledger/ledger.ts'
import { moneyText } from '../money/money.ts'
import { insertWriteOff } from './write-offs.sql.ts'

/**
 * Writes off the whole remaining balance of a sent or partly paid invoice: nobody will pay it any more. The invoice is
 * settled, by credit when no money came.
 */
export const writeOffInvoice = implementing.writeOffs.create.handler(
  async ({ input, context: { tx, today, caller, audit } }) => {
    const customer = await lockCustomerOfInvoice(tx, input.invoiceId, invoiceNotFound)
    const invoice = await lockInvoice(tx, input.invoiceId, customer.id)
    requirePermitted(invoice, 'writeOff', 'invoice_not_open')
    const { currency, balanceDueCents: amountCents } = invoice
    const id = randomUUID()
    const account = { customerId: customer.id, invoiceId: invoice.id, currency, amountCents }
    const postingDate = postingDateFor(today, customer.closedThrough)
    await insertWriteOff(tx, {
      ...account,
      id,
      reason: input.reason,
      date: today,
      postingDate,
      recordedByUserId: caller.userId,
    })
    await postEntries(tx, writeOffEntries({ ...account, documentDate: today, postingDate, writeOffId: id }))
    const after = await readInvoice(tx, invoice.id, today)
    audit.record({
      entity: 'invoice',
      entityId: invoice.id,
      label: invoice.invoiceNumber,
      reason: input.reason,
      before: { status: invoice.status, balanceDue: moneyText(amountCents, currency) },
      after: { status: after.status, writtenOff: moneyText(amountCents, currency) },
    })
    return after
  },
)
