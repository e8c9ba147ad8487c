import type { QuoteStatus, QuoteSummary } from '../../contract/quotes.ts'
import { type RefusalCode, Refused, refuseField } from '../../contract/refusals.ts'
import { formatDate } from '../calendar/calendar.ts'
import type { Permitted } from '../invoices/invoice.ts'

export type QuoteAction =
  | 'edit'
  | 'send'
  | 'accept'
  | 'decline'
  | 'revise'
  | 'invoice'
  | 'deposit'
  | 'createJob'
  | 'duplicate'

/** What decides about a quote: its status, whether it has expired, whether it was sent, and the invoice made of it. */
export interface QuoteFacts {
  status: QuoteStatus
  isExpired: boolean
  wasSent: boolean
  invoiceNumber: string | null
}

const open: Permitted = { allowed: true }
const closed = (why: string): Permitted => ({ allowed: false, why })

const notSent = closed('Send the quote first: a draft is not answered.')
const isSent = closed('The quote was sent. Revise it to make a new version.')
const isAccepted = closed('The quote was accepted. Revise it to make a new offer.')
const isDeclined = closed('The quote was declined. Revise or duplicate it to make a new offer.')
const notAccepted = closed('Only an accepted quote becomes an invoice or a job.')

/** What decides about a quote as the API shows it. */
export function factsOf(
  quote: Pick<QuoteSummary, 'status' | 'isExpired' | 'sentOn' | 'invoice'>,
): QuoteFacts {
  const { status, isExpired, sentOn, invoice } = quote
  return { status, isExpired, wasSent: sentOn !== null, invoiceNumber: invoice?.invoiceNumber ?? null }
}

/** What a quote permits now, asked by the screens and by the operations alike. */
export function quoteCan(quote: QuoteFacts): Record<QuoteAction, Permitted> {
  const { status, isExpired } = quote
  const editable = { draft: open, sent: isSent, accepted: isAccepted, declined: isDeclined }[status]
  const expired = closed('The quote has expired. Revise it with a later day and send it again.')
  return {
    edit: editable,
    send: status === 'sent' ? closed('The quote was sent already.') : editable,
    accept: { draft: notSent, sent: isExpired ? expired : open, accepted: isAccepted, declined: isDeclined }[
      status
    ],
    decline: { draft: open, sent: open, accepted: isAccepted, declined: isDeclined }[status],
    revise: revising(quote),
    invoice: status === 'accepted' ? withoutInvoice(quote) : notAccepted,
    deposit: status === 'sent' || status === 'accepted' ? withoutInvoice(quote) : depositLater(status),
    createJob: status === 'accepted' ? open : notAccepted,
    duplicate: open,
  }
}

function revising(quote: QuoteFacts): Permitted {
  if (quote.status === 'draft') return closed('A draft can be edited as it is.')
  if (!quote.wasSent) return closed('It was never sent. Duplicate it to offer it again.')
  if (quote.invoiceNumber === null) return open
  return closed(`${quote.invoiceNumber} was made of this version. Void that first.`)
}

function withoutInvoice({ invoiceNumber }: QuoteFacts): Permitted {
  return invoiceNumber === null ? open : closed(`${invoiceNumber} was made of it.`)
}

function depositLater(status: QuoteStatus): Permitted {
  return status === 'draft' ? closed('Send the quote first: a draft takes no deposit.') : isDeclined
}

/** Expired is computed, never stored: waiting for an answer, and its last day lies before today. */
export function isExpired(status: QuoteStatus, validUntil: string | null, today: string): boolean {
  return status === 'sent' && validUntil !== null && validUntil < today
}

/** Refuses what the quote's state does not permit, with the sentence that its closed button shows. */
export function requireQuotePermits(
  quote: QuoteFacts & { quoteNumber: string },
  action: QuoteAction,
  code: RefusalCode,
): void {
  const answer = quoteCan(quote)[action]
  if (!answer.allowed) throw new Refused(code, `${quote.quoteNumber}: ${answer.why}`)
}

/** Refuses to invoice a quote that is not accepted, or that has an invoice, which is named (INV-9). */
export function requireInvoiceable(quote: QuoteFacts & { quoteNumber: string }): void {
  const code = quote.status === 'accepted' ? 'quote_already_invoiced' : 'quote_not_accepted'
  requireQuotePermits(quote, 'invoice', code)
}

/** Refuses to send what would have expired already. */
export function requireStillValid(
  quote: { quoteNumber: string; validUntil: string | null },
  today: string,
): void {
  if (quote.validUntil === null || quote.validUntil >= today) return
  throw refuseField(
    'quote_expired',
    'validUntil',
    `${quote.quoteNumber} is valid until ${formatDate(quote.validUntil)}, which has passed. Choose a later day, or none.`,
  )
}

/** What is made of a quote is for the quote's customer. */
export function requireCustomerOfQuote(
  customer: { id: string; name: string },
  customerId: string | undefined,
): void {
  if (customerId === undefined || customerId === customer.id) return
  throw refuseField(
    'customer_fixed',
    'customerId',
    `The quote is for ${customer.name}. Leave the customer out, or choose ${customer.name}.`,
  )
}

/** The sequence number that people see behind a quote's number: nothing for the first version, then `v2`. */
export function versionMark(revision: number): string {
  return revision > 1 ? ` v${revision}` : ''
}
