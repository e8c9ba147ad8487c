import type { Invoice } from '../../contract/invoices.ts'
import { refuseField } from '../../contract/refusals.ts'
import { difference } from '../../server/audit-trail.ts'
import { givenFields } from '../../server/given-fields.ts'
import { implementing } from '../../server/operation.ts'
import { requireVersion } from '../../server/require-version.ts'
import { enforceCreditLimit } from '../credit/enforce-limit.ts'
import { requireOpenToBusiness } from '../customers/customer.ts'
import {
  type LockedCustomer,
  lockCustomerOfInvoice,
  lockStandingAndNext,
} from '../customers/customer-locks.sql.ts'
import { requireJobOf } from '../jobs/jobs.sql.ts'
import { depositAfter, depositOf, storedDeposit, usualDepositPercent, withoutDeposit } from './deposit.ts'
import { requirePermitted } from './invoice.ts'
import { contentOf, type InvoiceContent, priced } from './invoice-content.ts'
import {
  invoiceNotFound,
  type LockedInvoice,
  lockInvoice,
  readCustomerIdOf,
  readInvoice,
  updateDraft,
  updateIssued,
} from './invoices.sql.ts'

/** Changes a draft (C: N40). Of an issued invoice only the internal notes and the job can change. */
export const updateInvoice = implementing.invoices.update.handler(
  async ({ input, context: { tx, today, caller, audit } }) => {
    const { invoiceId, version, customerId, override, jobId, ...given } = input
    const { change, deposit } = withoutDeposit(given)
    const customer =
      customerId === undefined
        ? await lockCustomerOfInvoice(tx, invoiceId, invoiceNotFound).then((one) => ({
            standing: one,
            next: one,
          }))
        : await lockStandingAndNext(tx, await readCustomerIdOf(tx, invoiceId), customerId)
    const invoice = await lockInvoice(tx, invoiceId, customer.standing.id)
    requireVersion(invoice.invoiceNumber, invoice.version, version)
    const before = await readInvoice(tx, invoiceId, today)
    const { internalNotes = before.internalNotes } = change
    const nextJobId = jobId === undefined ? before.jobId : jobId
    const onlyAfterIssue =
      customerId === undefined &&
      Object.keys(givenFields({ ...change, ...deposit })).every((field) => field === 'internalNotes')
    if (nextJobId !== null && (jobId || customerId)) await requireJobOf(tx, nextJobId, customer.next.id)
    let overridden: Awaited<ReturnType<typeof enforceCreditLimit>> = {}
    if (onlyAfterIssue) await updateIssued(tx, invoiceId, { internalNotes, jobId: nextJobId })
    else {
      requirePermitted(invoice, 'edit', 'invoice_not_draft')
      requireOpenToBusiness(customer.next)
      if (customer.next.id !== customer.standing.id) requireFreeCustomer(invoice, customer.next)
      const content: InvoiceContent = { ...contentOf(before), ...givenFields(change) }
      const next = priced(content, invoice.currency)
      overridden = await enforceCreditLimit(tx, caller, customer.next, next.totals.totalCents, override)
      const asked = depositAfter(depositOf(before), deposit, usualDepositPercent(customer.next))
      await updateDraft(tx, invoiceId, {
        customerId: customer.next.id,
        jobId: nextJobId,
        content: next,
        deposit: storedDeposit(asked, next),
      })
    }
    const after = await readInvoice(tx, invoiceId, today)
    audit.record({
      entity: 'invoice',
      entityId: invoiceId,
      label: invoice.invoiceNumber,
      reason: overridden.creditOverride?.reason ?? null,
      ...difference(auditable(before), { ...auditable(after), ...overridden }),
    })
    return after
  },
)

/** A draft stays with the customer whose quote it was made of, and in its currency. */
function requireFreeCustomer(
  invoice: LockedInvoice,
  next: Pick<LockedCustomer, 'name' | 'defaultCurrency'>,
): void {
  if (invoice.quoteId !== null) {
    throw refuseField(
      'customer_fixed',
      'customerId',
      `${invoice.invoiceNumber} was made of a quote, which stays with its customer. Write a new invoice for ${next.name}.`,
    )
  }
  if (next.defaultCurrency === invoice.currency) return
  throw refuseField(
    'currency_fixed',
    'customerId',
    `${invoice.invoiceNumber} is in ${invoice.currency}, ${next.name} is billed in ${next.defaultCurrency}. Void the draft and start another.`,
  )
}

/** What the audit log tells of a change: the content, without line ids and caches. */
function auditable(invoice: Invoice): Record<string, unknown> {
  const { total, customerId, customerName, jobId, jobNumber } = invoice
  const { depositPercent, depositAmount, depositDueDate } = invoice
  const deposit = { depositPercent, depositAmount, depositDueDate }
  return { ...contentOf(invoice), customerId, customerName, jobId, jobNumber, ...deposit, total }
}
