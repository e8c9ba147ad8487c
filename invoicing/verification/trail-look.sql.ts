import { sql } from 'kysely'
import type { Look } from './invariant.sql.ts'

/** What must hold between the audit log and what it tells of. */
export const trailLook: Look = {
  lines: [
    { id: 'AUD-1', says: 'the documents and the audit log tell of each other' },
    { id: 'AUD-1d', says: 'a transaction tells of a change once' },
    { id: 'AUD-1s', says: 'whatever became of a document was told in the transaction that did it' },
  ],
  broken: (company) => sql`
    with told as materialized (
      select entity_id, occurred_at, operation, entity, count(*) as times from invoicing.audit_entries
      where company_id = ${company} group by 1, 2, 3, 4
    ), documents as materialized (${documents(company)})
    select f.line, f.label as id from (
      select 'AUD-1' as line, id, label, made_at as at from documents where made_at is not null
      union all ${becameOfThem(company)}
    ) f
    where not exists (select from told t where t.entity_id = f.id and t.occurred_at = f.at)
    union
    select 'AUD-1', d.label from documents d
    where d.made_at is null and not exists (select from told t where t.entity_id = d.id)
    union
    select 'AUD-1', coalesce((select a.label from invoicing.audit_entries a where a.company_id = ${company}
      and a.entity_id = t.entity_id and a.entity = t.entity order by a.id limit 1), t.entity || ' ' || t.entity_id)
    from told t
    where t.entity in ('invoice', 'customer', 'credit_memo', 'quote', 'job', 'payment', 'refund', 'statement', 'credit_limit')
      and not exists (select from documents d where d.id = t.entity_id)
    union
    select 'AUD-1d', a.operation || ' ' || coalesce(min(a.label), a.entity_id::text) from told t
    join invoicing.audit_entries a on a.company_id = ${company} and a.entity_id = t.entity_id
      and a.occurred_at = t.occurred_at and a.operation = t.operation and a.entity = t.entity
    where t.times > 1
    -- Two transactions may begin in one microsecond; what they change is another thing then.
    group by a.entity_id, a.occurred_at, a.operation, a.entity, a.before, a.after having count(*) > 1`,
}

/**
 * Documents, and when the transaction began that made them; null for one whose time is another, and for a payment that an
 * import brought along, whose invoice is told of.
 */
const documents = (company: string) => sql`
  select id, invoice_number::text as label, created_at as made_at from invoicing.invoices where company_id = ${company}
  union all select id, customer_number, created_at from invoicing.customers where company_id = ${company}
  union all select id, credit_memo_number, created_at from invoicing.credit_memos where company_id = ${company}
  union all select id, quote_number, created_at from invoicing.quotes where company_id = ${company}
  union all select id, job_number, created_at from invoicing.jobs where company_id = ${company}
  union all select id, id::text, recorded_at from invoicing.payments
    where company_id = ${company} and (reference is null or reference not like 'Imported with %')
  union all select id, id::text, recorded_at from invoicing.refunds where company_id = ${company}
  union all select id, id::text, created_at from invoicing.customer_credit_limits where company_id = ${company}
  union all select id, id::text, null from invoicing.customer_statements where company_id = ${company}`

/** What became of documents later, and when. */
const becameOfThem = (company: string) => sql`
  select 'AUD-1s', id, invoice_number, issued_at from invoicing.invoices
    where company_id = ${company} and issued_at is not null
  union all select 'AUD-1s', id, invoice_number, voided_at from invoicing.invoices
    where company_id = ${company} and voided_at is not null
  union all select 'AUD-1s', id, id::text, reversed_at from invoicing.payments
    where company_id = ${company} and reversed_at is not null
  union all select 'AUD-1s', id, credit_memo_number, voided_at from invoicing.credit_memos
    where company_id = ${company} and voided_at is not null
  union all select 'AUD-1s', q.id, q.quote_number, moment.at from invoicing.quotes q
    cross join lateral unnest(array[q.sent_at, q.accepted_at, q.declined_at]) moment (at)
    where q.company_id = ${company} and moment.at is not null
  union all select 'AUD-1s', c.id, c.customer_number, moment.at from invoicing.customers c
    cross join lateral unnest(array[c.status_changed_at, c.deleted_at]) moment (at)
    where c.company_id = ${company} and (c.status_changed_at is not null or c.deleted_at is not null)
      and moment.at is not null`
