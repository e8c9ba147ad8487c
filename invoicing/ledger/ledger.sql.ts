import { sql } from 'kysely'
import { prepared } from '../../database/prepared-statements.ts'
import type { Transaction } from '../../database/transaction.ts'
import { type Cents, centsOf, decimalText } from '../money/money.ts'
import type { Entry } from './ledger.ts'

/**
 * Posts entries, and moves the caches that hang on them in the same statement: what is paid and credited on each
 * invoice, and each customer's sums. What a payment put to an invoice counts as paid; what a memo or a write-off took
 * off it counts as credited. An invoice is settled on the day of its last payment. The locks on the customers and
 * invoices are held by the caller, and the allocations are written before. Invoices that were inserted just now with
 * their payments counted (`invoicesCount`) are not moved again.
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
    credit_memo_id: entry.creditMemoId ?? null,
    refund_id: entry.refundId ?? null,
    write_off_id: entry.writeOffId ?? null,
  }))
  const customer = theOnly(entries.map(({ customerId }) => customerId))
  const invoice = theOnly(entries.flatMap(({ invoiceId }) => invoiceId ?? []))
  // Of one customer and one invoice, as nearly always, both rows are named; how others are joined depends on the company.
  await sql`${customer && invoice ? prepared : sql``}
    with posted as (
      insert into invoicing.receivable_entries (company_id, customer_id, invoice_id, kind, amount, currency,
        document_date, posting_date, payment_id, allocation_id, credit_memo_id, refund_id, write_off_id)
      select ${companyId}::uuid, r.*
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (customer_id uuid, invoice_id uuid, kind text,
        amount numeric, currency text, document_date date, posting_date date, payment_id uuid, allocation_id uuid,
        credit_memo_id uuid, refund_id uuid, write_off_id uuid)
      returning customer_id, invoice_id, kind, amount, payment_id, credit_memo_id
    ), moved as (
      select invoice_id,
        coalesce(-sum(amount) filter (where payment_id is not null), 0) as paid,
        coalesce(-sum(amount) filter (where payment_id is null), 0) as credited
      from posted where not ${invoicesCount}::boolean and invoice_id is not null
        and (payment_id is not null or credit_memo_id is not null or kind = 'write_off')
      group by invoice_id
    ), invoices as (
      update invoicing.invoices i set amount_paid = i.amount_paid + m.paid,
        credited_total = i.credited_total + m.credited, updated_at = now(),
        settled_on = case when i.total = i.amount_paid + m.paid + i.credited_total + m.credited then (
          select greatest(max(p.payment_date), i.issue_date) from invoicing.payment_allocations a
          join invoicing.payments p on p.company_id = ${companyId} and p.id = a.payment_id
          where a.company_id = ${companyId} and a.invoice_id = i.id and a.released_at is null
          having count(*) > 0) end
      from moved m where i.company_id = ${companyId} and i.id = m.invoice_id ${invoice ? sql`and i.id = ${invoice}` : sql``}
    ), sums as (
      select customer_id, coalesce(sum(amount) filter (where invoice_id is not null), 0) as invoiced,
        coalesce(sum(amount) filter (where invoice_id is null), 0) as unapplied
      from posted group by customer_id
    )
    update invoicing.customer_totals t
    set open_invoices = t.open_invoices + s.invoiced, unapplied_credit = t.unapplied_credit - s.unapplied
    from sums s where t.company_id = ${companyId} and t.customer_id = s.customer_id
      ${customer ? sql`and t.customer_id = ${customer}` : sql``}
  `.execute(tx.db)
}

/** The one value that all have; undefined where there are none or several. */
function theOnly(values: readonly string[]): string | undefined {
  const [first, ...others] = new Set(values)
  return others.length === 0 ? first : undefined
}

/** A customer's sums at the end of a day, as known at an instant (now when null). */
export async function balanceAsOf(
  tx: Transaction,
  customerId: string,
  asOf: string,
  knownAt: string | null,
): Promise<{ openInvoicesCents: Cents; unappliedCreditCents: Cents }> {
  const { rows } = await sql<{ open_invoices: string; unapplied_credit: string }>`${prepared}
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

/** What customers owed at the end of a day, by customer; those without an entry are left out. */
export async function readBalances(
  tx: Transaction,
  customerIds: readonly string[],
  asOf: string,
): Promise<Map<string, Cents>> {
  const { rows } = await sql<{ customer_id: string; balance: string }>`
    select customer_id, sum(amount)::numeric(15, 2) as balance from invoicing.receivable_entries
    where company_id = ${tx.company.companyId} and customer_id = any(${customerIds}::uuid[])
      and posting_date <= ${asOf}::date
    group by customer_id
  `.execute(tx.db)
  return new Map(rows.map((row) => [row.customer_id, centsOf(row.balance)]))
}

/** What moved on accounts after a day: invoices, and the payments and memos that credit comes from. */
export async function readMovementsAfter(
  tx: Transaction,
  customerId: string,
  day: string,
): Promise<{ account: string; day: string; amountCents: Cents }[]> {
  const { rows } = await sql<{ account: string; day: string; amount: string }>`
    select account, posting_date as day, sum(amount)::numeric(15, 2) as amount
    from (
      select invoice_id as account, posting_date, amount from invoicing.receivable_entries
      where company_id = ${tx.company.companyId} and customer_id = ${customerId} and posting_date > ${day}::date
        and invoice_id is not null
      union all
      -- Credit is a minus on the account of unapplied money: here it is what its source still holds.
      select coalesce(payment_id, credit_memo_id), posting_date, -amount from invoicing.receivable_entries
      where company_id = ${tx.company.companyId} and customer_id = ${customerId} and posting_date > ${day}::date
        and invoice_id is null
    ) moved
    group by account, posting_date
  `.execute(tx.db)
  return rows.map((row) => ({ account: row.account, day: row.day, amountCents: centsOf(row.amount) }))
}
