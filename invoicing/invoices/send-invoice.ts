import { implementing } from '../../server/operation.ts'
import { requireVersion } from '../../server/require-version.ts'
import { postingDateFor } from '../calendar/calendar.ts'
import { enforceCreditLimit } from '../credit/enforce-limit.ts'
import { requireOpenToBusiness } from '../customers/customer.ts'
import { lockCustomerOfInvoice } from '../customers/customer-locks.sql.ts'
import { postEntries } from '../ledger/ledger.sql.ts'
import { invoiceEntries } from '../ledger/ledger.ts'
import { invoiceMessage, recipientsOf } from '../messages/message.ts'
import { queueMessage, readAddressees } from '../messages/messages.sql.ts'
import { centsOf } from '../money/money.ts'
import { applyDeposits } from '../quotes/apply-deposits.ts'
import { contentChecksum } from './content-checksum.ts'
import { requirePermitted } from './invoice.ts'
import { invoiceNotFound, lockWholeInvoice, markIssued, readInvoice } from './invoices.sql.ts'
import { issueDates } from './issue-dates.ts'
import { paperDeposit } from './paper-figures.ts'

/**
 * Issues a draft (C: N10, N39): from now on its content is fixed and the customer owes its total. Issued is one fact,
 * delivered another: the message is queued in the same transaction; with nobody to mail it to, delivery stays `none`.
 * Deposits taken on the quote that it was made of are put to it.
 */
export const sendInvoice = implementing.invoices.send.handler(
  async ({ input, context: { tx, today, caller, audit } }) => {
    const customer = await lockCustomerOfInvoice(tx, input.invoiceId, invoiceNotFound)
    const draft = await lockWholeInvoice(tx, input.invoiceId, customer.id, today)
    const totalCents = centsOf(draft.total)
    requirePermitted(draft, 'send', 'invoice_not_draft')
    if (input.version !== undefined) requireVersion(draft.invoiceNumber, draft.version, input.version)
    requireOpenToBusiness(customer)
    const overridden = await enforceCreditLimit(tx, caller, customer, totalCents, input.override)
    const { issueDate, dueDate, depositDueDate } = issueDates(draft, input, today)
    const { shopName, ...addressees } = await readAddressees(tx, customer.id)
    const recipients = recipientsOf(input.recipients, addressees)
    const postingDate = postingDateFor(issueDate, customer.closedThrough)
    const checksum = contentChecksum({
      ...draft,
      customerName: customer.name,
      issueDate,
      dueDate,
      depositDueDate,
    })
    await postEntries(
      tx,
      invoiceEntries({
        customerId: customer.id,
        invoiceId: draft.id,
        totalCents,
        currency: draft.currency,
        documentDate: issueDate,
        postingDate,
      }),
    )
    const marked = await markIssued(
      tx,
      draft.id,
      {
        customerName: customer.name,
        billingAddress: draft.billingAddress,
        issueDate,
        dueDate,
        depositDueDate,
        postingDate,
        checksum,
        delivery: recipients.length === 0 ? 'none' : 'queued',
        byUserId: caller.userId,
      },
      today,
    )
    const { id, invoiceNumber, currency, total } = marked
    const applied = draft.quoteId
      ? await applyDeposits({ tx, today }, customer, draft.quoteId, {
          id,
          invoiceNumber,
          totalCents,
          postingDate,
        })
      : []
    const issued = applied.length === 0 ? marked : await readInvoice(tx, id, today)
    if (recipients.length > 0) {
      queueMessage(tx, {
        ...invoiceMessage({
          ...{ shopName, customerName: customer.name, invoiceNumber, currency, total, dueDate },
          // What came in on the quote was the deposit.
          deposit: applied.length === 0 ? paperDeposit(issued) : null,
        }),
        kind: 'invoice',
        customerId: customer.id,
        invoiceId: draft.id,
        recipients,
        byUserId: caller.userId,
      })
    }
    audit.record({
      entity: 'invoice',
      entityId: draft.id,
      label: draft.invoiceNumber,
      reason: overridden.creditOverride?.reason ?? null,
      before: { status: draft.status },
      after: {
        status: issued.status,
        issueDate,
        dueDate,
        postingDate,
        total,
        ...overridden,
        ...(applied.length === 0 ? {} : { depositsApplied: applied }),
      },
    })
    return issued
  },
)
