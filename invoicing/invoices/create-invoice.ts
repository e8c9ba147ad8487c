import { implementing } from '../../server/operation.ts'
import { enforceCreditLimit } from '../credit/enforce-limit.ts'
import { requireOpenToBusiness } from '../customers/customer.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { usualTax } from '../customers/usual-tax.ts'
import { takeNumber } from '../numbers/numbers.sql.ts'
import { type InvoiceContent, priced } from './invoice-content.ts'
import { insertDraft } from './invoices.sql.ts'

/**
 * Drafts an invoice (C: N36). It gets its number now, the last lock before the commit; a dry run takes none. Terms and
 * tax rate come from customer and company where they are left out.
 */
export const createInvoice = implementing.invoices.create.handler(
  async ({ input, context: { tx, today, caller, audit, dryRun } }) => {
    const { customerId, origin, override, ...given } = input
    const customer = await lockCustomer(tx, customerId)
    requireOpenToBusiness(customer)
    const tax = usualTax(customer, tx.company.taxRate, today)
    const content: InvoiceContent = {
      lineItems: given.lineItems,
      discounts: given.discounts ?? [],
      shipping: given.shipping ?? '0',
      shippingTaxable: given.shippingTaxable ?? false,
      taxRate: given.taxRate ?? tax.taxRate,
      taxExemptionReason:
        given.taxExemptionReason ?? (given.taxRate === undefined ? tax.taxExemptionReason : null),
      paymentTerms: given.paymentTerms ?? customer.paymentTerms ?? 'due_on_receipt',
      dueDate: given.dueDate ?? null,
      itemizationMode: given.itemizationMode ?? 'itemized',
      internalNotes: given.internalNotes ?? null,
      customerNotes: given.customerNotes ?? null,
    }
    const pricedContent = priced(content, customer.defaultCurrency)
    const { totalCents } = pricedContent.totals
    const overridden = await enforceCreditLimit(tx, caller, customer, totalCents, override)
    const number = dryRun ? { text: 'dry run', value: 0 } : await takeNumber(tx, 'invoice')
    const draft = { number, customerId, origin, content: pricedContent, createdByUserId: caller.userId }
    const invoice = await insertDraft(tx, draft, today)
    audit.record({
      entity: 'invoice',
      entityId: invoice.id,
      label: number.text,
      reason: overridden.creditOverride?.reason ?? null,
      after: {
        status: invoice.status,
        customerId,
        customerName: invoice.customerName,
        total: invoice.total,
        ...overridden,
      },
    })
    return dryRun ? { ...invoice, invoiceNumber: null } : invoice
  },
)
