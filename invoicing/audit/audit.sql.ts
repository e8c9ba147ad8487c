import { sql } from 'kysely'
import type { AuditEntry, Door } from '../../contract/audit.ts'
import type { Transaction } from '../../database/transaction.ts'

interface AuditRow {
  id: string
  occurred_at: Date
  actor: string | null
  actor_user_id: string
  door: Door
  operation: string
  entity: string
  entity_id: string
  label: string | null
  reason: string | null
  before: unknown
  after: unknown
  position: string | null
}

export interface WantedEntries {
  entity?: string | undefined
  entityId?: string | undefined
  /** The documents to tell of, an invoice together with its payments. */
  entityIds?: readonly string[] | undefined
  actor?: string | undefined
  operation?: string | undefined
  /** Part of the label, whatever its case. */
  q?: string | undefined
  from?: string | undefined
  to?: string | undefined
  before: string | null
  limit: number
}

/** Entries newest first, from an id on; one more than the limit. Days are days of the company. */
export async function readAuditEntries(tx: Transaction, wanted: WantedEntries): Promise<AuditEntry[]> {
  const { companyId, timeZone } = tx.company
  const startOf = (date: string, plusDays: number) =>
    sql`((${date}::date + ${plusDays}::int)::timestamp at time zone ${timeZone})`
  const conditions = [
    sql`a.company_id = ${companyId}`,
    ...(wanted.entity ? [sql`a.entity = ${wanted.entity}`] : []),
    ...(wanted.entityId ? [sql`a.entity_id = ${wanted.entityId}`] : []),
    ...(wanted.entityIds ? [sql`a.entity_id = any(${wanted.entityIds}::uuid[])`] : []),
    ...(wanted.actor ? [sql`a.actor_user_id = ${wanted.actor}`] : []),
    ...(wanted.operation ? [sql`a.operation = ${wanted.operation}`] : []),
    ...(wanted.q ? [sql`position(lower(${wanted.q}) in lower(a.label)) > 0`] : []),
    ...(wanted.from ? [sql`a.occurred_at >= ${startOf(wanted.from, 0)}`] : []),
    ...(wanted.to ? [sql`a.occurred_at < ${startOf(wanted.to, 1)}`] : []),
    ...(wanted.before ? [sql`a.id < ${wanted.before}::bigint`] : []),
  ]
  const { rows } = await sql<AuditRow>`
    with page as (
      select a.id, a.occurred_at, a.actor_user_id, a.door, a.operation, a.entity, a.entity_id, a.label, a.reason,
        a.before, a.after, (
          select s.position from invoicing.audit_seals s where s.company_id = ${companyId} and s.entry_id = a.id
        ) as position
      from invoicing.audit_entries a
      where ${sql.join(conditions, sql` and `)} order by a.id desc limit ${wanted.limit + 1}
    )
    select page.*, n.name as actor from page
    left join auth.names_of(array(select distinct actor_user_id from page)) n on n.user_id = page.actor_user_id
    order by page.id desc
  `.execute(tx.db)
  return rows.map((row) => ({
    id: row.id,
    occurredAt: row.occurred_at.toISOString(),
    actor: row.actor ?? 'Unknown',
    actorId: row.actor_user_id,
    door: row.door,
    operation: row.operation,
    entity: row.entity,
    entityId: row.entity_id,
    label: row.label,
    reason: row.reason,
    before: row.before,
    after: row.after,
    position: row.position === null ? null : Number(row.position),
  }))
}

const recentEntries = 20_000

/** Who changed something lately, and every member, by name. */
export async function readActors(tx: Transaction): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select n.user_id as id, n.name from auth.names_of(array(
      select actor_user_id from (
        select actor_user_id from invoicing.audit_entries
        where company_id = ${tx.company.companyId} order by id desc limit ${recentEntries}
      ) recent
      union select user_id from auth.members()
    )) n order by lower(n.name), n.user_id
  `.execute(tx.db)
  return rows
}

/** The ids of every payment and credit memo that was ever applied to an invoice. */
export async function readMoneyIdsOf(tx: Transaction, invoiceId: string): Promise<string[]> {
  const { companyId } = tx.company
  const { rows } = await sql<{ id: string }>`
    select coalesce(payment_id, credit_memo_id) as id from invoicing.payment_allocations
    where company_id = ${companyId} and invoice_id = ${invoiceId}
    union
    select id from invoicing.credit_memos where company_id = ${companyId} and invoice_id = ${invoiceId}
  `.execute(tx.db)
  return rows.map((row) => row.id)
}
