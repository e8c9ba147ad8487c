import { sql } from 'kysely'
import type { Invariant } from './invariant.sql.ts'

/** What must always hold of the ledger, and of the sums that are kept of it. */
export const ledgerInvariants: readonly Invariant[] = [
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
      left join (select customer_id, sum(unapplied) as unallocated from (
          select customer_id, unapplied from invoicing.payments where company_id = ${company}
          union all select customer_id, unapplied from invoicing.credit_memos where company_id = ${company}
        ) source group by customer_id) p on p.customer_id = c.id
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
    id: 'LED-3c',
    says: 'no entry was posted into a day that was closed when it was recorded',
    // A posting that was under way when the company closed its books is given the benefit of a minute. A statement is made
    // under its customer's lock, and its aging is kept in the same transaction: what is recorded later is later.
    broken: (company) => sql`
      select e.id from invoicing.company_settings s
      join lateral (
        select max(a.occurred_at) as at from invoicing.audit_entries a
        where a.company_id = ${company} and a.entity_id = ${company} and a.entity = 'company'
          and (a.after ->> 'booksClosedOn')::date = s.books_closed_on
      ) closed on true
      join invoicing.receivable_entries e on e.company_id = ${company} and e.posting_date <= s.books_closed_on
        and e.recorded_at > closed.at + interval '1 minute'
      where s.company_id = ${company}
      union
      select e.id from invoicing.customer_statements s
      join invoicing.customer_aging_snapshots a on a.company_id = ${company} and a.statement_id = s.id
      join invoicing.receivable_entries e on e.company_id = ${company} and e.customer_id = s.customer_id
        and e.posting_date <= s.period_end and e.recorded_at > a.created_at
      where s.company_id = ${company}`,
  },
]
