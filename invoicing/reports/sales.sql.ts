import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '../../database/transaction.ts'
import { centsOf } from '../money/money.ts'
import type { Period, Revenue, TaxedSales } from './sales.ts'

/**
 * Each document that posted in the days, once, with what it adds to sales: an invoice and a voided memo add, a voided
 * invoice and a memo take away. A memo may post to two accounts of the ledger at once. Amounts are before tax.
 */
function sales(tx: Transaction, { from, to, currency }: Period): RawBuilder<unknown> {
  const { companyId } = tx.company
  return sql`
    posted as (
      select distinct kind, posting_date, credit_memo_id,
        case when credit_memo_id is null then invoice_id end as invoice_id
      from invoicing.receivable_entries
      where company_id = ${companyId} and currency = ${currency}
        and posting_date between ${from}::date and ${to}::date and kind in ('invoice', 'void', 'credit_memo')
    ), sales as (
      select p.posting_date, i.customer_id, i.tax_exemption_reason as reason, false as of_memo,
        case p.kind when 'invoice' then 1 else -1 end as sign, i.taxes, (i.total - i.tax_amount)::numeric as net,
        i.tax_amount::numeric as tax
      from posted p
      join invoicing.invoices i on i.company_id = ${companyId} and i.id = p.invoice_id
      union all
      select p.posting_date, m.customer_id, i.tax_exemption_reason, true,
        case p.kind when 'credit_memo' then -1 else 1 end, m.taxes, (m.total_credit - m.tax_amount)::numeric,
        m.tax_amount::numeric
      from posted p
      join invoicing.credit_memos m on m.company_id = ${companyId} and m.id = p.credit_memo_id
      join invoicing.invoices i on i.company_id = ${companyId} and i.id = m.invoice_id
    )`
}

/** Sales by tax rate, and untaxed ones by reason. */
export async function readTaxedSales(tx: Transaction, asked: Period): Promise<TaxedSales[]> {
  const { rows } = await sql<{ rate: string | null; reason: string | null; sales: string; tax: string }>`
    with ${sales(tx, asked)}, parts as (
      select t.rate, null::text as reason, s.sign * t.base as sales, s.sign * t.amount as tax
      from sales s cross join jsonb_to_recordset(s.taxes) as t (rate text, base numeric, amount numeric)
      union all
      select null, s.reason, s.sign * (s.net - coalesce(
        (select sum(t.base) from jsonb_to_recordset(s.taxes) as t (base numeric)), 0)), 0
      from sales s
    )
    select rate, reason, sum(sales)::numeric(15, 2) as sales, sum(tax)::numeric(15, 2) as tax
    from parts group by rate, reason having sum(sales) <> 0 or sum(tax) <> 0
    order by rate::numeric nulls last, reason nulls last
  `.execute(tx.db)
  return rows.map((row) => ({
    rate: row.rate,
    reason: row.reason,
    salesCents: centsOf(row.sales),
    taxCents: centsOf(row.tax),
  }))
}

interface RevenueRow {
  key: string
  name: string
  invoiced: string
  credited: string
  tax: string
}

const figures = sql`
  coalesce(sum(s.sign * s.net) filter (where not s.of_memo), 0)::numeric(15, 2) as invoiced,
  coalesce(-sum(s.sign * s.net) filter (where s.of_memo), 0)::numeric(15, 2) as credited,
  coalesce(sum(s.sign * s.tax), 0)::numeric(15, 2) as tax`

function toRevenue({ key, name, invoiced, credited, tax }: RevenueRow): Revenue {
  return {
    key,
    name,
    invoicedCents: centsOf(invoiced),
    creditedCents: centsOf(credited),
    taxCents: centsOf(tax),
  }
}

/** Revenue of the months in which something posted. */
export async function readRevenueByMonth(tx: Transaction, asked: Period): Promise<Revenue[]> {
  const { rows } = await sql<RevenueRow>`
    with ${sales(tx, asked)}
    select to_char(s.posting_date, 'YYYY-MM') as key, '' as name, ${figures}
    from sales s group by 1 order by 1
  `.execute(tx.db)
  return rows.map(toRevenue)
}

/** Revenue by customer, the largest first, and how many customers there are in all. */
export async function readRevenueByCustomer(
  tx: Transaction,
  asked: Period,
  limit: number,
): Promise<{ customers: Revenue[]; count: number }> {
  const { companyId } = tx.company
  const { rows } = await sql<RevenueRow & { count: number }>`
    with ${sales(tx, asked)}, customer as (
      select s.customer_id, ${figures} from sales s group by 1
    )
    select c.id as key, c.name, s.invoiced, s.credited, s.tax, count(*) over ()::int as count
    from customer s join invoicing.customers c on c.company_id = ${companyId} and c.id = s.customer_id
    order by s.invoiced - s.credited desc, c.name, c.id limit ${limit}
  `.execute(tx.db)
  return { customers: rows.map(toRevenue), count: rows[0]?.count ?? 0 }
}
