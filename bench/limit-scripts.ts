import type { Script, Variable } from './limit.ts'
import { benchToday, customerStep, idExpression, type Ledger, statusCycle } from './plan.ts'

/**
 * What a developer would write by hand for the same work, on our tables, indexes and triggers, as the application role:
 * the same locks in the same order, the same rows, one audit entry. No login, no validation, no idempotency key, no reply.
 */
export function asCompany({ companyId }: Ledger, mode: '' | ' read only', statements: Script['statements']) {
  return [
    { sql: `begin${mode}` },
    { sql: `set local app.company_id = '${companyId}'` },
    ...statements,
    { sql: 'commit' },
  ]
}

const anyCustomer = ({ customers }: Ledger): Variable => ({
  name: 'c',
  random: { below: customers, step: 1, plus: 1 },
})

/** An invoice that was loaded as sent, and its customer: every cycle of statuses begins with sent ones. */
const sentInvoice = ({ invoices, customers }: Ledger): Variable[] => [
  {
    name: 'n',
    random: { below: Math.floor(invoices / statusCycle) - 1, step: statusCycle, plus: statusCycle },
  },
  { name: 'c', of: 'n', times: customerStep, modulo: customers },
]

export function draftScript(ledger: Ledger): Script {
  const company = `'${ledger.companyId}'::uuid`
  const customer = idExpression(ledger.tag, 'customer', ':c')
  return {
    variables: [anyCustomer(ledger)],
    statements: asCompany(ledger, '', [
      {
        sql: `select created_by_user_id as actor from invoicing.customers
          where company_id = ${company} and id = ${customer} for no key update`,
        gives: 'actor',
      },
      {
        sql: `update invoicing.number_counters set next_value = next_value + 1
          where company_id = ${company} and series = 'invoice' returning next_value - 1 as number`,
        gives: 'number',
      },
      {
        sql: `insert into invoicing.invoices (company_id, invoice_number, number_value, customer_id, currency, payment_terms,
            tax_rate, taxes, subtotal, tax_amount, total, created_by_user_id)
          values (${company}, 'INV-' || lpad(:number::text, greatest(4, length(:number::text)), '0'), :number::bigint, ${customer}, 'USD', 'net_30', 8.25,
            jsonb_build_array(jsonb_build_object('rate', '8.25', 'base', '300.00', 'amount', '24.75')), 300.00, 24.75,
            324.75, :actor::uuid)
          returning id as invoice`,
        gives: 'invoice',
      },
      {
        sql: `insert into invoicing.invoice_line_items (company_id, invoice_id, position, kind, description, quantity,
            unit_price, taxable, line_total, discount_share)
          values (${company}, :invoice::uuid, 1, 'item', 'Posters', 10, 10.00, true, 100.00, 0),
            (${company}, :invoice::uuid, 2, 'item', 'Flyers', 10, 10.00, true, 100.00, 0),
            (${company}, :invoice::uuid, 3, 'item', 'Cards', 10, 10.00, true, 100.00, 0)`,
      },
      audit(company, 'invoices.create', 'invoice', ':invoice::uuid'),
    ]),
  }
}

export function sendScript(ledger: Ledger, drafts: { first: number; perClient: number }): Script {
  const company = `'${ledger.companyId}'::uuid`
  const customer = idExpression(ledger.tag, 'customer', ':c')
  const invoice = idExpression(ledger.tag, 'prepared', ':d')
  return {
    variables: [
      { name: 'd', next: drafts },
      { name: 'c', of: 'd', times: customerStep, modulo: ledger.customers },
    ],
    statements: asCompany(ledger, '', [
      {
        sql: `select created_by_user_id as actor from invoicing.customers
          where company_id = ${company} and id = ${customer} for no key update`,
        gives: 'actor',
      },
      {
        sql: `select total as total from invoicing.invoices
          where company_id = ${company} and id = ${invoice} and status = 'draft' for no key update`,
        gives: 'total',
      },
      {
        sql: `update invoicing.invoices i set customer_name = c.name, issue_date = '${benchToday}',
            due_date = '${benchToday}'::date + 30, posting_date = '${benchToday}', issued_at = now(),
            issued_by_user_id = :actor::uuid, version = version + 1, updated_at = now(),
            content_checksum = internal_notes
          from (select name from invoicing.customers where company_id = ${company} and id = ${customer}) c
          where company_id = ${company} and id = ${invoice}`,
      },
      {
        sql: `insert into invoicing.receivable_entries (company_id, customer_id, invoice_id, kind, amount, currency,
            document_date, posting_date)
          values (${company}, ${customer}, ${invoice}, 'invoice', :total::numeric, 'USD', '${benchToday}', '${benchToday}')`,
      },
      {
        sql: `update invoicing.customer_totals set open_invoices = open_invoices + :total::numeric
          where company_id = ${company} and customer_id = ${customer}`,
      },
      audit(company, 'invoices.send', 'invoice', invoice),
    ]),
  }
}

export function paymentScript(ledger: Ledger): Script {
  const company = `'${ledger.companyId}'::uuid`
  const customer = idExpression(ledger.tag, 'customer', ':c')
  const invoice = idExpression(ledger.tag, 'invoice', ':n')
  const day = `'${benchToday}'`
  return {
    variables: sentInvoice(ledger),
    statements: asCompany(ledger, '', [
      {
        sql: `select created_by_user_id as actor from invoicing.customers
          where company_id = ${company} and id = ${customer} for no key update`,
        gives: 'actor',
      },
      {
        sql: `select balance_due from invoicing.invoices
          where company_id = ${company} and id = ${invoice} for no key update`,
      },
      {
        sql: `insert into invoicing.payments (company_id, customer_id, currency, amount, allocated, payment_date,
            posting_date, method, recorded_by_user_id)
          values (${company}, ${customer}, 'USD', 0.01, 0.01, ${day}, ${day}, 'check', :actor::uuid)
          returning id as payment`,
        gives: 'payment',
      },
      {
        sql: `insert into invoicing.payment_allocations (company_id, payment_id, invoice_id, customer_id, amount,
            posting_date)
          values (${company}, :payment::uuid, ${invoice}, ${customer}, 0.01, ${day}) returning id as allocation`,
        gives: 'allocation',
      },
      {
        sql: `insert into invoicing.receivable_entries (company_id, customer_id, invoice_id, kind, amount, currency,
            document_date, posting_date, payment_id, allocation_id)
          values (${company}, ${customer}, null, 'payment', -0.01, 'USD', ${day}, ${day}, :payment::uuid, null),
            (${company}, ${customer}, ${invoice}, 'allocation', -0.01, 'USD', ${day}, ${day}, :payment::uuid,
              :allocation::uuid),
            (${company}, ${customer}, null, 'allocation', 0.01, 'USD', ${day}, ${day}, :payment::uuid,
              :allocation::uuid)`,
      },
      {
        sql: `update invoicing.invoices set amount_paid = amount_paid + 0.01, updated_at = now()
          where company_id = ${company} and id = ${invoice}`,
      },
      {
        sql: `update invoicing.customer_totals set open_invoices = open_invoices - 0.01
          where company_id = ${company} and customer_id = ${customer}`,
      },
      audit(company, 'payments.record', 'payment', ':payment::uuid'),
    ]),
  }
}

export function audit(company: string, operation: string, entity: string, id: string) {
  return {
    sql: `insert into invoicing.audit_entries (company_id, actor_user_id, door, operation, entity, entity_id, label, after)
      values (${company}, :actor::uuid, 'rest', '${operation}', '${entity}', ${id}, 'by hand',
        jsonb_build_object('by', 'hand'))`,
  }
}

/** The first page of the open invoices by due date, as the list shows them. */
export function listScript(ledger: Ledger): Script {
  const company = `'${ledger.companyId}'::uuid`
  return {
    variables: [],
    statements: asCompany(ledger, ' read only', [
      {
        sql: `select i.id, i.invoice_number, i.status, i.customer_id, i.customer_name, i.currency, i.total, i.amount_paid,
            i.balance_due, i.issue_date, i.due_date, i.created_at, i.version, c.name
          from invoicing.invoices i
          join invoicing.customers c on c.company_id = ${company} and c.id = i.customer_id
          where i.company_id = ${company} and i.status in ('sent', 'partial')
          order by i.due_date_sort, i.id limit 51`,
      },
    ]),
  }
}

/** The four cards as one reads them from the invoices and payments themselves. */
export function cardsScript(ledger: Ledger): Script {
  const company = `'${ledger.companyId}'::uuid`
  return {
    variables: [],
    statements: asCompany(ledger, ' read only', [
      {
        sql: `select sum(balance_due), count(*) filter (where due_date < '${benchToday}'),
            sum(balance_due) filter (where due_date < '${benchToday}')
          from invoicing.invoices where company_id = ${company} and currency = 'USD' and status in ('sent', 'partial')`,
      },
      {
        sql: `select sum(amount) from invoicing.payments
          where company_id = ${company} and currency = 'USD' and posting_date >= date_trunc('month', date '${benchToday}')`,
      },
      {
        sql: `select avg(settled_on - issue_date) from invoicing.invoices
          where company_id = ${company} and currency = 'USD' and settled_on > date '${benchToday}' - 365`,
      },
    ]),
  }
}

export function detailScript(ledger: Ledger): Script {
  const company = `'${ledger.companyId}'::uuid`
  const invoice = idExpression(ledger.tag, 'invoice', ':n')
  return {
    variables: [{ name: 'n', random: { below: ledger.invoices, step: 1, plus: 1 } }],
    statements: asCompany(ledger, ' read only', [
      {
        sql: `select i.*, c.name from invoicing.invoices i
          join invoicing.customers c on c.company_id = ${company} and c.id = i.customer_id
          where i.company_id = ${company} and i.id = ${invoice}`,
      },
      {
        sql: `select * from invoicing.invoice_line_items where company_id = ${company} and invoice_id = ${invoice}
          order by position`,
      },
    ]),
  }
}

/** One search for one name; the caller runs it for several. */
export function searchScript(ledger: Ledger, name: string): Script {
  const company = `'${ledger.companyId}'::uuid`
  return {
    variables: [],
    statements: asCompany(ledger, ' read only', [
      {
        sql: `select c.*, t.open_invoices, t.unapplied_credit, o.overdue, o.open_count
          from invoicing.search_customers('%${name.toLowerCase()}%', 25) s(id)
          join invoicing.customers c on c.company_id = ${company} and c.id = s.id
          join invoicing.customer_totals t on t.company_id = ${company} and t.customer_id = c.id
          left join lateral (
            select sum(i.balance_due) filter (where i.due_date_sort < '${benchToday}') as overdue, count(*) as open_count
            from invoicing.invoices i
            where i.company_id = ${company} and i.customer_id = c.id and i.status in ('sent', 'partial')
          ) o on true
          order by c.name_sort collate "C", c.id limit 25`,
      },
    ]),
  }
}
