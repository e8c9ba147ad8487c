import type { BriefInvoice, Invoice, InvoiceStatus, InvoiceSummary } from '../../contract/invoices.ts'
import { trimDecimals } from '../money/decimal.ts'
import { type Cents, centsOf, moneyFromDatabase, moneyText, sumCents } from '../money/money.ts'
import { overdueDays, settledBy } from './invoice.ts'
import { type PricingRow, toPricing } from './pricing-row.ts'

/** What a brief list reads of an invoice. */
export interface BriefRow {
  id: string
  invoice_number: string
  status: InvoiceStatus
  customer_id: string
  shown_name: string
  currency: string
  total: string
  amount_paid: string
  balance_due: string
  due_date: string | null
}

/** What a full list reads. */
export interface SummaryRow extends BriefRow {
  issue_date: string | null
  created_at_text: string
  version: number
}

/** What the detail reads. */
export interface InvoiceRow extends SummaryRow, PricingRow {
  origin: Invoice['origin']
  credited: CreditedRow | null
  quote_id: string | null
  job_id: string | null
  job_number: string | null
  pricing_snapshot: Invoice['pricingSnapshot']
  deposit_kind: 'percent' | 'amount' | null
  deposit_value: string | null
  deposit_amount: string
  deposit_due_date: string | null
  credited_total: string
  payment_terms: Invoice['paymentTerms']
  shown_billing_address: Invoice['billingAddress']
  itemization_mode: Invoice['itemizationMode']
  internal_notes: string | null
  customer_notes: string | null
  posting_date: string | null
  issued_at: Date | null
  delivery: Invoice['delivery']
  voided_at: Date | null
  void_reason: string | null
  content_checksum: string | null
}

/** What live credit memos and write-offs took off an issued invoice; a sum is null where there is none. */
export interface CreditedRow {
  memo_ids: string[] | null
  total: string | null
  shipping: string | null
  /** By line. */
  lines: Record<string, string> | null
  /** The taxes of each memo. */
  taxes: Invoice['taxes'][] | null
  write_offs: Invoice['writeOffs'] | null
}

/** What a table of invoices shows, and no more. */
export function toBrief(row: BriefRow, today: string): BriefInvoice {
  const { settledBy: settled, ...brief } = ownFigures(row, today)
  return settled === null ? brief : { ...brief, settledBy: settled }
}

export function toSummary(row: SummaryRow, today: string): InvoiceSummary {
  return {
    ...ownFigures(row, today),
    amountPaid: moneyFromDatabase(row.amount_paid, row.currency),
    issueDate: row.issue_date,
    createdAt: new Date(row.created_at_text).toISOString(),
    version: row.version,
  }
}

function ownFigures(row: BriefRow, today: string) {
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
    balanceDue: money(row.balance_due),
    dueDate: row.due_date,
  }
}

export function toInvoice(row: InvoiceRow, today: string): Invoice {
  const money = (text: string) => moneyFromDatabase(text, row.currency)
  const isRequested = row.deposit_kind !== null
  const left = creditableOf(row)
  const writeOffs = row.credited?.write_offs ?? []
  const pricing = toPricing(row)
  return {
    ...toSummary(row, today),
    origin: row.origin,
    quoteId: row.quote_id,
    jobId: row.job_id,
    jobNumber: row.job_number,
    pricingSnapshot: row.pricing_snapshot,
    ...pricing,
    lineItems: pricing.lineItems.map((line, index) => ({
      ...line,
      creditableAmount: left(
        centsOf(line.lineTotal) - centsOf(row.line_items[index]?.discountShare ?? '0'),
        row.credited?.lines?.[line.id],
      ),
    })),
    shippingCreditableAmount: left(centsOf(row.shipping), row.credited?.shipping),
    taxes: row.taxes.map((tax) => ({
      ...tax,
      creditableAmount: left(centsOf(tax.amount), ...creditedTaxes(row, tax.rate)),
    })),
    creditedTotal: money(row.credited_total),
    creditableTotal: left(centsOf(row.total), row.credited?.total, ...writeOffs.map(({ amount }) => amount)),
    creditMemoIds: row.credited?.memo_ids ?? [],
    writeOffs: writeOffs.map((writeOff) => ({ ...writeOff, amount: money(writeOff.amount) })),
    depositRequested: isRequested,
    depositPercent:
      row.deposit_kind === 'percent' && row.deposit_value !== null ? trimDecimals(row.deposit_value) : null,
    depositAmount: isRequested ? money(row.deposit_amount) : null,
    depositDueDate: isRequested ? (row.deposit_due_date ?? row.issue_date) : null,
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

/** What is left to credit of a part of an invoice; nothing of a draft's or a void invoice's. */
function creditableOf({ issued_at, voided_at, currency }: InvoiceRow) {
  const isCreditable = issued_at !== null && voided_at === null
  return (wholeCents: Cents, ...credited: (string | null | undefined)[]): string => {
    const creditedCents = sumCents(credited.map((amount) => centsOf(amount ?? '0')))
    return moneyText(isCreditable ? wholeCents - creditedCents : 0, currency)
  }
}

function creditedTaxes({ credited }: InvoiceRow, rate: string): string[] {
  const taxes = credited?.taxes?.flat() ?? []
  return taxes.filter((tax) => tax.rate === rate).map(({ amount }) => amount)
}
