import { sql } from 'kysely'
import type { StatementSummary } from '../../contract/statements.ts'
import type { Transaction } from '../../database/transaction.ts'
import { type Cents, centsOf, moneyFromDatabase } from '../money/money.ts'
import { isSamePeriod, type Period, type PostedEntry } from './statement.ts'
import type { StatementContent } from './statement-content.ts'

/** Another statement of the customer that a new one has to mind. */
export interface LiveStatement extends Period {
  id: string
  closingCents: Cents
}

/** What a new statement stands on, besides the ledger. */
export interface Surroundings {
  company: string
  /** The live statement of exactly this period. */
  same: LiveStatement | null
  overlapping: LiveStatement[]
  /** The live statement that ended last before the period. */
  previous: LiveStatement | null
}

/** The live statements around a period of a locked customer, and the company's name. */
export async function readSurroundings(
  tx: Transaction,
  customerId: string,
  period: Period,
): Promise<Surroundings> {
  const { companyId } = tx.company
  const { rows } = await sql<LiveRow & { company: string }>`
    with live as (
      select id, period_start, period_end, closing_balance from invoicing.customer_statements
      where company_id = ${companyId} and customer_id = ${customerId} and archived_at is null
        and period_start <= ${period.periodEnd}::date
    ), near as (
      select * from live where period_end >= ${period.periodStart}::date
      union all
      (select * from live where period_end < ${period.periodStart}::date order by period_end desc limit 1)
    )
    select c.name as company, n.* from auth.company() c left join near n on true order by n.period_start
  `.execute(tx.db)
  const near = rows.flatMap((row) => (row.id === null ? [] : [toLive(row)]))
  const touching = near.filter((one) => one.periodEnd >= period.periodStart)
  return {
    company: rows[0]?.company ?? '',
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

function toLive(row: LiveRow): LiveStatement {
  return {
    id: row.id,
    periodStart: row.period_start,
    periodEnd: row.period_end,
    closingCents: centsOf(row.closing_balance),
  }
}

/** The customer's entries that post into a period, in the order in which they were posted, with what they belong to. */
export async function readPostedEntries(
  tx: Transaction,
  customerId: string,
  period: Period,
): Promise<PostedEntry[]> {
  const { companyId } = tx.company
  const { rows } = await sql<{
    kind: PostedEntry['kind']
    amount: string
    document_date: string
    posting_date: string
    document_id: string | null
    reference: string | null
  }>`
    select e.kind, e.amount, e.document_date, e.posting_date, coalesce(e.payment_id, e.invoice_id) as document_id,
      coalesce(p.reference, i.invoice_number) as reference
    from invoicing.receivable_entries e
    left join invoicing.invoices i on i.company_id = ${companyId} and i.id = e.invoice_id
    left join invoicing.payments p on p.company_id = ${companyId} and p.id = e.payment_id
    where e.company_id = ${companyId} and e.customer_id = ${customerId} and e.kind not in ('allocation', 'release')
      and e.posting_date between ${period.periodStart}::date and ${period.periodEnd}::date
    order by e.posting_date, e.id
  `.execute(tx.db)
  return rows.map((row) => ({
    kind: row.kind,
    amountCents: centsOf(row.amount),
    documentDate: row.document_date,
    postingDate: row.posting_date,
    documentId: row.document_id,
    reference: row.reference,
  }))
}

/** Archives a statement that another one supersedes; the other is inserted next. */
export async function archiveStatement(tx: Transaction, id: string, supersededById: string): Promise<void> {
  await sql`
    update invoicing.customer_statements set archived_at = now(), superseded_by_id = ${supersededById}
    where company_id = ${tx.company.companyId} and id = ${id} and archived_at is null
  `.execute(tx.db)
}

/** Inserts a statement with its canonical text. From now on nothing of it changes but that it may be archived. */
export async function insertStatement(
  tx: Transaction,
  statement: {
    customerId: string
    content: StatementContent
    text: string
    checksum: string
    byUserId: string
  },
): Promise<void> {
  const { content } = statement
  await sql`
    insert into invoicing.customer_statements (company_id, id, customer_id, currency, period_start, period_end,
      generated_at, generated_by_user_id, opening_balance, total_invoiced, total_paid, total_credit_notes,
      closing_balance, aging_bucket_summary, checksum, content)
    values (${tx.company.companyId}, ${content.statementId}, ${statement.customerId}, ${content.currency},
      ${content.periodStart}::date, ${content.periodEnd}::date, ${content.generatedAt}::timestamptz, ${statement.byUserId},
      ${content.openingBalance}::numeric, ${content.totalInvoiced}::numeric, ${content.totalPaid}::numeric,
      ${content.totalCreditNotes}::numeric, ${content.closingBalance}::numeric, ${JSON.stringify(content.aging)}::jsonb,
      ${statement.checksum}, ${statement.text})
  `.execute(tx.db)
}

interface StatementRow extends LiveRow {
  customer_id: string
  currency: string
  generated_at: Date
  generated_by: string | null
  opening_balance: string
  total_invoiced: string
  total_paid: string
  total_credit_notes: string
  aging_bucket_summary: StatementSummary['aging']
  checksum: string
  archived_at: Date | null
}

const columns = sql`s.id, s.customer_id, s.currency, s.period_start, s.period_end, s.generated_at, s.opening_balance,
  s.total_invoiced, s.total_paid, s.total_credit_notes, s.closing_balance, s.aging_bucket_summary, s.checksum,
  s.archived_at, (select n.name from auth.names_of(array[s.generated_by_user_id]) n) as generated_by`

/** A customer's statements, the newest period first and of one period the live one first; null for an unknown customer. */
export async function readStatements(
  tx: Transaction,
  customerId: string,
  includeArchived: boolean,
): Promise<StatementSummary[] | null> {
  const { companyId } = tx.company
  const { rows } = await sql<StatementRow | { id: null }>`
    select ${columns} from invoicing.customers c
    left join invoicing.customer_statements s on s.company_id = ${companyId} and s.customer_id = c.id
      and (${includeArchived} or s.archived_at is null)
    where c.company_id = ${companyId} and c.id = ${customerId}
    order by s.period_end desc, s.archived_at desc nulls first, s.id
  `.execute(tx.db)
  if (rows.length === 0) return null
  return rows.flatMap((row) => (row.id === null ? [] : [toSummary(row)]))
}

/** One statement with its canonical text, or null. */
export async function readStatement(
  tx: Transaction,
  customerId: string,
  id: string,
): Promise<{ summary: StatementSummary; text: string } | null> {
  const { rows } = await sql<StatementRow & { content: string }>`
    select ${columns}, s.content from invoicing.customer_statements s
    where s.company_id = ${tx.company.companyId} and s.customer_id = ${customerId} and s.id = ${id}
  `.execute(tx.db)
  const row = rows[0]
  return row ? { summary: toSummary(row), text: row.content } : null
}

function toSummary(row: StatementRow): StatementSummary {
  const money = (text: string) => moneyFromDatabase(text, row.currency)
  return {
    id: row.id,
    customerId: row.customer_id,
    currency: row.currency,
    periodStart: row.period_start,
    periodEnd: row.period_end,
    generatedAt: row.generated_at.toISOString(),
    generatedBy: row.generated_by,
    openingBalance: money(row.opening_balance),
    totalInvoiced: money(row.total_invoiced),
    totalPaid: money(row.total_paid),
    totalCreditNotes: money(row.total_credit_notes),
    closingBalance: money(row.closing_balance),
    aging: row.aging_bucket_summary,
    checksum: row.checksum,
    archivedAt: row.archived_at?.toISOString() ?? null,
  }
}

/** A customer that a run may write to, and the statement of the period that is there already. */
export interface Candidate {
  customerId: string
  standing: { id: string; closingBalance: string } | null
}

/** The customers of a run: those of a list, in its order, or those whose balance was not zero at the end of the period. */
export async function readCandidates(
  tx: Transaction,
  period: Period,
  customerIds: readonly string[] | null,
): Promise<Candidate[]> {
  const { companyId } = tx.company
  const chosen = customerIds
    ? sql`select id, position from unnest(${customerIds}::uuid[]) with ordinality as chosen (id, position)`
    : sql`
        select c.id, row_number() over (order by c.name_sort collate "C", c.id) as position
        from invoicing.customers c
        join (
          select customer_id from invoicing.receivable_entries
          where company_id = ${companyId} and posting_date <= ${period.periodEnd}::date
          group by customer_id having sum(amount) <> 0
        ) owing on owing.customer_id = c.id
        where c.company_id = ${companyId} and c.deleted_at is null`
  const { rows } = await sql<{
    id: string
    statement_id: string | null
    closing_balance: string
    currency: string
  }>`
    with chosen as (${chosen})
    select chosen.id, s.id as statement_id, s.closing_balance, s.currency from chosen
    left join invoicing.customer_statements s on s.company_id = ${companyId} and s.customer_id = chosen.id
      and s.period_start = ${period.periodStart}::date and s.period_end = ${period.periodEnd}::date
      and s.archived_at is null
    order by chosen.position
  `.execute(tx.db)
  return rows.map((row) => ({
    customerId: row.id,
    standing:
      row.statement_id === null
        ? null
        : { id: row.statement_id, closingBalance: moneyFromDatabase(row.closing_balance, row.currency) },
  }))
}
