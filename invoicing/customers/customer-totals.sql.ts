import { sql } from 'kysely'
import type { BackfillCounts } from '../../contract/backfills.ts'
import type { Transaction } from '../../database/transaction.ts'

/** Makes the sums of some locked customers what their entries in the ledger add up to. */
export async function fillCustomerTotals(
  tx: Transaction,
  customerIds: readonly string[],
): Promise<BackfillCounts> {
  const { companyId } = tx.company
  const result = await sql`
    insert into invoicing.customer_totals as t (company_id, customer_id, open_invoices, unapplied_credit)
    select ${companyId}::uuid, c.id, e.open_invoices, e.unapplied_credit
    from invoicing.customers c
    cross join lateral (
      select coalesce(sum(e.amount) filter (where e.invoice_id is not null), 0) as open_invoices,
        coalesce(-sum(e.amount) filter (where e.invoice_id is null), 0) as unapplied_credit
      from invoicing.receivable_entries e where e.company_id = ${companyId} and e.customer_id = c.id
    ) e
    left join invoicing.customer_totals s on s.company_id = ${companyId} and s.customer_id = c.id
    where c.company_id = ${companyId} and c.id = any(${customerIds}::uuid[])
      and (s.open_invoices, s.unapplied_credit) is distinct from (e.open_invoices, e.unapplied_credit)
    on conflict (company_id, customer_id) do update
      set open_invoices = excluded.open_invoices, unapplied_credit = excluded.unapplied_credit
  `.execute(tx.db)
  const written = Number(result.numAffectedRows ?? 0n)
  const scanned = customerIds.length
  return { scanned, written, removed: 0, kept: 0, unchanged: scanned - written }
}
