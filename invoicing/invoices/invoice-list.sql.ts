import { type RawBuilder, sql } from 'kysely'
import type { InvoiceSort, InvoiceSummary, InvoiceView } from '../../contract/invoices.ts'
import type { Transaction } from '../../database/transaction.ts'
import { type Place, placeOf, type SortedAs, sortedAs } from '../../server/pages.ts'
import { searchPattern } from '../customers/search-pattern.ts'
import { sortValueOf } from '../numbers/document-number.ts'
import { type SummaryRow, toSummary } from './invoice-row.ts'

/** The column behind each sort; every one but customerName and status has an index that begins with the company. */
const sortColumns: Record<
  InvoiceSort,
  { column: RawBuilder<unknown>; type: RawBuilder<unknown>; sortedAs: SortedAs }
> = {
  invoiceNumber: { column: sql`i.number_value`, type: sql`bigint`, sortedAs: 'integer' },
  customerName: { column: sql`c.name_sort collate "C"`, type: sql`text`, sortedAs: 'text' },
  status: { column: sql`i.status collate "C"`, type: sql`text`, sortedAs: 'text' },
  total: { column: sql`i.total_cents`, type: sql`bigint`, sortedAs: 'integer' },
  dueDate: { column: sql`i.due_date_sort`, type: sql`date`, sortedAs: 'date' },
  balanceDue: { column: sql`i.balance_due_cents`, type: sql`bigint`, sortedAs: 'integer' },
  createdAt: { column: sql`i.created_at`, type: sql`timestamptz`, sortedAs: 'instant' },
}

export interface WantedInvoices {
  view: InvoiceView
  q: string | undefined
  customerId: string | undefined
  sort: InvoiceSort
  direction: 'asc' | 'desc'
  cursor: string | undefined
  limit: number
}

/** Invoices from a place on, one more than the limit: a constant number of rows is read, however many there are. */
export async function readInvoices(
  tx: Transaction,
  wanted: WantedInvoices,
  today: string,
): Promise<{ summary: InvoiceSummary; place: Place }[]> {
  const { companyId } = tx.company
  const { column, type, sortedAs: kind } = sortColumns[wanted.sort]
  const after = placeOf(wanted.cursor, sortedAs[kind])
  const direction = wanted.direction === 'asc' ? sql`asc` : sql`desc`
  const conditions = [
    sql`i.company_id = ${companyId}`,
    ...viewConditions(wanted.view, today),
    ...(wanted.customerId ? [sql`i.customer_id = ${wanted.customerId}`] : []),
    ...searchConditions(wanted.q),
    ...(after ? [beyond(column, type, after, wanted.direction)] : []),
  ]
  const { rows } = await sql<SummaryRow & { sorted_value: string }>`
    select i.id, i.invoice_number, i.status, i.customer_id, coalesce(i.customer_name, c.name) as shown_name, i.currency,
      i.total, i.amount_paid, i.balance_due, i.issue_date, i.due_date, i.created_at::text as created_at_text, i.version,
      (${column})::text as sorted_value
    from invoicing.invoices i
    join invoicing.customers c on c.company_id = i.company_id and c.id = i.customer_id and c.company_id = ${companyId}
    where ${sql.join(conditions, sql` and `)}
    order by ${column} ${direction}, i.id ${direction} limit ${wanted.limit + 1}
  `.execute(tx.db)
  return rows.map((row) => ({
    summary: toSummary(row, today),
    place: { value: row.sorted_value, id: row.id },
  }))
}

function viewConditions(view: InvoiceView, today: string): RawBuilder<unknown>[] {
  switch (view) {
    case 'all':
      return []
    case 'draft':
      return [sql`i.status = 'draft'`]
    case 'outstanding':
      return [sql`i.status in ('sent', 'partial')`]
    case 'overdue':
      return [sql`i.status in ('sent', 'partial')`, sql`i.due_date_sort < ${today}::date`]
    case 'paid':
      return [sql`i.status = 'paid'`]
  }
}

/** A search finds invoices by number (`INV-0042`, `42`) and by the customer's name, number, e-mail or phone (C: N3). */
function searchConditions(query: string | undefined): RawBuilder<unknown>[] {
  const pattern = searchPattern(query)
  const text = query?.trim() ?? ''
  if (!pattern) return []
  const value = /\d/.test(text) && /^[\p{L}-]*\d+$/u.test(text) ? sortValueOf(text) : null
  // The customers are one array, looked up once: as a subquery the planner may look them up again for every invoice.
  return [
    sql`(i.invoice_number in (${text}, ${text.toUpperCase()}) or i.number_value = ${value}::bigint
      or i.customer_id = any(array(select invoicing.search_customers(${pattern}, 200))))`,
  ]
}

/**
 * Rows beyond a place. Written as two comparisons instead of one of row values, because comparing rows is not leakproof
 * and would not use the index under row-level security.
 */
function beyond(
  column: RawBuilder<unknown>,
  type: RawBuilder<unknown>,
  place: Place,
  direction: 'asc' | 'desc',
): RawBuilder<unknown> {
  const value = sql`${place.value}::${type}`
  return direction === 'asc'
    ? sql`${column} >= ${value} and (${column} > ${value} or i.id > ${place.id}::uuid)`
    : sql`${column} <= ${value} and (${column} < ${value} or i.id < ${place.id}::uuid)`
}
