import type { Script } from './limit.ts'
import { asCompany } from './limit-scripts.ts'
import { benchToday, type Ledger } from './plan.ts'

/** Accounts with something on them at the end of a day, with their days past due. */
function agedAt(company: string, day: string): string {
  return `accounts as (
      select customer_id, invoice_id, sum(amount) as amount from invoicing.receivable_entries
      where company_id = ${company} and currency = 'USD' and posting_date <= ${day}
      group by customer_id, invoice_id having sum(amount) <> 0
    ), aged as (
      select a.customer_id, count(a.invoice_id)::int as open,
        coalesce(sum(a.amount) filter (where ${day} - i.due_date <= 0), 0) as current,
        coalesce(sum(a.amount) filter (where ${day} - i.due_date between 1 and 30), 0) as days_1_30,
        coalesce(sum(a.amount) filter (where ${day} - i.due_date between 31 and 60), 0) as days_31_60,
        coalesce(sum(a.amount) filter (where ${day} - i.due_date between 61 and 90), 0) as days_61_90,
        coalesce(sum(a.amount) filter (where ${day} - i.due_date > 90), 0) as over_90,
        coalesce(-sum(a.amount) filter (where a.invoice_id is null), 0) as unapplied
      from accounts a
      left join invoicing.invoices i on i.company_id = ${company} and i.id = a.invoice_id
      group by a.customer_id
    )`
}

/** Who owed what, and since when, at the end of the run's day. */
export function agingScript(ledger: Ledger): Script {
  const company = `'${ledger.companyId}'::uuid`
  return {
    variables: [],
    statements: asCompany(ledger, ' read only', [
      {
        sql: `with ${agedAt(company, `date '${benchToday}'`)}
          select c.id, c.customer_number, c.name, a.* from aged a
          join invoicing.customers c on c.company_id = ${company} and c.id = a.customer_id
          order by c.name_sort collate "C", c.id`,
      },
    ]),
  }
}

export interface StatementPeriod {
  periodStart: string
  periodEnd: string
}

/**
 * Statements of everybody who owed something, as one writes them by hand: everything for everybody in one statement, with
 * the lines as text under a checksum, the aging, the closed days and the audit entries.
 */
export function statementsScript(ledger: Ledger, period: StatementPeriod): Script {
  const company = `'${ledger.companyId}'::uuid`
  const [first, last] = [`date '${period.periodStart}'`, `date '${period.periodEnd}'`]
  return {
    variables: [],
    statements: asCompany(ledger, '', [
      {
        sql: `with ${agedAt(company, last)}, owing as (
            select customer_id, coalesce(sum(amount) filter (where posting_date < ${first}), 0) as opening,
              sum(amount) as closing
            from invoicing.receivable_entries where company_id = ${company} and posting_date <= ${last}
            group by customer_id having sum(amount) <> 0
          ), held as (
            select c.id, c.customer_number, c.name, c.created_by_user_id, o.opening, o.closing
            from owing o join invoicing.customers c on c.company_id = ${company} and c.id = o.customer_id
            order by c.id for no key update of c
          ), moved as (
            select e.customer_id, e.kind, e.amount, e.posting_date, e.document_date,
              coalesce(p.reference, i.invoice_number) as reference,
              sum(e.amount) over (partition by e.customer_id order by e.posting_date, e.id) as running
            from invoicing.receivable_entries e
            left join invoicing.invoices i on i.company_id = ${company} and i.id = e.invoice_id
            left join invoicing.payments p on p.company_id = ${company} and p.id = e.payment_id
            where e.company_id = ${company} and e.kind not in ('allocation', 'release')
              and e.posting_date between ${first} and ${last}
          ), told as (
            select m.customer_id, sum(m.amount) filter (where m.kind in ('invoice', 'void', 'late_fee')) as invoiced,
              -sum(m.amount) filter (where m.kind in ('payment', 'refund', 'reversal')) as paid,
              jsonb_agg(jsonb_build_object('date', m.posting_date, 'documentDate', m.document_date, 'kind', m.kind,
                'reference', m.reference, 'amount', m.amount, 'balance', o.opening + m.running)
                order by m.posting_date) as lines
            from moved m join owing o on o.customer_id = m.customer_id group by m.customer_id
          ), content as (
            select h.*, gen_random_uuid() as statement_id, coalesce(t.invoiced, 0) as invoiced,
              coalesce(t.paid, 0) as paid, to_jsonb(a) - 'customer_id' as aging,
              jsonb_build_object('customerNumber', h.customer_number, 'customerName', h.name, 'currency', 'USD',
                'periodStart', ${first}, 'periodEnd', ${last}, 'openingBalance', h.opening, 'closingBalance', h.closing,
                'lines', coalesce(t.lines, '[]'), 'aging', to_jsonb(a))::text as content
            from held h left join told t on t.customer_id = h.id left join aged a on a.customer_id = h.id
          ), written as (
            insert into invoicing.customer_statements (company_id, id, customer_id, currency, period_start, period_end,
              generated_at, generated_by_user_id, opening_balance, total_invoiced, total_paid, total_credit_notes,
              closing_balance, aging_bucket_summary, checksum, content)
            select ${company}, statement_id, id, 'USD', ${first}, ${last}, now(), created_by_user_id, opening,
              invoiced, paid, 0, closing, aging, encode(sha256(convert_to(content, 'UTF8')), 'hex'), content
            from content
          ), kept as (
            insert into invoicing.customer_aging_snapshots (company_id, customer_id, currency, snapshot_date,
              bucket_current, bucket_1_30, bucket_31_60, bucket_61_90, bucket_90_plus, unapplied_credit, total_invoices,
              generated_via, generated_by_user_id, statement_id)
            select ${company}, c.id, 'USD', ${last}, a.current, a.days_1_30, a.days_31_60, a.days_61_90, a.over_90,
              a.unapplied, a.open, 'on_demand', c.created_by_user_id, c.statement_id
            from content c join aged a on a.customer_id = c.id
          ), closed as (
            update invoicing.customers c set closed_through = greatest(c.closed_through, ${last})
            from content s where c.company_id = ${company} and c.id = s.id
          )
          insert into invoicing.audit_entries (company_id, actor_user_id, door, operation, entity, entity_id, label, after)
          select ${company}, created_by_user_id, 'rest', 'statements.create', 'aging_snapshot', statement_id, 'by hand',
            jsonb_build_object('customerId', id, 'openingBalance', opening, 'closingBalance', closing)
          from content`,
      },
    ]),
  }
}
