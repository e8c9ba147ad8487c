import { sql } from 'kysely'
import { creditMemoReasons } from '../../contract/credit-memos.ts'
import type { Invariant } from './invariant.sql.ts'

/** Payments, allocations, credit memos, refunds and write-offs: what was put where, and that nothing was used twice. */
export const creditInvariants: readonly Invariant[] = [
  {
    id: 'PAY-2',
    says: 'what a payment or memo counts as allocated and refunded is what was, and not more than it holds',
    broken: (company) => sql`
      with used as (
        select coalesce(payment_id, credit_memo_id) as source, sum(amount) as allocated, 0 as refunded
        from invoicing.payment_allocations where company_id = ${company} and released_at is null group by 1
        union all
        select coalesce(payment_id, credit_memo_id), 0, sum(amount)
        from invoicing.refund_sources where company_id = ${company} group by 1
      ), sums as (
        select source, sum(allocated) as allocated, sum(refunded) as refunded from used group by source
      )
      select p.id from invoicing.payments p left join sums s on s.source = p.id
      where p.company_id = ${company} and (coalesce(s.allocated, 0) <> p.allocated or coalesce(s.refunded, 0) <> p.refunded
        or p.allocated + p.refunded > p.amount or p.amount <= 0)
      union all
      select m.id from invoicing.credit_memos m left join sums s on s.source = m.id
      where m.company_id = ${company} and (coalesce(s.allocated, 0) <> m.allocated or coalesce(s.refunded, 0) <> m.refunded
        or m.allocated + m.refunded > m.total_credit - m.applied_to_invoice)`,
  },
  {
    id: 'PAY-6',
    says: 'a reversed payment has no allocation left and its reversal in the ledger',
    broken: (company) => sql`
      select p.id from invoicing.payments p
      left join (
        select payment_id, sum(amount) as reversed from invoicing.receivable_entries
        where company_id = ${company} and kind = 'reversal' group by payment_id
      ) e on e.payment_id = p.id
      where p.company_id = ${company} and (coalesce(e.reversed, 0) <> case when p.reversed_at is null then 0 else p.amount end
        or (p.reversed_at is not null and p.allocated + p.refunded <> 0))`,
  },
  {
    id: 'PAY-7',
    says: 'what was refunded comes from its sources and stands in the ledger',
    broken: (company) => sql`
      select f.id from invoicing.refunds f
      left join (select refund_id, sum(amount) as amount from invoicing.refund_sources
        where company_id = ${company} group by refund_id) s on s.refund_id = f.id
      left join (select refund_id, sum(amount) as amount from invoicing.receivable_entries
        where company_id = ${company} and refund_id is not null group by refund_id) e on e.refund_id = f.id
      where f.company_id = ${company} and (coalesce(s.amount, 0) <> f.amount or coalesce(e.amount, 0) <> f.amount)`,
  },
  {
    id: 'CM-1',
    says: 'credit memos stand on issued invoices that are not void, and their parts add up',
    broken: (company) => sql`
      select m.credit_memo_number as id from invoicing.credit_memos m
      join invoicing.invoices i on i.company_id = ${company} and i.id = m.invoice_id
      left join (select credit_memo_id, sum(amount) as amount from invoicing.credit_memo_line_items
        where company_id = ${company} group by credit_memo_id) l on l.credit_memo_id = m.id
      where m.company_id = ${company} and (i.issued_at is null or (i.voided_at is not null and m.voided_at is null)
        or coalesce(l.amount, 0) <> m.subtotal
        or m.total_credit <> m.subtotal + m.shipping + m.tax_amount
        or m.tax_amount <> (select coalesce(sum((t ->> 'amount')::numeric), 0) from jsonb_array_elements(m.taxes) t))`,
  },
  {
    id: 'CM-2',
    says: 'credits of an invoice are at most what was invoiced, per line, for shipping, tax and in total',
    broken: (company) => sql`
      select i.invoice_number as id from invoicing.invoices i
      join (
        select invoice_id, sum(shipping) as shipping, sum(tax_amount) as tax, sum(total_credit) as total
        from invoicing.credit_memos where company_id = ${company} and voided_at is null group by invoice_id
      ) m on m.invoice_id = i.id
      where i.company_id = ${company}
        and (m.shipping > i.shipping or m.tax > i.tax_amount or m.total > i.total)
      union
      select i.invoice_number from invoicing.credit_memo_line_items c
      join invoicing.credit_memos m on m.company_id = ${company} and m.id = c.credit_memo_id and m.voided_at is null
      join invoicing.invoice_line_items l on l.company_id = ${company} and l.id = c.invoice_line_item_id
      join invoicing.invoices i on i.company_id = ${company} and i.id = l.invoice_id
      where c.company_id = ${company}
      group by i.invoice_number, l.id, l.line_total, l.discount_share, m.invoice_id, l.invoice_id
      having sum(c.amount) > l.line_total - l.discount_share or m.invoice_id <> l.invoice_id`,
  },
  {
    id: 'CM-3',
    says: 'a credit memo has a reason of the list, names its lines as the invoice does, and taxes what is taxed there',
    broken: (company) => sql`
      select m.credit_memo_number as id from invoicing.credit_memos m
      join invoicing.invoices i on i.company_id = ${company} and i.id = m.invoice_id
      left join lateral (
        select bool_or(l.id is null or l.description <> c.description) as renamed,
          sum(c.amount) filter (where l.taxable and coalesce(l.tax_rate, i.tax_rate) > 0) as taxed
        from invoicing.credit_memo_line_items c
        left join invoicing.invoice_line_items l on l.company_id = ${company} and l.id = c.invoice_line_item_id
        where c.company_id = ${company} and c.credit_memo_id = m.id
      ) c on true
      where m.company_id = ${company} and (not m.reason = any(${creditMemoReasons}) or c.renamed
        or (select coalesce(sum((t ->> 'base')::numeric), 0) from jsonb_array_elements(m.taxes) t)
          <> coalesce(c.taxed, 0) + case when i.shipping_taxable and i.tax_rate > 0 then m.shipping else 0 end)`,
  },
  {
    id: 'CM-4',
    says: 'what a credit memo took off its invoice and gave as credit stands in the ledger so, and a void undoes both',
    broken: (company) => sql`
      select m.credit_memo_number as id from invoicing.credit_memos m
      left join (
        select credit_memo_id, coalesce(sum(amount) filter (where kind = 'credit_memo' and invoice_id is not null), 0) as off,
          coalesce(sum(amount) filter (where kind = 'credit_memo' and invoice_id is null), 0) as given,
          coalesce(sum(amount) filter (where kind = 'void' and invoice_id is not null), 0) as back_on,
          coalesce(sum(amount) filter (where kind = 'void' and invoice_id is null), 0) as taken_back
        from invoicing.receivable_entries where company_id = ${company} and credit_memo_id is not null
        group by credit_memo_id
      ) e on e.credit_memo_id = m.id
      where m.company_id = ${company} and (coalesce(e.off, 0) <> -m.applied_to_invoice
        or coalesce(e.given, 0) <> m.applied_to_invoice - m.total_credit
        or coalesce(e.back_on, 0) <> case when m.voided_at is null then 0 else m.applied_to_invoice end
        or coalesce(e.taken_back, 0) <> case when m.voided_at is null then 0 else m.total_credit - m.applied_to_invoice end)`,
  },
]
