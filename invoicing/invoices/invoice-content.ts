import { createHash } from 'node:crypto'
import type { Invoice, itemizationModes, lineKinds } from '../../contract/invoices.ts'
import type { PaymentTerms } from '../../contract/payment-terms.ts'
import { trimDecimals } from '../money/decimal.ts'
import { type Cents, decimalText, moneyText } from '../money/money.ts'
import { type InvoiceTotals, invoiceTotals } from './totals.ts'

/** A line as it is typed; its total and its share of the discounts are computed. */
export interface LineContent {
  kind: (typeof lineKinds)[number]
  group: string | null
  description: string
  quantity: string
  unitPrice: string
  taxable: boolean
  taxRate: string | null
}

/** Everything about an invoice that people write. */
export interface InvoiceContent {
  lineItems: LineContent[]
  discounts: { description: string; kind: 'percent' | 'amount'; value: string }[]
  shipping: string
  shippingTaxable: boolean
  taxRate: string
  taxExemptionReason: string | null
  paymentTerms: PaymentTerms
  dueDate: string | null
  itemizationMode: (typeof itemizationModes)[number]
  internalNotes: string | null
  customerNotes: string | null
}

/** Content with what is computed from it, as the database keeps it. */
export interface PricedContent extends InvoiceContent {
  currency: string
  totals: InvoiceTotals
}

/** Prices content in a currency; what cannot be computed is refused at its field. */
export function priced(content: InvoiceContent, currency: string): PricedContent {
  return { ...content, currency, totals: invoiceTotals({ ...content, currency }) }
}

/** The content of a draft as it stands, for a change of some of its fields. */
export function contentOf(invoice: Invoice): InvoiceContent {
  return {
    lineItems: invoice.lineItems.map(
      ({ kind, group, description, quantity, unitPrice, taxable, taxRate }) => ({
        kind,
        group,
        description,
        quantity,
        unitPrice,
        taxable,
        taxRate,
      }),
    ),
    discounts: invoice.discounts.map(({ description, kind, value }) => ({ description, kind, value })),
    shipping: invoice.shipping,
    shippingTaxable: invoice.shippingTaxable,
    taxRate: invoice.taxRate,
    taxExemptionReason: invoice.taxExemptionReason,
    paymentTerms: invoice.paymentTerms,
    dueDate: invoice.dueDate,
    itemizationMode: invoice.itemizationMode,
    internalNotes: invoice.internalNotes,
    customerNotes: invoice.customerNotes,
  }
}

/** The row values that priced content gives; money as decimal text. */
export function storedContent({ totals, currency, ...content }: PricedContent) {
  const money = (cents: Cents) => decimalText(cents)
  return {
    lines: content.lineItems.map((line, index) => ({
      position: index + 1,
      kind: line.kind,
      line_group: line.group,
      description: line.description,
      quantity: line.quantity,
      unit_price: line.unitPrice,
      taxable: line.taxable,
      tax_rate: line.taxRate,
      line_total: money(totals.lineTotalsCents[index] ?? 0),
      discount_share: money(totals.lineDiscountCents[index] ?? 0),
    })),
    discounts: content.discounts.map((discount, index) => ({
      ...discount,
      value: discount.kind === 'percent' ? trimDecimals(discount.value) : discount.value,
      amount: moneyText(totals.discountCents[index] ?? 0, currency),
    })),
    taxes: totals.taxes.map(({ rate, baseCents, taxCents }) => ({
      rate,
      base: moneyText(baseCents, currency),
      amount: moneyText(taxCents, currency),
    })),
    subtotal: money(totals.subtotalCents),
    discountTotal: money(totals.discountTotalCents),
    taxAmount: money(totals.taxAmountCents),
    total: money(totals.totalCents),
  }
}

/** What the checksum of an issued invoice covers: everything that its document shows. */
export type SealedContent = Omit<InvoiceContent, 'internalNotes' | 'lineItems' | 'discounts' | 'dueDate'> &
  Pick<
    Invoice,
    | 'invoiceNumber'
    | 'customerName'
    | 'billingAddress'
    | 'currency'
    | 'issueDate'
    | 'dueDate'
    | 'discounts'
    | 'taxes'
  > &
  Pick<Invoice, 'subtotal' | 'discountTotal' | 'taxAmount' | 'total'> & {
    lineItems: Omit<Invoice['lineItems'][number], 'id'>[]
  }

/**
 * SHA-256 over what an issued invoice says, in one fixed order, so that anyone who has the invoice can compute it again:
 * the JSON of the fields below, as the API shows them.
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
    invoice.lineItems.map(
      ({ kind, group, description, quantity, unitPrice, taxable, taxRate, lineTotal }) => [
        kind,
        group,
        description,
        quantity,
        unitPrice,
        taxable,
        taxRate,
        lineTotal,
      ],
    ),
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
  ]
  return createHash('sha256').update(JSON.stringify(sealed)).digest('hex')
}
