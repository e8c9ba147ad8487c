import { sql } from 'kysely'
import type { LateItem } from '../../contract/ledger-reports.ts'
import type { Transaction } from '../../database/transaction.ts'
import { moneyFromDatabase } from '../money/money.ts'

/** Entries that could not post on their document's day, newest first, from an id on; one more than the limit. */
export async function readLateItems(
  tx: Transaction,
  wanted: { customerId?: string | undefined; before: string | null; limit: number },
): Promise<LateItem[]> {
  const { companyId } = tx.company
  const { rows } = await sql<Omit<LateItem, 'recordedAt'> & { recordedAt: Date }>`
    select e.id::text as "entryId", e.kind, e.customer_id as "customerId", c.name as "customerName",
      e.invoice_id as "invoiceId", i.invoice_number as "invoiceNumber", e.payment_id as "paymentId", e.amount,
      e.currency, e.document_date as "documentDate", e.posting_date as "postingDate", e.recorded_at as "recordedAt"
    from invoicing.receivable_entries e
    join invoicing.customers c on c.company_id = ${companyId} and c.id = e.customer_id
    left join invoicing.invoices i on i.company_id = ${companyId} and i.id = e.invoice_id
    where e.company_id = ${companyId} and e.posting_date > e.document_date
      and e.kind in ('invoice', 'payment', 'refund', 'credit_memo', 'write_off', 'void', 'reversal', 'late_fee')
      and (${wanted.customerId ?? null}::uuid is null or e.customer_id = ${wanted.customerId ?? null}::uuid)
      and (${wanted.before}::bigint is null or e.id < ${wanted.before}::bigint)
    order by e.id desc limit ${wanted.limit + 1}
  `.execute(tx.db)
  return rows.map((row) => ({
    ...row,
    amount: moneyFromDatabase(row.amount, row.currency),
    recordedAt: row.recordedAt.toISOString(),
  }))
}
