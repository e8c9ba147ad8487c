import { sql } from 'kysely'
import type { Transaction } from '../../database/transaction.ts'
import { currenciesWithoutDecimals } from '../money/money.ts'
import { customerInvariants } from './customer-invariants.sql.ts'
import type { Invariant } from './invariant.sql.ts'
import { statementInvariants } from './statement-invariants.sql.ts'

/** The ids that break an invariant; at most a hundred are named. */
export async function brokenBy(tx: Transaction, invariant: Invariant, today: string): Promise<string[]> {
  const broken = invariant.broken(tx.company.companyId, today)
  const { holds } = invariant
  if (holds) {
    const { rows } = await sql<{ id: string; judged: unknown }>`
      select id::text, judged from (${broken}) candidate order by 1
    `.execute(tx.db)
    return rows.flatMap(({ id, judged }) => (holds(judged) ? [] : [id])).slice(0, 100)
  }
  const { rows } = await sql<{ id: string }>`
    select id::text from (${broken}) broken order by 1 limit 100
  `.execute(tx.db)
  return rows.map((row) => row.id)
}

export const invariants: readonly Invariant[] = [
  {
    id: 'TEN-1',
    says: 'lines, allocations and entries belong to a document of the same company and customer',
    broken: (company) => sql`
      select l.id::text as id from invoicing.invoice_line_items l
      left join invoicing.invoices i on i.company_id = ${company} and i.id = l.invoice_id
      where l.company_id = ${company} and i.id is null
      union all
      select a.id::text from invoicing.payment_allocations a
      left join invoicing.payments p on p.company_id = ${company} and p.id = a.payment_id and p.customer_id = a.customer_id
      left join invoicing.invoices i on i.company_id = ${company} and i.id = a.invoice_id and i.customer_id = a.customer_id
      where a.company_id = ${company} and (p.id is null or i.id is null)
      union all
      select e.id::text from invoicing.receivable_entries e
      left join invoicing.customers c on c.company_id = ${company} and c.id = e.customer_id
      left join invoicing.invoices i on i.company_id = ${company} and i.id = e.invoice_id and i.customer_id = e.customer_id
      left join invoicing.payments p on p.company_id = ${company} and p.id = e.payment_id and p.customer_id = e.customer_id
      where e.company_id = ${company} and (c.id is null or (e.invoice_id is not null and i.id is null)
        or (e.payment_id is not null and p.id is null))`,
  },
  {
    id: 'CUS-2',
    says: 'a customer’s name is trimmed and 1 to 255 characters',
    broken: (company) => sql`
      select customer_number as id from invoicing.customers
      where company_id = ${company} and (name <> btrim(name) or char_length(name) not between 1 and 255
        or name is not nfc normalized)`,
  },
  {
    id: 'CUS-3',
    says: 'the currency of a customer is that of all their documents',
    broken: (company) => sql`
      select c.customer_number as id from invoicing.customers c
      where c.company_id = ${company} and (
        exists (select 1 from invoicing.invoices i where i.company_id = ${company} and i.customer_id = c.id and i.currency <> c.default_currency)
        or exists (select 1 from invoicing.payments p where p.company_id = ${company} and p.customer_id = c.id and p.currency <> c.default_currency))`,
  },
  {
    id: 'INV-1',
    says: 'line totals, discounts, shipping and tax of an invoice add up to its total',
    broken: (company) => sql`
      select i.invoice_number as id
      from invoicing.invoices i
      left join lateral (
        select sum(l.line_total) as lines, sum(l.discount_share) as discounts, count(*) as line_count,
          bool_or(l.line_total <> round(l.quantity * l.unit_price, case when i.currency = any(${currenciesWithoutDecimals}) then 0 else 2 end)) as wrong_line
        from invoicing.invoice_line_items l where l.company_id = ${company} and l.invoice_id = i.id
      ) l on true
      where i.company_id = ${company} and (coalesce(l.line_count, 0) = 0 or l.wrong_line or l.lines <> i.subtotal
        or l.discounts <> i.discount_total
        or i.total <> i.subtotal - i.discount_total + i.shipping + i.tax_amount
        or i.tax_amount <> (select coalesce(sum((t ->> 'amount')::numeric), 0) from jsonb_array_elements(i.taxes) t)
        or exists (select 1 from jsonb_array_elements(i.taxes) t where (t ->> 'amount')::numeric <> round(
          (t ->> 'base')::numeric * (t ->> 'rate')::numeric / 100,
          case when i.currency = any(${currenciesWithoutDecimals}) then 0 else 2 end))
        or i.discount_total <> (select coalesce(sum((d ->> 'amount')::numeric), 0) from jsonb_array_elements(i.discounts) d))`,
  },
  {
    id: 'INV-3',
    says: 'the balance of an invoice lies between zero and its total',
    broken: (company) => sql`
      select invoice_number as id from invoicing.invoices
      where company_id = ${company} and (balance_due < 0 or balance_due > total)`,
  },
  {
    id: 'INV-5',
    says: 'an issued invoice has an issue date, not in the future, and a due date that is not before it',
    broken: (company, today) => sql`
      select invoice_number as id from invoicing.invoices
      where company_id = ${company} and issued_at is not null
        and (issue_date is null or due_date is null or due_date < issue_date or issue_date > ${today}::date)`,
  },
  {
    id: 'INV-6',
    says: 'a void invoice has reason, actor and time, and no live allocation',
    broken: (company) => sql`
      select i.invoice_number as id from invoicing.invoices i
      where i.company_id = ${company} and i.voided_at is not null and (i.void_reason is null or i.voided_by_user_id is null
        or exists (select 1 from invoicing.payment_allocations a
          where a.company_id = ${company} and a.invoice_id = i.id and a.released_at is null))`,
  },
  {
    id: 'INV-7',
    says: 'the status of an invoice is what its entries say',
    broken: (company) => sql`
      select i.invoice_number as id from invoicing.invoices i
      left join lateral (
        select coalesce(sum(e.amount), 0) as balance, coalesce(-sum(e.amount) filter (where e.kind in ('allocation', 'release', 'reversal')), 0) as paid
        from invoicing.receivable_entries e where e.company_id = ${company} and e.invoice_id = i.id
      ) e on true
      where i.company_id = ${company} and i.status <> case
        when i.voided_at is not null then 'void' when i.issued_at is null then 'draft'
        when e.balance = 0 then 'paid' when e.paid > 0 then 'partial' else 'sent' end`,
  },
  {
    id: 'NUM-1',
    says: 'a displayed number is unique in the company',
    broken: (company) => sql`
      select invoice_number as id from invoicing.invoices where company_id = ${company} group by 1 having count(*) > 1
      union all
      select customer_number from invoicing.customers where company_id = ${company} group by 1 having count(*) > 1`,
  },
  {
    id: 'NUM-2',
    says: 'each series runs without a gap from its start to where its counter stands',
    broken: (company) => sql`
      with used as (
        select 'invoice' as series, number_value as value from invoicing.invoices
        where company_id = ${company} and number_series = 'invoice'
        union all
        select 'customer', substring(customer_number from '\\d+$')::bigint from invoicing.customers where company_id = ${company}
      ), skipped as (
        select series, sum(least(s.to_value, n.next_value - 1) - s.from_value + 1) as skipped_values
        from invoicing.number_skips s join invoicing.number_counters n using (company_id, series)
        where s.company_id = ${company} and s.from_value < n.next_value group by series
      )
      select n.series || ' ' || n.prefix || (n.next_value - 1) as id
      from invoicing.number_counters n
      left join skipped s using (series)
      left join lateral (select count(*) as documents, count(distinct u.value) as numbers from used u
        where u.series = n.series and u.value between n.first_value and n.next_value - 1) u on true
      where n.company_id = ${company}
        and (u.documents + coalesce(s.skipped_values, 0) <> n.next_value - n.first_value or u.documents <> u.numbers
          or exists (select 1 from used u where u.series = n.series and u.value >= n.next_value))`,
  },
  {
    id: 'PAY-2',
    says: 'live allocations of a payment are what it counts as allocated, and not more than it',
    broken: (company) => sql`
      select p.id from invoicing.payments p
      left join lateral (select coalesce(sum(a.amount), 0) as allocated from invoicing.payment_allocations a
        where a.company_id = ${company} and a.payment_id = p.id and a.released_at is null) a on true
      where p.company_id = ${company} and (a.allocated <> p.allocated or a.allocated > p.amount or p.amount <= 0)`,
  },
  {
    id: 'PAY-3',
    says: 'what is allocated to an invoice is what it counts as paid',
    broken: (company) => sql`
      select i.invoice_number as id from invoicing.invoices i
      left join lateral (select coalesce(sum(a.amount), 0) as paid from invoicing.payment_allocations a
        where a.company_id = ${company} and a.invoice_id = i.id and a.released_at is null) a on true
      where i.company_id = ${company} and (a.paid <> i.amount_paid or (a.paid > 0 and (i.issued_at is null or i.voided_at is not null)))`,
  },
  {
    id: 'PAY-5',
    says: 'no payment is dated in the future',
    broken: (company, today) => sql`
      select id from invoicing.payments where company_id = ${company} and payment_date > ${today}::date`,
  },
  {
    id: 'LED-1',
    says: 'the entries of an invoice add up to its balance',
    broken: (company) => sql`
      select i.invoice_number as id from invoicing.invoices i
      left join (select invoice_id, sum(amount) as balance from invoicing.receivable_entries
        where company_id = ${company} and invoice_id is not null group by invoice_id) e on e.invoice_id = i.id
      where i.company_id = ${company}
        and coalesce(e.balance, 0) <> case when i.issued_at is null then 0 else i.balance_due end`,
  },
  {
    id: 'LED-1p',
    says: 'on no past day was the balance of an invoice negative',
    broken: (company) => sql`
      select distinct i.invoice_number as id from (
        select e.invoice_id, sum(sum(e.amount)) over (partition by e.invoice_id order by e.posting_date) as balance
        from invoicing.receivable_entries e
        where e.company_id = ${company} and e.invoice_id is not null group by e.invoice_id, e.posting_date
      ) day join invoicing.invoices i on i.company_id = ${company} and i.id = day.invoice_id
      where day.balance < 0`,
  },
  {
    id: 'LED-2',
    says: 'the entries of a customer add up to their open invoices and their unapplied credit',
    broken: (company) => sql`
      select c.customer_number as id from invoicing.customers c
      left join invoicing.customer_totals t on t.company_id = ${company} and t.customer_id = c.id
      left join (select customer_id, coalesce(sum(amount) filter (where invoice_id is not null), 0) as invoiced,
          coalesce(-sum(amount) filter (where invoice_id is null), 0) as unapplied
        from invoicing.receivable_entries where company_id = ${company} group by customer_id) e on e.customer_id = c.id
      left join (select customer_id, sum(balance_due) as balance from invoicing.invoices
        where company_id = ${company} and issued_at is not null group by customer_id) i on i.customer_id = c.id
      left join (select customer_id, sum(amount - allocated) as unallocated from invoicing.payments
        where company_id = ${company} group by customer_id) p on p.customer_id = c.id
      where c.company_id = ${company} and (t.customer_id is null
        or t.open_invoices <> coalesce(e.invoiced, 0) or t.unapplied_credit <> coalesce(e.unapplied, 0)
        or coalesce(i.balance, 0) <> coalesce(e.invoiced, 0) or coalesce(p.unallocated, 0) <> coalesce(e.unapplied, 0))`,
  },
  {
    id: 'LED-3',
    says: 'no entry posts in the future or before its document, and each is in the currency of its customer',
    broken: (company, today) => sql`
      select e.id from invoicing.receivable_entries e
      join invoicing.customers c on c.company_id = ${company} and c.id = e.customer_id
      where e.company_id = ${company}
        and (e.posting_date > ${today}::date or e.posting_date < e.document_date or e.currency <> c.default_currency)`,
  },
  {
    id: 'AUD-1',
    says: 'invoices, customers and payments, and the audit log, tell of the same documents',
    broken: (company) => sql`
      with documents as (
        select id, invoice_number as label from invoicing.invoices where company_id = ${company}
        union all select id, customer_number from invoicing.customers where company_id = ${company}
        union all select p.id, p.id::text from invoicing.payments p where p.company_id = ${company} and p.method is not null
          and (p.reference is null or p.reference not like 'Imported with %')
      )
      select d.label as id from documents d
      where not exists (select 1 from invoicing.audit_entries a where a.company_id = ${company} and a.entity_id = d.id)
      union
      select coalesce(a.label, a.entity_id::text) from invoicing.audit_entries a
      where a.company_id = ${company} and case a.entity
        when 'invoice' then not exists (select 1 from invoicing.invoices i where i.company_id = ${company} and i.id = a.entity_id)
        when 'customer' then not exists (select 1 from invoicing.customers c where c.company_id = ${company} and c.id = a.entity_id)
        when 'payment' then not exists (select 1 from invoicing.payments p where p.company_id = ${company} and p.id = a.entity_id)
        else false end`,
  },
  {
    id: 'CUR-1',
    says: 'no amount has more decimals than its currency',
    broken: (company) => sql`
      select e.id from invoicing.receivable_entries e
      where e.company_id = ${company} and e.currency = any(${currenciesWithoutDecimals}) and e.amount <> trunc(e.amount)`,
  },
  ...customerInvariants,
  ...statementInvariants,
]
