import { type RawBuilder, sql } from 'kysely'
import type {
  Activity,
  ActivityList,
  EditableEntryField,
  InvoiceEntry,
  OrderEntry,
  QuoteEntry,
} from '../../contract/activity.ts'
import type { Transaction } from '../../database/transaction.ts'
import { type Place, pageFrom } from '../../server/pages.ts'
import { moneyFromDatabase } from '../money/money.ts'
import { isExpired } from '../quotes/quote.ts'
import { type EntryChange, entryNotFound } from './activity.ts'
import { settledByOf } from './invoice-summaries.sql.ts'

/** An invoice's entry as it is stored. */
interface EntryRow {
  invoice_id: string
  invoice_number: string
  status: InvoiceEntry['status']
  settled_by: InvoiceEntry['settledBy']
  currency: string
  total: string
  created_at: string
  read_only: boolean
  edited_by_hand: boolean
  edited_fields: StoredField[] | null
  version: number
}

const columns = sql`s.invoice_id, s.invoice_number, s.status, s.settled_by, s.currency, s.total::text as total,
  s.created_at::text as created_at, s.read_only, s.edited_by_hand, s.edited_fields, s.version`

type StoredField = 'invoice_number' | 'status' | 'total'
const storedFields: Record<EditableEntryField, StoredField> = {
  invoiceNumber: 'invoice_number',
  status: 'status',
  total: 'total',
}

function toEntry(row: EntryRow): InvoiceEntry {
  const fields: EditableEntryField[] = ['invoiceNumber', 'status', 'total']
  return {
    invoiceId: row.invoice_id,
    invoiceNumber: row.invoice_number,
    status: row.status,
    settledBy: row.settled_by,
    currency: row.currency,
    total: moneyFromDatabase(row.total, row.currency),
    createdAt: new Date(row.created_at).toISOString(),
    readOnly: row.read_only,
    editedByHand: row.edited_by_hand,
    // One marked by hand without saying which fields holds all of them.
    editedFields: fields.filter((field) =>
      row.edited_fields ? row.edited_fields.includes(storedFields[field]) : row.edited_by_hand,
    ),
    version: row.version,
  }
}

interface QuoteRow extends Omit<QuoteEntry, 'isExpired'> {
  validUntil: string | null
}

/** What an order by instant and id pages by; both are the entry's own, under names that every list has. */
const place = (id: string) => sql`s.created_at as instant, s.created_at::text as value, s.${sql.id(id)} as id`

/** Each list's entries of the rows `s`, with their place. */
const selects: Record<ActivityList, RawBuilder<unknown>> = {
  invoices: sql`select ${columns}, ${place('invoice_id')} from invoicing.customer_invoice_summaries s`,
  quotes: sql`select s.quote_id as "quoteId", s.quote_number as "quoteNumber", s.title, s.status, s.currency,
      s.total::text as total, s.valid_until as "validUntil", s.created_at as "createdAt", ${place('quote_id')}
    from invoicing.customer_quote_summaries s`,
  orders: sql`select s.job_id as "jobId", s.job_number as "jobNumber", s.title, s.status, s.due_date as "dueDate",
      s.created_at as "createdAt", ${place('job_id')}
    from invoicing.customer_order_summaries s`,
}
const ids: Record<ActivityList, string> = { invoices: 'invoice_id', quotes: 'quote_id', orders: 'job_id' }

/**
 * A page of a customer's activity, newest first: of every list from its beginning, or of one from a place on. Reads the
 * snapshots and nothing else, in one statement.
 */
export async function readActivity(
  tx: Transaction,
  wanted: { customerId: string; list: ActivityList | undefined; after: Place | null; limit: number },
  today: string,
): Promise<Activity> {
  const { customerId, list, after, limit } = wanted
  const page = (name: ActivityList) => {
    if (list !== undefined && list !== name) return sql`'[]'::jsonb`
    const id = sql`s.${sql.id(ids[name])}`
    const from = after
      ? sql`and s.created_at <= ${after.value}::timestamptz
          and (s.created_at < ${after.value}::timestamptz or ${id} < ${after.id}::uuid)`
      : sql``
    return sql`(select coalesce(jsonb_agg(e order by e.instant desc, e.id desc), '[]') from (
      ${selects[name]} where s.company_id = ${tx.company.companyId} and s.customer_id = ${customerId} ${from}
      order by s.created_at desc, ${id} desc limit ${limit + 1}) e)`
  }
  const { rows } = await sql<{
    invoices: (EntryRow & Place)[]
    quotes: (QuoteRow & Place)[]
    orders: (OrderEntry & Place)[]
  }>`
    select ${page('invoices')} as invoices, ${page('quotes')} as quotes, ${page('orders')} as orders
  `.execute(tx.db)
  const found = rows[0] ?? { invoices: [], quotes: [], orders: [] }
  const invoices = pageFrom(found.invoices, limit, placeIn)
  const quotes = pageFrom(found.quotes, limit, placeIn)
  const orders = pageFrom(found.orders, limit, placeIn)
  return {
    invoices: invoices.rows.map(toEntry),
    quotes: quotes.rows.map((row) => toQuoteEntry(row, today)),
    orders: orders.rows.map(toOrderEntry),
    nextCursors: { invoices: invoices.nextCursor, quotes: quotes.nextCursor, orders: orders.nextCursor },
  }
}

const placeIn = ({ value, id }: Place): Place => ({ value, id })

function toQuoteEntry({ quoteId, quoteNumber, ...row }: QuoteRow, today: string): QuoteEntry {
  const { title, status, currency, total, validUntil, createdAt } = row
  return {
    quoteId,
    quoteNumber,
    title,
    status,
    isExpired: isExpired(status, validUntil, today),
    currency,
    total: moneyFromDatabase(total, currency),
    createdAt: new Date(createdAt).toISOString(),
  }
}

function toOrderEntry({ jobId, jobNumber, title, status, dueDate, createdAt }: OrderEntry): OrderEntry {
  return { jobId, jobNumber, title, status, dueDate, createdAt: new Date(createdAt).toISOString() }
}

/** Locks the entry of an invoice; its customer is locked before. */
export async function lockEntry(
  tx: Transaction,
  customerId: string,
  invoiceId: string,
): Promise<InvoiceEntry> {
  const { rows } = await sql<EntryRow>`
    select ${columns} from invoicing.customer_invoice_summaries s
    where s.company_id = ${tx.company.companyId} and s.invoice_id = ${invoiceId} and s.customer_id = ${customerId}
    for no key update
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw entryNotFound()
  return toEntry(row)
}

/** Writes what the hand set into a locked entry; what it does not hold is as the invoice has it. */
export async function updateEntry(
  tx: Transaction,
  invoiceId: string,
  change: EntryChange,
  held: readonly EditableEntryField[],
): Promise<InvoiceEntry> {
  const { companyId } = tx.company
  const holds = (field: EditableEntryField) => sql`${held.includes(field)}::boolean`
  const fields = held.length > 0 ? held.map((field) => storedFields[field]) : null
  const { rows } = await sql<EntryRow>`
    update invoicing.customer_invoice_summaries s set
      invoice_number = case when ${holds('invoiceNumber')} then coalesce(${change.invoiceNumber ?? null}, s.invoice_number)
        else i.invoice_number end,
      status = case when ${holds('status')} then coalesce(${change.status ?? null}, s.status) else i.status end,
      settled_by = case when not ${holds('status')} then ${settledByOf(sql`i`)}
        when ${change.status ?? null}::text is null then s.settled_by end,
      total = case when ${holds('total')} then coalesce(${change.total ?? null}::numeric, s.total) else i.total end,
      edited_by_hand = ${fields !== null}, edited_fields = ${fields}::text[], version = s.version + 1, updated_at = now()
    from invoicing.invoices i
    where s.company_id = ${companyId} and s.invoice_id = ${invoiceId} and i.company_id = ${companyId} and i.id = s.invoice_id
    returning ${columns}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw entryNotFound()
  return toEntry(row)
}
