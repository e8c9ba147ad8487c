import { sql } from 'kysely'
import type { StatementSummary } from '../../contract/statements.ts'
import type { Transaction } from '../../database/transaction.ts'
import { moneyFromDatabase } from '../money/money.ts'
import type { Period } from './statement.ts'
import type { StatementContent } from './statement-content.ts'

/** Archives a statement that another one supersedes; the other is inserted next. */
export async function archiveStatement(tx: Transaction, id: string, supersededById: string): Promise<void> {
  await sql`
    update invoicing.customer_statements set archived_at = now(), superseded_by_id = ${supersededById}
    where company_id = ${tx.company.companyId} and id = ${id} and archived_at is null
  `.execute(tx.db)
}

/** A statement with its canonical text, to be kept. */
export interface NewStatement {
  customerId: string
  content: StatementContent
  text: string
  checksum: string
}

/** Inserts statements. From now on nothing of them changes but that they may be archived. */
export async function insertStatements(
  tx: Transaction,
  statements: readonly NewStatement[],
  byUserId: string,
): Promise<void> {
  const rows = statements.map(({ customerId, content, text, checksum }) => ({
    id: content.statementId,
    customer_id: customerId,
    currency: content.currency,
    period_start: content.periodStart,
    period_end: content.periodEnd,
    generated_at: content.generatedAt,
    opening: content.openingBalance,
    invoiced: content.totalInvoiced,
    paid: content.totalPaid,
    credited: content.totalCreditNotes,
    closing: content.closingBalance,
    aging: content.aging,
    checksum,
    content: text,
  }))
  await sql`
    insert into invoicing.customer_statements (company_id, id, customer_id, currency, period_start, period_end,
      generated_at, generated_by_user_id, opening_balance, total_invoiced, total_paid, total_credit_notes,
      closing_balance, aging_bucket_summary, checksum, content)
    select ${tx.company.companyId}::uuid, r.id, r.customer_id, r.currency, r.period_start, r.period_end, r.generated_at,
      ${byUserId}::uuid, r.opening, r.invoiced, r.paid, r.credited, r.closing, r.aging, r.checksum, r.content
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, customer_id uuid, currency text,
      period_start date, period_end date, generated_at timestamptz, opening numeric, invoiced numeric, paid numeric,
      credited numeric, closing numeric, aging jsonb, checksum text, content text)
  `.execute(tx.db)
}

interface StatementRow {
  id: string
  period_start: string
  period_end: string
  closing_balance: string
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
  /** Null where a list names somebody who is not there. */
  customerNumber: string | null
  customerName: string | null
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
    customer_number: string | null
    name: string | null
    statement_id: string | null
    closing_balance: string
    currency: string
  }>`
    with chosen as (${chosen})
    select chosen.id, c.customer_number, c.name, s.id as statement_id, s.closing_balance, s.currency from chosen
    left join invoicing.customers c on c.company_id = ${companyId} and c.id = chosen.id and c.deleted_at is null
    left join invoicing.customer_statements s on s.company_id = ${companyId} and s.customer_id = chosen.id
      and s.period_start = ${period.periodStart}::date and s.period_end = ${period.periodEnd}::date
      and s.archived_at is null
    order by chosen.position
  `.execute(tx.db)
  return rows.map((row) => ({
    customerId: row.id,
    customerNumber: row.customer_number,
    customerName: row.name,
    standing:
      row.statement_id === null
        ? null
        : { id: row.statement_id, closingBalance: moneyFromDatabase(row.closing_balance, row.currency) },
  }))
}
