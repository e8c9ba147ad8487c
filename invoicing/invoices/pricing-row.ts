import type { LineItem } from '../../contract/line-items.ts'
import type { AppliedDiscount, TaxTotal } from '../../contract/pricing.ts'
import { trimDecimals } from '../money/decimal.ts'
import { moneyFromDatabase } from '../money/money.ts'

/** What has a price, as the rows of quotes and invoices keep it. */
export interface PricingRow {
  currency: string
  line_items: (LineItem & { discountShare: string })[]
  discounts: AppliedDiscount[]
  shipping: string
  shipping_taxable: boolean
  tax_rate: string
  taxes: TaxTotal[]
  tax_exemption_reason: string | null
  tax_amount: string
  subtotal: string
  discount_total: string
}

/** What has a price, in the words of the API. */
export function toPricing(row: PricingRow) {
  const money = (text: string) => moneyFromDatabase(text, row.currency)
  return {
    lineItems: row.line_items.map(({ discountShare: _share, ...line }) => ({
      ...line,
      quantity: trimDecimals(line.quantity),
      unitPrice: money(line.unitPrice),
      taxRate: line.taxRate === null ? null : trimDecimals(line.taxRate),
      percentOfItems: line.percentOfItems === null ? null : trimDecimals(line.percentOfItems),
      lineTotal: money(line.lineTotal),
    })),
    discounts: row.discounts,
    shipping: money(row.shipping),
    shippingTaxable: row.shipping_taxable,
    taxRate: trimDecimals(row.tax_rate),
    taxes: row.taxes,
    taxExemptionReason: row.tax_exemption_reason,
    taxAmount: money(row.tax_amount),
    subtotal: money(row.subtotal),
    discountTotal: money(row.discount_total),
  }
}
