import type { Invoice } from '../../contract/invoices.ts'
import type { LineItem } from '../../contract/line-items.ts'
import type { PaymentTerms } from '../../contract/payment-terms.ts'
import type { itemizationModes } from '../../contract/pricing.ts'
import { trimDecimals } from '../money/decimal.ts'
import { type Cents, centsOf, decimalText, moneyText } from '../money/money.ts'
import { piecesOf } from './line-total.ts'
import { withPercentCharges } from './percent-charge.ts'
import { type InvoiceTotals, invoiceTotals } from './totals.ts'

/** A line as it is written; its total and its share of the discounts are computed. */
export type LineContent = Omit<LineItem, 'id' | 'lineTotal'>

/** A line as it is given: with sizes, the quantity follows from them. */
export type LineGiven = Omit<LineContent, 'quantity'> & { quantity?: string | undefined }

/** What has a price: written alike on quotes and invoices. */
export interface Pricing {
  lineItems: LineGiven[]
  discounts: { description: string; kind: 'percent' | 'amount'; value: string }[]
  shipping: string
  shippingTaxable: boolean
  taxRate: string
  taxExemptionReason: string | null
}

/** Everything about an invoice that people write. */
export interface InvoiceContent extends Pricing {
  paymentTerms: PaymentTerms
  dueDate: string | null
  itemizationMode: (typeof itemizationModes)[number]
  internalNotes: string | null
  customerNotes: string | null
}

/** Content with what is computed from it, as the database keeps it. */
export type Priced<Content extends Pricing> = Omit<Content, 'lineItems'> & {
  lineItems: LineContent[]
  currency: string
  totals: InvoiceTotals
}
export type PricedContent = Priced<InvoiceContent>

/** Prices content in a currency; what cannot be computed is refused at its field. */
export function priced<Content extends Pricing>(content: Content, currency: string): Priced<Content> {
  const given = withPercentCharges(content.lineItems, currency)
  const totals = invoiceTotals({ ...content, lineItems: given, currency })
  const lineItems = given.map((line) => lineContentOf(line, currency))
  return { ...content, lineItems, currency, totals }
}

/** A line that has a total, as it is kept: its quantity known, its amounts in the decimals of the currency. */
function lineContentOf(line: LineGiven, currency: string): LineContent {
  const money = (text: string) => moneyText(centsOf(text), currency)
  return {
    ...line,
    quantity: line.quantity ?? piecesOf(line.sizes),
    percentOfItems: line.percentOfItems === null ? null : trimDecimals(line.percentOfItems),
    sizes: line.sizes.map(({ size, quantity, upcharge }) => ({
      size,
      quantity: trimDecimals(quantity),
      upcharge: money(upcharge),
    })),
    imprints: line.imprints.map(({ location, technique, colors, price }) => ({
      location,
      technique,
      colors,
      price: price === null ? null : money(price),
    })),
  }
}

/** What has a price on a document, without what was computed from it. */
export function pricingOf(
  document: Omit<Pricing, 'lineItems'> & { lineItems: (LineItem & { creditableAmount?: string })[] },
): Pricing & { lineItems: LineContent[] } {
  return {
    lineItems: document.lineItems.map(
      ({ id: _id, lineTotal: _total, creditableAmount: _creditable, ...line }) => line,
    ),
    discounts: document.discounts.map(({ description, kind, value }) => ({ description, kind, value })),
    shipping: document.shipping,
    shippingTaxable: document.shippingTaxable,
    taxRate: document.taxRate,
    taxExemptionReason: document.taxExemptionReason,
  }
}

/** The content of a draft as it stands, for a change of some of its fields. */
export function contentOf(invoice: Invoice): InvoiceContent {
  return {
    ...pricingOf(invoice),
    paymentTerms: invoice.paymentTerms,
    dueDate: invoice.dueDate,
    itemizationMode: invoice.itemizationMode,
    internalNotes: invoice.internalNotes,
    customerNotes: invoice.customerNotes,
  }
}

/** The row values that priced content gives; money as decimal text. */
export function storedContent({ totals, currency, ...content }: Priced<Pricing>) {
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
      sizes: line.sizes,
      imprints: line.imprints,
      furnished: line.furnished,
      percent_of_items: line.percentOfItems,
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
