import type { Quote } from '../../contract/quotes.ts'
import { implementing } from '../../server/operation.ts'
import { enforceCreditLimit } from '../credit/enforce-limit.ts'
import { requireOpenToBusiness } from '../customers/customer.ts'
import type { LockedCustomer } from '../customers/customer-locks.sql.ts'
import { usualTax } from '../customers/usual-tax.ts'
import { onlyJobOf } from '../jobs/job.ts'
import { requireJobOf } from '../jobs/jobs.sql.ts'
import { takeNumber } from '../numbers/numbers.sql.ts'
import { lockSource } from '../quotes/lock-source.ts'
import { pricingSnapshotOf } from '../quotes/pricing-snapshot.ts'
import { requireInvoiceable } from '../quotes/quote.ts'
import { depositAfter, storedDeposit, usualDepositPercent, withoutDeposit } from './deposit.ts'
import { type InvoiceContent, priced, pricingOf } from './invoice-content.ts'
import { insertDraft } from './invoices.sql.ts'

/**
 * Drafts an invoice (C: N36), from an accepted quote in one step (C: N41). It gets its number now, the last lock before
 * the commit; a dry run takes none. What is left out comes from the quote; terms, tax and deposit come from customer and
 * company.
 */
export const createInvoice = implementing.invoices.create.handler(
  async ({ input, context: { tx, today, caller, audit, dryRun } }) => {
    const { customerId, quoteId, jobId, origin, override, ...said } = input
    const { change: given, deposit } = withoutDeposit(said)
    const { customer, quote } = await lockSource(tx, { customerId, quoteId }, today, requireInvoiceable)
    requireOpenToBusiness(customer)
    if (jobId) await requireJobOf(tx, jobId, customer.id)
    const content = contentOfNew(given, quote, customer, usualTax(customer, tx.company.taxRate, today))
    const pricedContent = priced(content, customer.defaultCurrency)
    const { totalCents } = pricedContent.totals
    // An invoice of a quote asks for the customer's usual deposit unless something else is said.
    const wanted = { ...deposit, depositRequested: deposit.depositRequested ?? quote !== null }
    const asked = depositAfter(null, quote ? wanted : deposit, usualDepositPercent(customer))
    const overridden = await enforceCreditLimit(tx, caller, customer, totalCents, override)
    const number = dryRun ? { text: 'dry run', value: 0 } : await takeNumber(tx, 'invoice')
    const invoice = await insertDraft(
      tx,
      {
        number,
        customerId: customer.id,
        origin,
        content: pricedContent,
        deposit: storedDeposit(asked, pricedContent),
        source: {
          quoteId: quote?.id ?? null,
          pricingSnapshot: quote && pricingSnapshotOf(quote),
          jobId: jobId === undefined ? onlyJobOf(quote?.jobs ?? []) : jobId,
        },
        createdByUserId: caller.userId,
      },
      today,
    )
    audit.record({
      entity: 'invoice',
      entityId: invoice.id,
      label: number.text,
      reason: overridden.creditOverride?.reason ?? null,
      after: {
        status: invoice.status,
        customerId: customer.id,
        customerName: invoice.customerName,
        total: invoice.total,
        ...(quote ? { quoteNumber: quote.quoteNumber, revision: quote.revision } : {}),
        ...overridden,
      },
    })
    return dryRun ? { ...invoice, invoiceNumber: null } : invoice
  },
)

function contentOfNew(
  given: { [Field in keyof InvoiceContent]?: InvoiceContent[Field] | undefined },
  quote: Quote | null,
  customer: LockedCustomer,
  tax: ReturnType<typeof usualTax>,
): InvoiceContent {
  const quoted = quote && pricingOf(quote)
  return {
    lineItems: given.lineItems ?? quoted?.lineItems ?? [],
    discounts: given.discounts ?? quoted?.discounts ?? [],
    shipping: given.shipping ?? quoted?.shipping ?? '0',
    shippingTaxable: given.shippingTaxable ?? quoted?.shippingTaxable ?? false,
    taxRate: given.taxRate ?? tax.taxRate,
    taxExemptionReason:
      given.taxExemptionReason ?? (given.taxRate === undefined ? tax.taxExemptionReason : null),
    paymentTerms: given.paymentTerms ?? customer.paymentTerms ?? 'due_on_receipt',
    dueDate: given.dueDate ?? null,
    itemizationMode: given.itemizationMode ?? quote?.itemizationMode ?? 'itemized',
    internalNotes: given.internalNotes === undefined ? (quote?.internalNotes ?? null) : given.internalNotes,
    customerNotes: given.customerNotes === undefined ? (quote?.customerNotes ?? null) : given.customerNotes,
  }
}
