import { sql } from 'kysely'
import type { Transaction } from '../../database/transaction.ts'
import { type Cents, centsOf } from '../money/money.ts'
import type { Aging } from './aging.ts'

/** What a customer owed, by how long it was due. */
export interface AgedCustomer extends Aging {
  customerId: string
  customerNumber: string
  customerName: string
  currency: string
  openInvoiceCount: number
}

/** Which customers to age: those of a currency, or some by id; as known at an instant, or as known now. */
interface Wanted {
  currency?: string
  customerIds?: readonly string[]
  knownAt?: string | null
}

/**
 * Ages customers' open invoices at the end of a day, from the ledger by posting date. Customers who owed nothing and had
 * nothing unapplied are left out. The buckets are those of `agingBucketOf`.
 */
export async function readAging(tx: Transaction, asOf: string, wanted: Wanted): Promise<AgedCustomer[]> {
  const { companyId } = tx.company
  const { currency, customerIds, knownAt } = wanted
  const chosen = [
    ...(currency ? [sql`and currency = ${currency}`] : []),
    ...(customerIds ? [sql`and customer_id = any(${customerIds}::uuid[])`] : []),
    ...(knownAt ? [sql`and recorded_at <= ${knownAt}::timestamptz`] : []),
  ]
  const { rows } = await sql<
    Record<'customer_id' | 'customer_number' | 'name' | 'currency' | Bucket, string> & {
      open_invoices: number
    }
  >`
    with accounts as (
      select customer_id, currency, invoice_id, sum(amount) as amount
      from invoicing.receivable_entries
      where company_id = ${companyId} and posting_date <= ${asOf}::date ${sql.join(chosen, sql` `)}
      group by customer_id, currency, invoice_id
      having sum(amount) <> 0
    ), aged as (
      select a.customer_id, a.currency, a.amount, a.invoice_id, ${asOf}::date - i.due_date as days
      from accounts a
      left join invoicing.invoices i on i.company_id = ${companyId} and i.id = a.invoice_id
    )
    select c.id as customer_id, c.customer_number, c.name, a.currency, count(a.invoice_id)::int as open_invoices,
      coalesce(sum(a.amount) filter (where a.invoice_id is not null and a.days <= 0), 0)::numeric(15, 2) as current,
      coalesce(sum(a.amount) filter (where a.days between 1 and 30), 0)::numeric(15, 2) as days_1_to_30,
      coalesce(sum(a.amount) filter (where a.days between 31 and 60), 0)::numeric(15, 2) as days_31_to_60,
      coalesce(sum(a.amount) filter (where a.days between 61 and 90), 0)::numeric(15, 2) as days_61_to_90,
      coalesce(sum(a.amount) filter (where a.days > 90), 0)::numeric(15, 2) as over_90,
      coalesce(-sum(a.amount) filter (where a.invoice_id is null), 0)::numeric(15, 2) as unapplied_credit
    from aged a
    join invoicing.customers c on c.company_id = ${companyId} and c.id = a.customer_id
    group by c.id, c.customer_number, c.name, c.name_sort, a.currency
    order by c.name_sort collate "C", c.id
  `.execute(tx.db)
  return rows.map((row) => ({
    customerId: row.customer_id,
    customerNumber: row.customer_number,
    customerName: row.name,
    currency: row.currency,
    openInvoiceCount: row.open_invoices,
    currentCents: centsOf(row.current),
    days1To30Cents: centsOf(row.days_1_to_30),
    days31To60Cents: centsOf(row.days_31_to_60),
    days61To90Cents: centsOf(row.days_61_to_90),
    over90Cents: centsOf(row.over_90),
    unappliedCreditCents: centsOf(row.unapplied_credit),
  }))
}

type Bucket = 'current' | 'days_1_to_30' | 'days_31_to_60' | 'days_61_to_90' | 'over_90' | 'unapplied_credit'

export interface OpenAccounts {
  customer: { customerId: string; customerNumber: string; customerName: string; currency: string }
  invoices: {
    invoiceId: string
    invoiceNumber: string
    issueDate: string
    dueDate: string
    totalCents: Cents
    openCents: Cents
  }[]
  unappliedCreditCents: Cents
}

/** What a customer's aging at the end of a day is made of, account by account; null for an unknown customer. */
export async function readOpenAccounts(
  tx: Transaction,
  customerId: string,
  asOf: string,
  knownAt: string | null,
): Promise<OpenAccounts | null> {
  const { companyId } = tx.company
  const known = knownAt === null ? sql`` : sql`and recorded_at <= ${knownAt}::timestamptz`
  const { rows } = await sql<{
    customer_number: string
    name: string
    default_currency: string
    invoice_id: string | null
    invoice_number: string
    issue_date: string
    due_date: string
    total: string
    amount: string | null
  }>`
    with accounts as (
      select invoice_id, sum(amount) as amount from invoicing.receivable_entries
      where company_id = ${companyId} and customer_id = ${customerId} and posting_date <= ${asOf}::date ${known}
      group by invoice_id having sum(amount) <> 0
    )
    select c.customer_number, c.name, c.default_currency, a.invoice_id, a.amount::numeric(15, 2) as amount,
      i.invoice_number, i.issue_date, i.due_date, i.total
    from invoicing.customers c
    left join accounts a on true
    left join invoicing.invoices i on i.company_id = ${companyId} and i.id = a.invoice_id
    where c.company_id = ${companyId} and c.id = ${customerId}
    order by i.due_date, i.issue_date, i.invoice_number
  `.execute(tx.db)
  const [first] = rows
  if (!first) return null
  const open = rows.flatMap(({ amount, ...row }) =>
    amount === null ? [] : [{ ...row, cents: centsOf(amount) }],
  )
  return {
    customer: {
      customerId,
      customerNumber: first.customer_number,
      customerName: first.name,
      currency: first.default_currency,
    },
    invoices: open.flatMap((row) =>
      row.invoice_id === null
        ? []
        : [
            {
              invoiceId: row.invoice_id,
              invoiceNumber: row.invoice_number,
              issueDate: row.issue_date,
              dueDate: row.due_date,
              totalCents: centsOf(row.total),
              openCents: row.cents,
            },
          ],
    ),
    unappliedCreditCents: 0 - (open.find(({ invoice_id }) => invoice_id === null)?.cents ?? 0),
  }
}

/** The other currencies in which something was ever owed. */
export async function readOtherCurrencies(tx: Transaction, currency: string): Promise<string[]> {
  const { rows } = await sql<{ default_currency: string }>`
    select distinct c.default_currency from invoicing.customers c
    where c.company_id = ${tx.company.companyId} and c.default_currency <> ${currency} order by 1
  `.execute(tx.db)
  return rows.map((row) => row.default_currency)
}
