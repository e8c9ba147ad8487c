import { type RawBuilder, sql } from 'kysely'
import type { QuoteSort, QuoteSummary, QuoteView } from '../../contract/quotes.ts'
import type { Transaction } from '../../database/transaction.ts'
import { type Place, placeOf, sortedAs } from '../../server/pages.ts'
import { beyond, foundBy, type SortColumn } from '../numbers/document-list.sql.ts'
import { type QuoteSummaryRow, toQuoteSummary } from './quote-row.ts'
import { liveInvoiceOf } from './quotes.sql.ts'

/** The column behind each sort; every one but customerName and status has an index that begins with the company. */
const sortColumns: Record<QuoteSort, SortColumn> = {
  quoteNumber: { column: sql`q.number_value`, type: sql`bigint`, sortedAs: 'integer' },
  customerName: { column: sql`c.name_sort collate "C"`, type: sql`text`, sortedAs: 'text' },
  status: { column: sql`q.status collate "C"`, type: sql`text`, sortedAs: 'text' },
  total: { column: sql`q.total_cents`, type: sql`bigint`, sortedAs: 'integer' },
  validUntil: { column: sql`q.valid_until_sort`, type: sql`date`, sortedAs: 'date' },
  createdAt: { column: sql`q.created_at`, type: sql`timestamptz`, sortedAs: 'instant' },
}

export interface WantedQuotes {
  view: QuoteView
  q: string | undefined
  customerId: string | undefined
  sort: QuoteSort
  direction: 'asc' | 'desc'
  cursor: string | undefined
  limit: number
}

/** Quotes from a place on, one more than the limit. */
export async function readQuotes(
  tx: Transaction,
  wanted: WantedQuotes,
  today: string,
): Promise<{ summary: QuoteSummary; place: Place }[]> {
  const { companyId } = tx.company
  const sorted = sortColumns[wanted.sort]
  const { column } = sorted
  const after = placeOf(wanted.cursor, sortedAs[sorted.sortedAs])
  const direction = wanted.direction === 'asc' ? sql`asc` : sql`desc`
  const conditions = [
    sql`q.company_id = ${companyId}`,
    ...viewConditions(wanted.view, today, companyId),
    ...(wanted.customerId ? [sql`q.customer_id = ${wanted.customerId}`] : []),
    ...foundBy(wanted.q, {
      prefix: 'QUO-',
      number: sql`q.quote_number`,
      value: sql`q.number_value`,
      customerId: sql`q.customer_id`,
      title: { id: sql`q.id`, search: (pattern) => sql`select invoicing.search_quotes(${pattern}, 200)` },
    }),
    ...(after ? [beyond(sorted, sql`q.id`, after, wanted.direction)] : []),
  ]
  const { rows } = await sql<QuoteSummaryRow & { sorted_value: string }>`
    select q.id, q.quote_number, q.revision, q.status, q.customer_id, coalesce(q.customer_name, c.name) as shown_name,
      q.title, q.currency, q.total, q.valid_until, q.sent_on, q.accepted_on, q.declined_on,
      ${liveInvoiceOf(tx)} as live_invoice, q.created_at::text as created_at_text, q.version,
      (${column})::text as sorted_value
    from invoicing.quotes q
    join invoicing.customers c on c.company_id = q.company_id and c.id = q.customer_id and c.company_id = ${companyId}
    where ${sql.join(conditions, sql` and `)}
    order by ${column} ${direction}, q.id ${direction} limit ${wanted.limit + 1}
  `.execute(tx.db)
  return rows.map((row) => ({
    summary: toQuoteSummary(row, today),
    place: { value: row.sorted_value, id: row.id },
  }))
}

function viewConditions(view: QuoteView, today: string, companyId: string): RawBuilder<unknown>[] {
  const day = sql`${today}::date`
  switch (view) {
    case 'all':
      return []
    case 'draft':
    case 'accepted':
    case 'declined':
      return [sql`q.status = ${view}`]
    case 'sent':
      return [sql`q.status = 'sent'`, sql`q.valid_until_sort >= ${day}`]
    case 'expired':
      return [sql`q.status = 'sent'`, sql`q.valid_until_sort < ${day}`]
    case 'to_invoice':
      return [
        sql`q.status = 'accepted'`,
        sql`not exists (select from invoicing.invoices i
          where i.company_id = ${companyId} and i.quote_id = q.id and i.voided_at is null)`,
      ]
  }
}
