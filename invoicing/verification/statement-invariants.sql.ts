import { sql } from 'kysely'
import type { Invariant } from './invariant.sql.ts'

/** What must hold of statements and kept agings; archived statements are held to the same. */
export const statementInvariants: readonly Invariant[] = [
  {
    id: 'STM-1',
    says: 'the closing balance of a statement is opening + invoiced - paid - credit notes',
    broken: (company) => sql`
      select id from invoicing.customer_statements
      where company_id = ${company}
        and closing_balance <> opening_balance + total_invoiced - total_paid - total_credit_notes`,
  },
  {
    id: 'STM-2',
    says: 'opening, totals and closing of a statement are what the ledger says, and it opens where the one before closed',
    broken: (company) => sql`
      select s.id from invoicing.customer_statements s
      left join lateral (
        select coalesce(sum(e.amount) filter (where e.posting_date < s.period_start), 0) as opening,
          coalesce(sum(e.amount), 0) as closing,
          coalesce(sum(e.amount) filter (where e.posting_date >= s.period_start and (e.kind in ('invoice', 'late_fee')
            or e.kind = 'void' and e.amount < 0)), 0) as invoiced,
          coalesce(-sum(e.amount) filter (where e.posting_date >= s.period_start
            and e.kind in ('payment', 'refund', 'reversal')), 0) as paid,
          coalesce(-sum(e.amount) filter (where e.posting_date >= s.period_start
            and (e.kind in ('credit_memo', 'write_off') or e.kind = 'void' and e.amount > 0)), 0) as credited
        from invoicing.receivable_entries e
        where e.company_id = ${company} and e.customer_id = s.customer_id and e.posting_date <= s.period_end
      ) e on true
      where s.company_id = ${company}
        and ((s.opening_balance, s.total_invoiced, s.total_paid, s.total_credit_notes, s.closing_balance)
            <> (e.opening, e.invoiced, e.paid, e.credited, e.closing)
          or exists (select 1 from invoicing.customer_statements p
            where p.company_id = ${company} and p.customer_id = s.customer_id and p.period_end = s.period_start - 1
              and p.closing_balance <> s.opening_balance))`,
  },
  {
    id: 'STM-3',
    says: 'a statement is as it was issued: its checksum fits its text, and its text its figures',
    broken: (company) => sql`
      select id from invoicing.customer_statements s
      where company_id = ${company} and case
        when checksum is distinct from encode(sha256(convert_to(content, 'UTF8')), 'hex') then true
        else (content::jsonb ->> 'statementId', content::jsonb ->> 'currency',
            (content::jsonb ->> 'periodStart')::date, (content::jsonb ->> 'periodEnd')::date,
            (content::jsonb ->> 'generatedAt')::timestamptz, (content::jsonb ->> 'openingBalance')::numeric,
            (content::jsonb ->> 'totalInvoiced')::numeric, (content::jsonb ->> 'totalPaid')::numeric,
            (content::jsonb ->> 'totalCreditNotes')::numeric, (content::jsonb ->> 'closingBalance')::numeric,
            content::jsonb -> 'aging', (content::jsonb -> 'aging' ->> 'balance')::numeric)
          is distinct from (id::text, currency::text, period_start, period_end, generated_at, opening_balance::numeric,
            total_invoiced::numeric, total_paid::numeric, total_credit_notes::numeric, closing_balance::numeric,
            aging_bucket_summary, closing_balance::numeric)
        end`,
  },
  {
    id: 'STM-4',
    says: 'one live statement covers a day, an archived one is superseded by one of its period, and its days are closed',
    broken: (company) => sql`
      select s.id::text from invoicing.customer_statements s
      where s.company_id = ${company} and (
        exists (select 1 from invoicing.customer_statements o where o.company_id = ${company}
          and o.customer_id = s.customer_id and o.id <> s.id and o.archived_at is null and s.archived_at is null
          and o.period_start <= s.period_end and o.period_end >= s.period_start)
        or s.archived_at is not null and not exists (select 1 from invoicing.customer_statements o
          where o.company_id = ${company} and o.id = s.superseded_by_id
            and (o.customer_id, o.period_start, o.period_end) = (s.customer_id, s.period_start, s.period_end)))
      union all
      select c.customer_number from invoicing.customers c
      where c.company_id = ${company} and c.closed_through is distinct from (
        select max(s.period_end) from invoicing.customer_statements s
        where s.company_id = ${company} and s.customer_id = c.id)`,
  },
  {
    id: 'STM-5',
    says: 'the aging at the end of a statement’s period is kept, and is the one that it shows',
    broken: (company) => sql`
      select s.id from invoicing.customer_statements s
      left join invoicing.customer_aging_snapshots a on a.company_id = ${company} and a.statement_id = s.id
        and a.customer_id = s.customer_id and a.snapshot_date = s.period_end
      where s.company_id = ${company} and ((a.bucket_current, a.bucket_1_30, a.bucket_31_60, a.bucket_61_90,
          a.bucket_90_plus, a.unapplied_credit) is distinct from (
          (s.aging_bucket_summary ->> 'current')::numeric, (s.aging_bucket_summary ->> 'days1To30')::numeric,
          (s.aging_bucket_summary ->> 'days31To60')::numeric, (s.aging_bucket_summary ->> 'days61To90')::numeric,
          (s.aging_bucket_summary ->> 'over90')::numeric, (s.aging_bucket_summary ->> 'unappliedCredit')::numeric))`,
  },
  {
    id: 'AGE-1',
    says: 'the buckets of a kept aging are what the ledger said when it was kept; minus unapplied credit they are the balance',
    broken: (company) => sql`
      select a.id from invoicing.customer_aging_snapshots a
      left join lateral (
        select coalesce(sum(o.amount) filter (where o.invoice_id is not null and o.days <= 0), 0) as current,
          coalesce(sum(o.amount) filter (where o.days between 1 and 30), 0) as to_30,
          coalesce(sum(o.amount) filter (where o.days between 31 and 60), 0) as to_60,
          coalesce(sum(o.amount) filter (where o.days between 61 and 90), 0) as to_90,
          coalesce(sum(o.amount) filter (where o.days > 90), 0) as over_90,
          coalesce(-sum(o.amount) filter (where o.invoice_id is null), 0) as unapplied,
          count(*) filter (where o.invoice_id is not null and o.amount <> 0) as invoices
        from (
          select e.invoice_id, sum(e.amount) as amount, a.snapshot_date - min(i.due_date) as days
          from invoicing.receivable_entries e
          left join invoicing.invoices i on i.company_id = ${company} and i.id = e.invoice_id
          where e.company_id = ${company} and e.customer_id = a.customer_id and e.posting_date <= a.snapshot_date
            and e.recorded_at <= a.created_at
          group by e.invoice_id
        ) o
      ) o on true
      where a.company_id = ${company}
        and (a.bucket_current, a.bucket_1_30, a.bucket_31_60, a.bucket_61_90, a.bucket_90_plus, a.unapplied_credit,
            a.total_invoices) <> (o.current, o.to_30, o.to_60, o.to_90, o.over_90, o.unapplied, o.invoices)`,
  },
]
