import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Quote, QuoteRevision, QuoteStatus } from '../../contract/quotes.ts'
import { Refused } from '../../contract/refusals.ts'
import { prepared } from '../../database/prepared-statements.ts'
import type { Transaction } from '../../database/transaction.ts'
import { defaultAddressOf } from '../addresses/default-address.sql.ts'
import { storedContent } from '../invoices/invoice-content.ts'
import { lineItemsOfRows, lineRows } from '../invoices/invoices.sql.ts'
import type { TakenNumber } from '../numbers/numbers.sql.ts'
import { isExpired, type QuoteFacts } from './quote.ts'
import type { PricedQuote } from './quote-content.ts'
import { type QuoteRow, revisionOf, revisionText, toQuote } from './quote-row.ts'

/** The invoice made of the quote `q`, unless it is void. */
export function liveInvoiceOf(tx: Transaction): RawBuilder<unknown> {
  return sql`(select jsonb_build_object('id', i.id, 'invoiceNumber', i.invoice_number) from invoicing.invoices i
    where i.company_id = ${tx.company.companyId} and i.quote_id = q.id and i.voided_at is null)`
}

/** One quote with its lines, from the rows `q` and `l` that the statement names. */
function wholeQuote(tx: Transaction): RawBuilder<unknown> {
  const { companyId } = tx.company
  return sql`
    select q.*, q.created_at::text as created_at_text, coalesce(q.customer_name, c.name) as shown_name,
      case when q.sent_at is null then ${defaultAddressOf(tx, sql`q.customer_id`, 'billing')} else q.billing_address end
        as shown_billing_address,
      (select ${lineItemsOfRows} from l) as line_items, ${liveInvoiceOf(tx)} as live_invoice,
      (select coalesce(jsonb_agg(jsonb_build_object('id', j.id, 'jobNumber', j.job_number, 'status', j.status)
          order by j.number_value), '[]')
        from invoicing.jobs j where j.company_id = ${companyId} and j.quote_id = q.id) as jobs,
      (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'amount', p.amount::text, 'unappliedAmount', p.unapplied::text,
          'date', p.payment_date, 'isReversed', p.reversed_at is not null) order by p.payment_date, p.recorded_at, p.id), '[]')
        from invoicing.payments p where p.company_id = ${companyId} and p.quote_id = q.id) as deposits,
      (select coalesce(jsonb_agg(jsonb_build_object('content', r.content, 'checksum', r.checksum) order by r.revision), '[]')
        from invoicing.quote_revisions r where r.company_id = ${companyId} and r.quote_id = q.id) as revisions
    from q join invoicing.customers c on c.company_id = ${companyId} and c.id = q.customer_id
  `
}

export function quoteNotFound(): Refused {
  return new Refused('not_found', 'The company has no quote with this id.')
}

export async function readQuote(tx: Transaction, id: string, today: string): Promise<Quote> {
  const { companyId } = tx.company
  return whole(
    await sql<QuoteRow>`${prepared}
      with q as (select * from invoicing.quotes where company_id = ${companyId} and id = ${id}),
        l as (select * from invoicing.quote_line_items where company_id = ${companyId} and quote_id = ${id})
      ${wholeQuote(tx)}
    `.execute(tx.db),
    today,
  )
}

function whole({ rows }: { rows: QuoteRow[] }, today: string): Quote {
  const row = rows[0]
  if (!row) throw quoteNotFound()
  return toQuote(row, today)
}

/** What operations need of a quote whose row they hold. */
export interface LockedQuote extends QuoteFacts {
  id: string
  quoteNumber: string
  revision: number
  customerId: string
  validUntil: string | null
  total: string
  version: number
}

/** Locks a quote; its customer is locked before, so that the invoice made of it is seen. */
export async function lockQuote(
  tx: Transaction,
  id: string,
  customerId: string,
  today: string,
): Promise<LockedQuote> {
  const { rows } = await sql<{
    id: string
    quote_number: string
    revision: number
    customer_id: string
    status: QuoteStatus
    was_sent: boolean
    valid_until: string | null
    total: string
    invoice_number: string | null
    version: number
  }>`${prepared}
    select q.id, q.quote_number, q.revision, q.customer_id, q.status, q.sent_at is not null as was_sent, q.valid_until,
      q.total,
      ${liveInvoiceOf(tx)} ->> 'invoiceNumber' as invoice_number, q.version
    from invoicing.quotes q where q.company_id = ${tx.company.companyId} and q.id = ${id} for no key update
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw quoteNotFound()
  if (row.customer_id !== customerId) {
    // Somebody moved the draft to another customer between the two locks.
    throw new Refused('busy', 'The quote was changed at the same moment. Nothing was changed: try again.')
  }
  return {
    id: row.id,
    quoteNumber: row.quote_number,
    revision: row.revision,
    customerId: row.customer_id,
    total: row.total,
    status: row.status,
    isExpired: isExpired(row.status, row.valid_until, today),
    wasSent: row.was_sent,
    validUntil: row.valid_until,
    invoiceNumber: row.invoice_number,
    version: row.version,
  }
}

/** Whose quote it is, without a lock: the customer is to be locked before the quote. */
export async function readCustomerIdOfQuote(tx: Transaction, id: string): Promise<string> {
  const { rows } = await sql<{ customer_id: string }>`${prepared}
    select customer_id from invoicing.quotes where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw quoteNotFound()
  return row.customer_id
}

/** Inserts a draft with its lines and gives it back whole: one statement, since the number's counter is locked. */
export async function insertQuote(
  tx: Transaction,
  draft: { number: TakenNumber; customerId: string; content: PricedQuote; createdByUserId: string },
  today: string,
): Promise<Quote> {
  const { number, content } = draft
  const stored = storedContent(content)
  return whole(
    await sql<QuoteRow>`
      with q as (
        insert into invoicing.quotes (company_id, quote_number, number_value, customer_id, title, currency,
          itemization_mode, discounts, shipping, shipping_taxable, tax_rate, taxes, tax_exemption_reason, subtotal,
          discount_total, tax_amount, total, valid_until, internal_notes, customer_notes, created_by_user_id)
        values (${tx.company.companyId}, ${number.text}, ${number.value}, ${draft.customerId}, ${content.title},
          ${content.currency}, ${content.itemizationMode}, ${JSON.stringify(stored.discounts)}::jsonb,
          ${content.shipping}::numeric, ${content.shippingTaxable}, ${content.taxRate}::numeric,
          ${JSON.stringify(stored.taxes)}::jsonb, ${content.taxExemptionReason}, ${stored.subtotal}::numeric,
          ${stored.discountTotal}::numeric, ${stored.taxAmount}::numeric, ${stored.total}::numeric,
          ${content.validUntil}::date, ${content.internalNotes}, ${content.customerNotes}, ${draft.createdByUserId})
        returning *
      ), l as (
        insert into invoicing.quote_line_items (company_id, quote_id, position, kind, line_group, description, quantity,
          unit_price, taxable, tax_rate, line_total, discount_share, sizes, imprints, furnished,
        percent_of_items)
        select q.company_id, q.id, r.* from q, ${lineRows(stored.lines)}
        returning *
      )
      ${wholeQuote(tx)}
    `.execute(tx.db),
    today,
  )
}

/** Replaces the content of a draft, lines included. */
export async function updateQuoteDraft(
  tx: Transaction,
  id: string,
  customerId: string,
  content: PricedQuote,
): Promise<void> {
  const { companyId } = tx.company
  const stored = storedContent(content)
  await sql`${prepared}delete from invoicing.quote_line_items where company_id = ${companyId} and quote_id = ${id}`.execute(
    tx.db,
  )
  await sql`
    with q as (
      update invoicing.quotes set customer_id = ${customerId}, title = ${content.title},
        itemization_mode = ${content.itemizationMode}, discounts = ${JSON.stringify(stored.discounts)}::jsonb,
        shipping = ${content.shipping}::numeric, shipping_taxable = ${content.shippingTaxable},
        tax_rate = ${content.taxRate}::numeric, taxes = ${JSON.stringify(stored.taxes)}::jsonb,
        tax_exemption_reason = ${content.taxExemptionReason}, subtotal = ${stored.subtotal}::numeric,
        discount_total = ${stored.discountTotal}::numeric, tax_amount = ${stored.taxAmount}::numeric,
        total = ${stored.total}::numeric, valid_until = ${content.validUntil}::date,
        internal_notes = ${content.internalNotes}, customer_notes = ${content.customerNotes},
        version = version + 1, updated_at = now()
      where company_id = ${companyId} and id = ${id}
      returning company_id, id
    )
    insert into invoicing.quote_line_items (company_id, quote_id, position, kind, line_group, description, quantity,
      unit_price, taxable, tax_rate, line_total, discount_share, sizes, imprints, furnished,
        percent_of_items)
    select q.company_id, q.id, r.* from q, ${lineRows(stored.lines)}
  `.execute(tx.db)
}

/** The one field that can change after sending. */
export async function updateQuoteNotes(
  tx: Transaction,
  id: string,
  internalNotes: string | null,
): Promise<void> {
  await sql`
    update invoicing.quotes set internal_notes = ${internalNotes}, version = version + 1, updated_at = now()
    where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
}

/** Who marks a quote, and on which day of the company. */
export interface Mark {
  byUserId: string
  today: string
}

export async function markSent(
  tx: Transaction,
  id: string,
  { byUserId, today, ...copied }: Mark & { customerName: string; billingAddress: Quote['billingAddress'] },
): Promise<void> {
  await sql`
    update invoicing.quotes set sent_on = ${today}::date, sent_at = now(), sent_by_user_id = ${byUserId},
      customer_name = ${copied.customerName},
      billing_address = ${copied.billingAddress === null ? null : JSON.stringify(copied.billingAddress)}::jsonb,
      version = version + 1, updated_at = now()
    where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
}

export async function markAccepted(tx: Transaction, id: string, { byUserId, today }: Mark): Promise<void> {
  await sql`
    update invoicing.quotes set accepted_on = ${today}::date, accepted_at = now(), accepted_by_user_id = ${byUserId},
      version = version + 1, updated_at = now()
    where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
}

export async function markDeclined(
  tx: Transaction,
  id: string,
  { byUserId, today, reason }: Mark & { reason: string | null },
): Promise<void> {
  await sql`
    update invoicing.quotes set declined_on = ${today}::date, declined_at = now(), declined_by_user_id = ${byUserId},
      decline_reason = ${reason}, version = version + 1, updated_at = now()
    where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
}

/** Keeps the version that stands as it was shown, and opens the next one as a draft with the same content. */
export async function openNextRevision(tx: Transaction, quote: Quote, byUserId: string): Promise<void> {
  const { companyId } = tx.company
  const content = revisionText(quote)
  const checksum = createHash('sha256').update(content).digest('hex')
  await sql`
    insert into invoicing.quote_revisions (company_id, quote_id, revision, content, checksum, archived_by_user_id)
    values (${companyId}, ${quote.id}, ${quote.revision}, ${content}, ${checksum}, ${byUserId})
  `.execute(tx.db)
  await sql`
    update invoicing.quotes set revision = revision + 1, customer_name = null, billing_address = null,
      sent_on = null, sent_at = null, sent_by_user_id = null, accepted_on = null, accepted_at = null,
      accepted_by_user_id = null, declined_on = null, declined_at = null, declined_by_user_id = null,
      decline_reason = null, version = version + 1, updated_at = now()
    where company_id = ${companyId} and id = ${quote.id}
  `.execute(tx.db)
}

export async function readQuoteRevision(
  tx: Transaction,
  quoteId: string,
  revision: number,
): Promise<QuoteRevision> {
  const { rows } = await sql<{ content: string }>`
    select content from invoicing.quote_revisions
    where company_id = ${tx.company.companyId} and quote_id = ${quoteId} and revision = ${revision}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw noRevision()
  return revisionOf(row.content)
}

function noRevision(): Refused {
  const message = 'The quote has no earlier version with this number.'
  return new Refused('not_found', message, [{ path: 'revision', message }])
}
