import { refuseField } from '../../contract/refusals.ts'
import { implementing } from '../../server/operation.ts'
import { dueDateFor, postingDateFor } from '../calendar/calendar.ts'
import { enforceCreditLimit } from '../credit/enforce-limit.ts'
import { requireOpenToBusiness } from '../customers/customer.ts'
import { lockCustomerOfInvoice } from '../customers/customer-locks.sql.ts'
import { postEntries } from '../ledger/ledger.sql.ts'
import { invoiceEntries } from '../ledger/ledger.ts'
import { requirePermitted } from './invoice.ts'
import { contentChecksum } from './invoice-content.ts'
import { invoiceNotFound, lockInvoice, markIssued, readInvoice } from './invoices.sql.ts'

/**
 * Issues a draft (C: N10, N39): from now on its content is fixed and the customer owes its total. Issued is one fact,
 * delivered another: with nobody to mail it to, delivery stays `none`.
 */
export const sendInvoice = implementing.invoices.send.handler(
  async ({ input, context: { tx, today, caller, audit } }) => {
    const customer = await lockCustomerOfInvoice(tx, input.invoiceId, invoiceNotFound)
    const invoice = await lockInvoice(tx, input.invoiceId, customer.id)
    requirePermitted(invoice, 'send', 'invoice_not_draft')
    requireOpenToBusiness(customer)
    const overridden = await enforceCreditLimit(tx, caller, customer, invoice.totalCents, input.override)
    const draft = await readInvoice(tx, invoice.id, today)
    const issueDate = input.issueDate ?? today
    if (issueDate > today) {
      throw refuseField(
        'date_in_future',
        'issueDate',
        `An invoice is issued today (${today}) or on an earlier day.`,
      )
    }
    const dueDate = input.dueDate ?? draft.dueDate ?? dueDateFor(issueDate, draft.paymentTerms)
    if (dueDate < issueDate) {
      throw refuseField(
        'due_before_issue',
        'dueDate',
        `The due date ${dueDate} lies before the issue date ${issueDate}. Choose a later one.`,
      )
    }
    const postingDate = postingDateFor(issueDate, customer.closedThrough)
    const checksum = contentChecksum({ ...draft, customerName: customer.name, issueDate, dueDate })
    await postEntries(
      tx,
      invoiceEntries({
        customerId: customer.id,
        invoiceId: invoice.id,
        totalCents: invoice.totalCents,
        currency: invoice.currency,
        documentDate: issueDate,
        postingDate,
      }),
    )
    const issued = await markIssued(
      tx,
      invoice.id,
      {
        customerName: customer.name,
        billingAddress: draft.billingAddress,
        issueDate,
        dueDate,
        postingDate,
        checksum,
        byUserId: caller.userId,
      },
      today,
    )
    audit.record({
      entity: 'invoice',
      entityId: invoice.id,
      label: invoice.invoiceNumber,
      reason: overridden.creditOverride?.reason ?? null,
      before: { status: draft.status },
      after: { status: issued.status, issueDate, dueDate, postingDate, total: issued.total, ...overridden },
    })
    return issued
  },
)
