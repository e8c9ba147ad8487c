import { createHash } from 'node:crypto'
import type { Invoice } from '../../contract/invoices.ts'
import type { LineItem } from '../../contract/line-items.ts'
import type { InvoiceContent, LineGiven } from './invoice-content.ts'

/** What the checksum of an issued invoice covers: everything that its document shows. */
export type SealedContent = Omit<InvoiceContent, 'internalNotes' | 'lineItems' | 'discounts' | 'dueDate'> &
  Pick<
    Invoice,
    'invoiceNumber' | 'customerName' | 'billingAddress' | 'currency' | 'issueDate' | 'dueDate' | 'discounts'
  > &
  Pick<Invoice, 'subtotal' | 'discountTotal' | 'taxAmount' | 'total'> &
  Partial<Pick<Invoice, 'depositRequested' | 'depositPercent' | 'depositAmount' | 'depositDueDate'>> & {
    lineItems: Omit<LineItem, 'id'>[]
    taxes: Omit<Invoice['taxes'][number], 'creditableAmount'>[]
  }

/**
 * SHA-256 over what an issued invoice says, in one fixed order, so that anyone who has the invoice can compute it again:
 * the JSON of the fields below, as the API shows them. Where no deposit is asked for, nothing is said about one.
 */
export function contentChecksum(invoice: SealedContent): string {
  const sealed = [
    invoice.invoiceNumber,
    invoice.customerName,
    invoice.billingAddress,
    invoice.currency,
    invoice.issueDate,
    invoice.dueDate,
    invoice.paymentTerms,
    invoice.itemizationMode,
    invoice.lineItems.map(sealedLine),
    invoice.discounts.map(({ description, kind, value, amount }) => [description, kind, value, amount]),
    invoice.shipping,
    invoice.shippingTaxable,
    invoice.taxRate,
    invoice.taxes.map(({ rate, base, amount }) => [rate, base, amount]),
    invoice.taxExemptionReason,
    invoice.subtotal,
    invoice.discountTotal,
    invoice.taxAmount,
    invoice.total,
    invoice.customerNotes,
    ...(invoice.depositRequested
      ? [[invoice.depositPercent, invoice.depositAmount, invoice.depositDueDate]]
      : []),
  ]
  return createHash('sha256').update(JSON.stringify(sealed)).digest('hex')
}

/** Sizes, imprints and furnished goods are sealed on the lines that have them; a plain line says nothing of them. */
function sealedLine(line: SealedContent['lineItems'][number]): unknown[] {
  const { kind, group, description, quantity, unitPrice, taxable, taxRate, lineTotal } = line
  const plain = [kind, group, description, quantity, unitPrice, taxable, taxRate, lineTotal]
  if (!hasTradeParts(line)) return plain
  return [
    ...plain,
    line.sizes.map(({ size, quantity: pieces, upcharge }) => [size, pieces, upcharge]),
    line.imprints.map(({ location, technique, colors, price }) => [location, technique, colors, price]),
    line.furnished,
  ]
}

/** Whether a line is more than a quantity and a price. */
function hasTradeParts({ sizes, imprints, furnished }: LineGiven): boolean {
  return sizes.length > 0 || imprints.length > 0 || furnished
}
