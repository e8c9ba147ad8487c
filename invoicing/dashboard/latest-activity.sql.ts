import { sql } from 'kysely'
import type { Door } from '../../contract/audit.ts'
import { type NewsItem, newsworthy } from '../../contract/dashboard.ts'
import type { Transaction } from '../../database/transaction.ts'
import { moneyFromDatabase } from '../money/money.ts'

/** How far back is looked for news: a large import of settings does not make the page slow. */
const lookedAt = 500

/** The last entries about customers, documents and money; the customer is found by the document that they are about. */
export async function readNews(tx: Transaction, limit: number): Promise<NewsItem[]> {
  const { companyId } = tx.company
  const { rows } = await sql<{
    id: string
    occurred_at: Date
    actor: string | null
    door: Door
    operation: string
    entity: NewsItem['entity']
    entity_id: string
    label: string | null
    customer_name: string | null
    currency: string | null
    amount: string | null
  }>`
    with latest as (
      select * from (
        select * from invoicing.audit_entries where company_id = ${companyId} order by id desc limit ${lookedAt}
      ) looked
      where entity = any(${[...newsworthy]}::text[]) order by id desc limit ${limit}
    ), about as (
      select l.*, coalesce(i.customer_id, q.customer_id, j.customer_id, p.customer_id, f.customer_id, m.customer_id,
        case when l.entity = 'customer' then l.entity_id end) as customer_id
      from latest l
      left join invoicing.invoices i on i.company_id = ${companyId} and i.id = l.entity_id
      left join invoicing.quotes q on q.company_id = ${companyId} and q.id = l.entity_id
      left join invoicing.jobs j on j.company_id = ${companyId} and j.id = l.entity_id
      left join invoicing.payments p on p.company_id = ${companyId} and p.id = l.entity_id
      left join invoicing.refunds f on f.company_id = ${companyId} and f.id = l.entity_id
      left join invoicing.credit_memos m on m.company_id = ${companyId} and m.id = l.entity_id
    )
    select a.id, a.occurred_at, n.name as actor, a.door, a.operation, a.entity, a.entity_id, a.label,
      c.name as customer_name, c.default_currency as currency,
      coalesce(a.after ->> 'amount', a.after ->> 'totalCredit', a.after ->> 'total') as amount
    from about a
    left join invoicing.customers c on c.company_id = ${companyId} and c.id = a.customer_id
    left join auth.names_of(array(select distinct actor_user_id from latest)) n on n.user_id = a.actor_user_id
    order by a.id desc
  `.execute(tx.db)
  return rows.map((row) => ({
    id: row.id,
    occurredAt: row.occurred_at.toISOString(),
    actor: row.actor ?? 'Unknown',
    door: row.door,
    operation: row.operation,
    entity: row.entity,
    entityId: row.entity_id,
    label: row.label,
    customerName: row.customer_name,
    amount: row.amount !== null && row.currency ? amountOf(row.amount, row.currency) : null,
    currency: row.currency,
  }))
}

/** Entries are kept as they were written; one that tells no amount in its own way is shown without. */
function amountOf(text: string, currency: string): string | null {
  return /^-?\d+\.\d{2}$/.test(text) ? moneyFromDatabase(text, currency) : /^-?\d+$/.test(text) ? text : null
}
