import { sql } from 'kysely'
import type { Transaction } from '../../database/transaction.ts'
import { type Cents, centsOf } from '../money/money.ts'

/** What a customer owed, by how long it was due. */
export interface AgedCustomer {
  customerId: string
  customerNumber: string
  customerName: string
  currentCents: Cents
  days1To30Cents: Cents
  days31To60Cents: Cents
  days61To90Cents: Cents
  over90Cents: Cents
  unappliedCreditCents: Cents
}

/**
 * Ages every customer's open invoices at the end of a day, from the ledger by posting date, as known at an instant (now
 * when null). The buckets are those of `agingBucketOf`.
 */
export async function readAging(
  tx: Transaction,
  asOf: string,
  knownAt: string | null,
  currency: string,
): Promise<AgedCustomer[]> {
  const { companyId } = tx.company
  const { rows } = await sql<Record<'customer_id' | 'customer_number' | 'name' | Bucket, string>>`
    with accounts as (
      select customer_id, invoice_id, sum(amount) as amount
      from invoicing.receivable_entries
      where company_id = ${companyId} and posting_date <= ${asOf}::date and currency = ${currency}
        and (${knownAt}::timestamptz is null or recorded_at <= ${knownAt}::timestamptz)
      group by customer_id, invoice_id
      having sum(amount) <> 0
    ), aged as (
      select a.customer_id, a.amount, a.invoice_id, ${asOf}::date - i.due_date as days
      from accounts a
      left join invoicing.invoices i on i.company_id = ${companyId} and i.id = a.invoice_id
    )
    select c.id as customer_id, c.customer_number, c.name,
      coalesce(sum(a.amount) filter (where a.invoice_id is not null and a.days <= 0), 0)::numeric(15, 2) as current,
      coalesce(sum(a.amount) filter (where a.days between 1 and 30), 0)::numeric(15, 2) as days_1_to_30,
      coalesce(sum(a.amount) filter (where a.days between 31 and 60), 0)::numeric(15, 2) as days_31_to_60,
      coalesce(sum(a.amount) filter (where a.days between 61 and 90), 0)::numeric(15, 2) as days_61_to_90,
      coalesce(sum(a.amount) filter (where a.days > 90), 0)::numeric(15, 2) as over_90,
      coalesce(-sum(a.amount) filter (where a.invoice_id is null), 0)::numeric(15, 2) as unapplied_credit
    from aged a
    join invoicing.customers c on c.company_id = ${companyId} and c.id = a.customer_id
    group by c.id, c.customer_number, c.name, c.name_sort
    order by c.name_sort collate "C", c.id
  `.execute(tx.db)
  return rows.map((row) => ({
    customerId: row.customer_id,
    customerNumber: row.customer_number,
    customerName: row.name,
    currentCents: centsOf(row.current),
    days1To30Cents: centsOf(row.days_1_to_30),
    days31To60Cents: centsOf(row.days_31_to_60),
    days61To90Cents: centsOf(row.days_61_to_90),
    over90Cents: centsOf(row.over_90),
    unappliedCreditCents: centsOf(row.unapplied_credit),
  }))
}

type Bucket = 'current' | 'days_1_to_30' | 'days_31_to_60' | 'days_61_to_90' | 'over_90' | 'unapplied_credit'

/** The other currencies in which something was ever owed. */
export async function readOtherCurrencies(tx: Transaction, currency: string): Promise<string[]> {
  const { rows } = await sql<{ default_currency: string }>`
    select distinct c.default_currency from invoicing.customers c
    where c.company_id = ${tx.company.companyId} and c.default_currency <> ${currency} order by 1
  `.execute(tx.db)
  return rows.map((row) => row.default_currency)
}
