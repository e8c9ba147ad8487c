import { type RawBuilder, sql } from 'kysely'
import type {
  InvoiceSort,
  InvoiceStatus,
  InvoiceView,
  ListDetail,
  ListedInvoice,
} from '../../contract/invoices.ts'
import { preparedPage } from '../../database/prepared-statements.ts'
import type { Transaction } from '../../database/transaction.ts'
import { type Place, placeOf, sortedAs } from '../../server/pages.ts'
import { beyond, foundBy, type SortColumn } from '../numbers/document-list.sql.ts'
import { type BriefRow, type SummaryRow, toBrief, toSummary } from './invoice-row.ts'

/** The column behind each sort; every one but customerName and status has an index that begins with the company. */
const sortColumns: Record<InvoiceSort, SortColumn> = {
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
  dueFrom?: string | undefined
  dueTo?: string | undefined
  sort: InvoiceSort
  direction: 'asc' | 'desc'
  cursor: string | undefined
  limit: number
  detail: ListDetail
}

/** Invoices from a place on, one more than the limit: a constant number of rows is read, however many there are. */
export async function readInvoices(
  tx: Transaction,
  wanted: WantedInvoices,
  today: string,
): Promise<{ summary: ListedInvoice; place: Place }[]> {
  const { companyId } = tx.company
  const sorted = sortColumns[wanted.sort]
  const { column } = sorted
  const after = placeOf(wanted.cursor, sortedAs[sorted.sortedAs])
  const direction = wanted.direction === 'asc' ? sql`asc` : sql`desc`
  const conditions = [
    sql`i.company_id = ${companyId}`,
    ...viewConditions(wanted.view, today),
    ...(wanted.customerId ? [sql`i.customer_id = ${wanted.customerId}`] : []),
    // What has no due date sorts behind every day, and is due on none.
    ...(wanted.dueFrom || wanted.dueTo ? [sql`i.due_date is not null`] : []),
    ...(wanted.dueFrom ? [sql`i.due_date_sort >= ${wanted.dueFrom}::date`] : []),
    ...(wanted.dueTo ? [sql`i.due_date_sort <= ${wanted.dueTo}::date`] : []),
    ...foundBy(wanted.q, {
      prefix: 'INV-',
      number: sql`i.invoice_number`,
      value: sql`i.number_value`,
      customerId: sql`i.customer_id`,
    }),
    ...(after ? [beyond(sorted, sql`i.id`, after, wanted.direction)] : []),
  ]
  const further =
    wanted.detail === 'brief' ? sql`` : sql`i.issue_date, i.created_at::text as created_at_text, i.version,`
  const { rows } = await sql<
    (BriefRow | SummaryRow) & { sorted_value: string }
  >`${isAlongIndex(wanted) ? preparedPage : sql``}
    select i.id, i.invoice_number, i.status, i.customer_id, i.currency,
      coalesce(i.customer_name, (select n.name from invoicing.customers n
        where n.company_id = ${companyId} and n.id = i.customer_id)) as shown_name,
      i.total, i.amount_paid, i.balance_due, i.due_date, ${further} (${column})::text as sorted_value
    from invoicing.invoices i ${wanted.sort === 'customerName' ? customersOf(companyId) : sql``}
    where ${sql.join(conditions, sql` and `)}
    order by ${column} ${direction}, i.id ${direction} limit ${sql.lit(wanted.limit + 1)}
  `.execute(tx.db)
  return rows.map((row) => ({
    summary: 'version' in row ? toSummary(row, today) : toBrief(row, today),
    place: { value: row.sorted_value, id: row.id },
  }))
}

/** The one order of a view in which its own index is read; every other order of it is best served in different ways. */
const onlyOrder: Partial<Record<InvoiceView, InvoiceSort>> = { draft: 'createdAt', overdue: 'dueDate' }

/**
 * Whether a page is read along the same index for every company, large or small. Drafts by amount are not: those of a
 * small company are sorted, which for the drafts of a large one would take seconds.
 */
function isAlongIndex({ view, q, customerId, dueFrom, dueTo, sort }: WantedInvoices): boolean {
  if (q || customerId || dueFrom || dueTo) return false
  return sort !== 'customerName' && sort !== 'status' && sort === (onlyOrder[view] ?? sort)
}

const customersOf = (companyId: string) =>
  sql`join invoicing.customers c on c.company_id = ${companyId} and c.id = i.customer_id`

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
/** An invoice of a batch as it stands before; null when the id is not known. */
export interface BatchRow {
  id: string
  standing: {
    invoiceNumber: string
    customerId: string
    customerName: string
    status: InvoiceStatus
    currency: string
    total: string
    balanceDue: string
  } | null
}

/** What a batch is about, in the order in which it was asked for. */
export async function readBatchRows(tx: Transaction, ids: readonly string[]): Promise<BatchRow[]> {
  const { companyId } = tx.company
  const { rows } = await sql<NonNullable<BatchRow['standing']> & { id: string }>`
    select i.id, i.invoice_number as "invoiceNumber", i.customer_id as "customerId",
      coalesce(i.customer_name, c.name) as "customerName", i.status, i.currency, i.total, i.balance_due as "balanceDue"
    from invoicing.invoices i join invoicing.customers c on c.company_id = ${companyId} and c.id = i.customer_id
    where i.company_id = ${companyId} and i.id = any(${ids}::uuid[])
  `.execute(tx.db)
  const standing = new Map(rows.map(({ id, ...row }) => [id, row]))
  return ids.map((id) => ({ id, standing: standing.get(id) ?? null }))
}
