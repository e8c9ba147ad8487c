import { sql } from 'kysely'
import type { Transaction } from '../../database/transaction.ts'
import { defaultAddressOf } from '../addresses/default-address.sql.ts'
import { type Cents, centsOf } from '../money/money.ts'
import { isSamePeriod, type Period, type PostedEntry } from './statement.ts'
import type { StatementContent } from './statement-content.ts'

/** Another statement of the customer that a new one has to mind. */
export interface LiveStatement extends Period {
  id: string
  closingCents: Cents
}

/** What a new statement stands on, besides the ledger. */
export interface Surroundings {
  issuer: StatementContent['issuer']
  /** Where the customer's statements go. */
  address: StatementContent['address']
  /** The live statement of exactly this period. */
  same: LiveStatement | null
  overlapping: LiveStatement[]
  /** The live statement that ended last before the period. */
  previous: LiveStatement | null
}

/** The live statements around a period of locked customers, and who writes to whom; by customer. */
export async function readSurroundings(
  tx: Transaction,
  customerIds: readonly string[],
  period: Period,
): Promise<Map<string, Surroundings>> {
  const { companyId } = tx.company
  const { rows } = await sql<
    { customer_id: string } & (LiveRow | NoLiveRow) & Pick<Surroundings, 'issuer' | 'address'>
  >`
    with chosen as (
      select customer_id from unnest(${customerIds}::uuid[]) as chosen (customer_id)
    ), live as (
      select customer_id, id, period_start, period_end, closing_balance from invoicing.customer_statements
      where company_id = ${companyId} and customer_id = any(${customerIds}::uuid[]) and archived_at is null
        and period_start <= ${period.periodEnd}::date
    ), near as (
      select * from live where period_end >= ${period.periodStart}::date
      union all
      (select distinct on (customer_id) * from live where period_end < ${period.periodStart}::date
       order by customer_id, period_end desc)
    )
    select chosen.customer_id, n.id, n.period_start, n.period_end, n.closing_balance,
      jsonb_build_object('name', c.name, 'letterhead', s.letterhead, 'country', s.country) as issuer,
      coalesce(${defaultAddressOf(tx, sql`chosen.customer_id`, 'statement')},
        ${defaultAddressOf(tx, sql`chosen.customer_id`, 'billing')}) as address
    from chosen
    cross join auth.company() c
    join invoicing.company_settings s on s.company_id = ${companyId}
    left join near n on n.customer_id = chosen.customer_id order by n.period_start
  `.execute(tx.db)
  const byCustomer = grouped(rows, ({ customer_id }) => customer_id)
  return new Map([...byCustomer].map(([id, own]) => [id, surroundingsIn(own, period)]))
}

function surroundingsIn(
  rows: readonly ((LiveRow | NoLiveRow) & Pick<Surroundings, 'issuer' | 'address'>)[],
  period: Period,
): Surroundings {
  const [first] = rows
  if (!first) throw new Error('A chosen customer has no row')
  const near = rows.flatMap((row) => (row.id === null ? [] : [toLive(row)]))
  const touching = near.filter((one) => one.periodEnd >= period.periodStart)
  return {
    issuer: first.issuer,
    address: first.address,
    same: touching.find((one) => isSamePeriod(one, period)) ?? null,
    overlapping: touching.filter((one) => !isSamePeriod(one, period)),
    previous: near.find((one) => one.periodEnd < period.periodStart) ?? null,
  }
}

interface LiveRow {
  id: string
  period_start: string
  period_end: string
  closing_balance: string
}

/** A customer without a statement near the period. */
interface NoLiveRow {
  id: null
}

function toLive(row: LiveRow): LiveStatement {
  return {
    id: row.id,
    periodStart: row.period_start,
    periodEnd: row.period_end,
    closingCents: centsOf(row.closing_balance),
  }
}

/** Customers' entries that post into a period, in the order in which they were posted, with what they belong to. */
export async function readPostedEntries(
  tx: Transaction,
  customerIds: readonly string[],
  period: Period,
): Promise<Map<string, PostedEntry[]>> {
  const { companyId } = tx.company
  const { rows } = await sql<{
    customer_id: string
    kind: PostedEntry['kind']
    amount: string
    document_date: string
    posting_date: string
    document_id: string | null
    reference: string | null
  }>`
    select e.customer_id, e.kind, e.amount, e.document_date, e.posting_date,
      coalesce(e.refund_id, e.credit_memo_id, e.payment_id, e.invoice_id) as document_id,
      coalesce(f.reference, m.credit_memo_number, p.reference, i.invoice_number) as reference
    from invoicing.receivable_entries e
    left join invoicing.invoices i on i.company_id = ${companyId} and i.id = e.invoice_id
    left join invoicing.payments p on p.company_id = ${companyId} and p.id = e.payment_id
    left join invoicing.credit_memos m on m.company_id = ${companyId} and m.id = e.credit_memo_id
    left join invoicing.refunds f on f.company_id = ${companyId} and f.id = e.refund_id
    where e.company_id = ${companyId} and e.customer_id = any(${customerIds}::uuid[])
      and e.kind not in ('allocation', 'release')
      and e.posting_date between ${period.periodStart}::date and ${period.periodEnd}::date
    order by e.posting_date, e.id
  `.execute(tx.db)
  const byCustomer = grouped(rows, ({ customer_id }) => customer_id)
  return new Map([...byCustomer].map(([id, own]) => [id, own.map(toEntry)]))
}

function toEntry(row: {
  kind: PostedEntry['kind']
  amount: string
  document_date: string
  posting_date: string
  document_id: string | null
  reference: string | null
}): PostedEntry {
  return {
    kind: row.kind,
    amountCents: centsOf(row.amount),
    documentDate: row.document_date,
    postingDate: row.posting_date,
    documentId: row.document_id,
    reference: row.reference,
  }
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}
