import { implementing } from '../../server/operation.ts'
import { requireOpenToBusiness } from '../customers/customer.ts'
import { lockCustomer } from '../customers/customer-locks.sql.ts'
import { usualTax } from '../customers/usual-tax.ts'
import { priced } from '../invoices/invoice-content.ts'
import { takeNumber } from '../numbers/numbers.sql.ts'
import type { QuoteContent } from './quote-content.ts'
import { insertQuote } from './quotes.sql.ts'

/** Drafts a quote. It gets its number now, the last lock before the commit; a dry run takes none. */
export const createQuote = implementing.quotes.create.handler(
  async ({ input, context: { tx, today, caller, audit, dryRun } }) => {
    const { customerId, ...given } = input
    const customer = await lockCustomer(tx, customerId)
    requireOpenToBusiness(customer)
    const tax = usualTax(customer, tx.company.taxRate, today)
    const content: QuoteContent = {
      lineItems: given.lineItems,
      discounts: given.discounts ?? [],
      shipping: given.shipping ?? '0',
      shippingTaxable: given.shippingTaxable ?? false,
      taxRate: given.taxRate ?? tax.taxRate,
      taxExemptionReason:
        given.taxExemptionReason ?? (given.taxRate === undefined ? tax.taxExemptionReason : null),
      title: given.title ?? null,
      validUntil: given.validUntil ?? null,
      itemizationMode: given.itemizationMode ?? 'itemized',
      internalNotes: given.internalNotes ?? null,
      customerNotes: given.customerNotes ?? null,
    }
    const pricedContent = priced(content, customer.defaultCurrency)
    const number = dryRun ? { text: 'dry run', value: 0 } : await takeNumber(tx, 'quote')
    const draft = { number, customerId, content: pricedContent, createdByUserId: caller.userId }
    const quote = await insertQuote(tx, draft, today)
    audit.record({
      entity: 'quote',
      entityId: quote.id,
      label: number.text,
      after: { status: quote.status, customerId, customerName: quote.customerName, total: quote.total },
    })
    return dryRun ? { ...quote, quoteNumber: null } : quote
  },
)
