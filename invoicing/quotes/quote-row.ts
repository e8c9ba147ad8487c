import type { Quote, QuoteRevision, QuoteStatus, QuoteSummary } from '../../contract/quotes.ts'
import { type PricingRow, toPricing } from '../invoices/pricing-row.ts'
import { moneyFromDatabase } from '../money/money.ts'
import { isExpired } from './quote.ts'

/** What a list reads of a quote. */
export interface QuoteSummaryRow {
  id: string
  quote_number: string
  revision: number
  status: QuoteStatus
  customer_id: string
  shown_name: string
  title: string | null
  currency: string
  total: string
  valid_until: string | null
  sent_on: string | null
  accepted_on: string | null
  declined_on: string | null
  live_invoice: QuoteSummary['invoice']
  created_at_text: string
  version: number
}

/** What the detail reads. */
export interface QuoteRow extends QuoteSummaryRow, PricingRow {
  itemization_mode: Quote['itemizationMode']
  internal_notes: string | null
  customer_notes: string | null
  shown_billing_address: Quote['billingAddress']
  decline_reason: string | null
  jobs: Quote['jobs']
  deposits: Quote['deposits']
  revisions: { content: string; checksum: string }[]
}

export function toQuoteSummary(row: QuoteSummaryRow, today: string): QuoteSummary {
  return {
    id: row.id,
    quoteNumber: row.quote_number,
    revision: row.revision,
    status: row.status,
    isExpired: isExpired(row.status, row.valid_until, today),
    customerId: row.customer_id,
    customerName: row.shown_name,
    title: row.title,
    currency: row.currency,
    total: moneyFromDatabase(row.total, row.currency),
    validUntil: row.valid_until,
    sentOn: row.sent_on,
    acceptedOn: row.accepted_on,
    declinedOn: row.declined_on,
    invoice: row.live_invoice,
    createdAt: new Date(row.created_at_text).toISOString(),
    version: row.version,
  }
}

export function toQuote(row: QuoteRow, today: string): Quote {
  return {
    ...toQuoteSummary(row, today),
    ...toPricing(row),
    itemizationMode: row.itemization_mode,
    internalNotes: row.internal_notes,
    customerNotes: row.customer_notes,
    billingAddress: row.shown_billing_address,
    declineReason: row.decline_reason,
    jobs: row.jobs,
    deposits: row.deposits.map((deposit) => ({
      ...deposit,
      amount: moneyFromDatabase(deposit.amount, row.currency),
      unappliedAmount: moneyFromDatabase(deposit.unappliedAmount, row.currency),
    })),
    revisions: row.revisions.map(({ content, checksum }) => {
      const { revision, status, total, sentOn } = revisionOf(content)
      return { revision, status, total, sentOn, checksum }
    }),
  }
}

/** The text that is kept of a version when it is revised. */
export function revisionText(quote: Quote): string {
  const { invoice: _invoice, jobs: _jobs, deposits: _deposits, revisions: _revisions, ...kept } = quote
  return JSON.stringify(kept satisfies QuoteRevision)
}

/** A kept version as it was shown. */
export function revisionOf(content: string): QuoteRevision {
  const kept: QuoteRevision = JSON.parse(content)
  return kept
}
