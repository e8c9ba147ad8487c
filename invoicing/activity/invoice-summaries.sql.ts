import { type RawBuilder, sql } from 'kysely'
import type { BackfillCounts } from '../../contract/backfills.ts'
import type { Transaction } from '../../database/transaction.ts'

/** How the paid invoice `i` was settled, as an expression: by money, or by credit alone. */
export function settledByOf(i: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`case when ${i}.status = 'paid' then case when ${i}.amount_paid > 0 then 'payment' else 'credit' end end`
}

/** Whether the hand holds a field of the stored entry `s` against the invoice `i`. */
const holds = (field: string) =>
  sql`i.origin <> 'online_order' and coalesce(${sql.lit(field)} = any(s.edited_fields), s.edited_by_hand)`

/**
 * What the entry of each invoice should be, as rows: as the trigger on invoices writes it, with what the hand holds in the
 * stored entry. `differs` says whether the stored entry is another, or missing.
 */
export function wantedEntries(companyId: string, ofInvoices: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select w.*, s.invoice_id is null as is_missing,
      (w.customer_id, w.invoice_number, w.status, w.settled_by, w.currency, w.total, w.created_at, w.read_only,
        w.edited_by_hand, w.edited_fields)
      is distinct from
      (s.customer_id, s.invoice_number, s.status, s.settled_by, s.currency, s.total, s.created_at, s.read_only,
        s.edited_by_hand, s.edited_fields) as differs
    from (
      select i.id as invoice_id, i.customer_id, i.currency, i.created_at, i.origin = 'online_order' as read_only,
        case when ${holds('invoice_number')} then s.invoice_number else i.invoice_number end as invoice_number,
        case when ${holds('status')} then s.status else i.status end as status,
        case when ${holds('status')} then s.settled_by else ${settledByOf(sql`i`)} end as settled_by,
        case when ${holds('total')} then s.total else i.total end as total,
        coalesce(i.origin <> 'online_order' and s.edited_by_hand, false) as edited_by_hand,
        case when i.origin <> 'online_order' then s.edited_fields end as edited_fields
      from invoicing.invoices i
      left join invoicing.customer_invoice_summaries s on s.company_id = ${companyId} and s.invoice_id = i.id
      where i.company_id = ${companyId} and ${ofInvoices}
    ) w
    left join invoicing.customer_invoice_summaries s on s.company_id = ${companyId} and s.invoice_id = w.invoice_id
  `
}

/**
 * Makes the entries of some customers as their invoices have them: adds what is missing, repairs what differs, removes
 * what no invoice stands behind. The customers are locked, so that none of their invoices moves meanwhile.
 */
export async function fillInvoiceSummaries(
  tx: Transaction,
  customerIds: readonly string[],
): Promise<BackfillCounts> {
  const { companyId } = tx.company
  const { rows } = await sql<{ written: number; removed: number; kept: number; unchanged: number }>`
    with wanted as materialized (${wantedEntries(companyId, sql`i.customer_id = any(${customerIds}::uuid[])`)}),
    written as (
      insert into invoicing.customer_invoice_summaries as s (company_id, invoice_id, customer_id, invoice_number, status,
        settled_by, currency, total, created_at, read_only, edited_by_hand, edited_fields)
      select ${companyId}::uuid, invoice_id, customer_id, invoice_number, status, settled_by, currency, total, created_at,
        read_only, edited_by_hand, edited_fields
      from wanted where differs
      on conflict (company_id, invoice_id) do update set customer_id = excluded.customer_id,
        invoice_number = excluded.invoice_number, status = excluded.status, settled_by = excluded.settled_by,
        currency = excluded.currency, total = excluded.total, created_at = excluded.created_at,
        read_only = excluded.read_only, edited_by_hand = excluded.edited_by_hand,
        edited_fields = excluded.edited_fields, version = s.version + 1, updated_at = now()
      returning 1
    ), removed as (
      delete from invoicing.customer_invoice_summaries s
      where s.company_id = ${companyId} and s.customer_id = any(${customerIds}::uuid[]) and not exists (
        select from invoicing.invoices i where i.company_id = ${companyId} and i.id = s.invoice_id)
      returning 1
    )
    select (select count(*)::int from written) as written, (select count(*)::int from removed) as removed,
      count(*) filter (where edited_by_hand and not differs)::int as kept,
      count(*) filter (where not edited_by_hand and not differs)::int as unchanged
    from wanted
  `.execute(tx.db)
  const counts = rows[0]
  if (!counts) throw new Error('Counting gave no row')
  return { scanned: counts.written + counts.removed + counts.kept + counts.unchanged, ...counts }
}
