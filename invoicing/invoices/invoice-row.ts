import type { Invoice, InvoiceStatus, InvoiceSummary } from '../../contract/invoices.ts'
import { trimDecimals } from '../money/decimal.ts'
import { centsOf, moneyFromDatabase } from '../money/money.ts'
import { overdueDays, settledBy } from './invoice.ts'

/** What a list reads of an invoice. */
export interface SummaryRow {
  id: string
  invoice_number: string
  status: InvoiceStatus
  customer_id: string
  shown_name: string
  currency: string
  total: string
  amount_paid: string
  balance_due: string
  issue_date: string | null
  due_date: string | null
  created_at_text: string
  version: number
}

/** What the detail reads. */
export interface InvoiceRow extends SummaryRow {
  origin: Invoice['origin']
  line_items: Invoice['lineItems']
  discounts: Invoice['discounts']
  shipping: string
  shipping_taxable: boolean
  tax_rate: string
  taxes: Invoice['taxes']
  tax_exemption_reason: string | null
  tax_amount: string
  subtotal: string
  discount_total: string
  credited_total: string
  payment_terms: Invoice['paymentTerms']
  shown_billing_address: Invoice['billingAddress']
  itemization_mode: Invoice['itemizationMode']
  internal_notes: string | null
  customer_notes: string | null
  posting_date: string | null
  delivery: Invoice['delivery']
  voided_at: Date | null
  void_reason: string | null
  content_checksum: string | null
}

export function toSummary(row: SummaryRow, today: string): InvoiceSummary {
  const money = (text: string) => moneyFromDatabase(text, row.currency)
  const daysOverdue = overdueDays(row.status, row.due_date, today)
  return {
    id: row.id,
    invoiceNumber: row.invoice_number,
    status: row.status,
    isOverdue: daysOverdue > 0,
    daysOverdue,
    settledBy: settledBy(row.status, centsOf(row.amount_paid)),
    customerId: row.customer_id,
    customerName: row.shown_name,
    currency: row.currency,
    total: money(row.total),
    amountPaid: money(row.amount_paid),
    balanceDue: money(row.balance_due),
    issueDate: row.issue_date,
    dueDate: row.due_date,
    createdAt: new Date(row.created_at_text).toISOString(),
    version: row.version,
  }
}

export function toInvoice(row: InvoiceRow, today: string): Invoice {
  const money = (text: string) => moneyFromDatabase(text, row.currency)
  return {
    ...toSummary(row, today),
    origin: row.origin,
    lineItems: row.line_items.map((line) => ({
      ...line,
      quantity: trimDecimals(line.quantity),
      unitPrice: money(line.unitPrice),
      taxRate: line.taxRate === null ? null : trimDecimals(line.taxRate),
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
    creditedTotal: money(row.credited_total),
    paymentTerms: row.payment_terms,
    billingAddress: row.shown_billing_address,
    itemizationMode: row.itemization_mode,
    internalNotes: row.internal_notes,
    customerNotes: row.customer_notes,
    postingDate: row.posting_date,
    delivery: row.delivery,
    isVoid: row.voided_at !== null,
    voidReason: row.void_reason,
    contentChecksum: row.content_checksum,
  }
}
