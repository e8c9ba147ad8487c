import { sql } from 'kysely'
import type { Transaction } from '../../database/transaction.ts'
import { type Cents, centsOf, decimalText } from '../money/money.ts'
import type { Entry } from './ledger.ts'

/**
 * Posts entries, and moves the caches that hang on them in the same statement: what is paid and credited on each
 * invoice, and each customer's sums. The locks on the customers and invoices are held by the caller. Invoices that were
 * inserted just now with their payments counted (`invoicesCount`) are not moved again.
 */
export async function postEntries(
  tx: Transaction,
  entries: readonly Entry[],
  { invoicesCount = false } = {},
): Promise<void> {
  if (entries.length === 0) return
  const { companyId } = tx.company
  const rows = entries.map((entry) => ({
    customer_id: entry.customerId,
    invoice_id: entry.invoiceId,
    kind: entry.kind,
    amount: decimalText(entry.amountCents),
    currency: entry.currency,
    document_date: entry.documentDate,
    posting_date: entry.postingDate,
    payment_id: entry.paymentId ?? null,
    allocation_id: entry.allocationId ?? null,
  }))
  await sql`
    with posted as (
      insert into invoicing.receivable_entries (company_id, customer_id, invoice_id, kind, amount, currency,
        document_date, posting_date, payment_id, allocation_id)
      select ${companyId}::uuid, r.*
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (customer_id uuid, invoice_id uuid, kind text,
        amount numeric, currency text, document_date date, posting_date date, payment_id uuid, allocation_id uuid)
      returning customer_id, invoice_id, kind, amount, document_date
    ), moved as (
      select invoice_id,
        coalesce(-sum(amount) filter (where kind in ('allocation', 'release', 'reversal')), 0) as paid,
        coalesce(-sum(amount) filter (where kind in ('credit_memo', 'write_off')), 0) as credited,
        max(document_date) filter (where kind = 'allocation') as paid_on
      from posted where not ${invoicesCount}::boolean and invoice_id is not null and kind not in ('invoice', 'void')
      group by invoice_id
    ), invoices as (
      update invoicing.invoices i set amount_paid = i.amount_paid + m.paid,
        credited_total = i.credited_total + m.credited, updated_at = now(),
        settled_on = case when i.total = i.amount_paid + m.paid + i.credited_total + m.credited then m.paid_on end
      from moved m where i.company_id = ${companyId} and i.id = m.invoice_id
    ), sums as (
      select customer_id, coalesce(sum(amount) filter (where invoice_id is not null), 0) as invoiced,
        coalesce(sum(amount) filter (where invoice_id is null), 0) as unapplied
      from posted group by customer_id
    )
    update invoicing.customer_totals t
    set open_invoices = t.open_invoices + s.invoiced, unapplied_credit = t.unapplied_credit - s.unapplied
    from sums s where t.company_id = ${companyId} and t.customer_id = s.customer_id
  `.execute(tx.db)
}

/** A customer's sums at the end of a day, as known at an instant (now when null). */
export async function balanceAsOf(
  tx: Transaction,
  customerId: string,
  asOf: string,
  knownAt: string | null,
): Promise<{ openInvoicesCents: Cents; unappliedCreditCents: Cents }> {
  const { rows } = await sql<{ open_invoices: string; unapplied_credit: string }>`
    select coalesce(sum(amount) filter (where invoice_id is not null), 0)::numeric(15, 2) as open_invoices,
      coalesce(-sum(amount) filter (where invoice_id is null), 0)::numeric(15, 2) as unapplied_credit
    from invoicing.receivable_entries
    where company_id = ${tx.company.companyId} and customer_id = ${customerId} and posting_date <= ${asOf}::date
      and (${knownAt}::timestamptz is null or recorded_at <= ${knownAt}::timestamptz)
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Error('A sum gave no row')
  return {
    openInvoicesCents: centsOf(row.open_invoices),
    unappliedCreditCents: centsOf(row.unapplied_credit),
  }
}
