import { sql } from 'kysely'
import type { AuditEntry, Door } from '../../contract/audit.ts'
import type { Transaction } from '../../database/transaction.ts'

interface AuditRow {
  id: string
  occurred_at: Date
  actor: string | null
  door: Door
  operation: string
  entity: string
  entity_id: string
  label: string | null
  reason: string | null
  before: unknown
  after: unknown
}

export interface WantedEntries {
  entity?: string | undefined
  entityId?: string | undefined
  /** The documents to tell of, an invoice together with its payments. */
  entityIds?: readonly string[] | undefined
  actor?: string | undefined
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
    ...(wanted.from ? [sql`a.occurred_at >= ${startOf(wanted.from, 0)}`] : []),
    ...(wanted.to ? [sql`a.occurred_at < ${startOf(wanted.to, 1)}`] : []),
    ...(wanted.before ? [sql`a.id < ${wanted.before}::bigint`] : []),
  ]
  const { rows } = await sql<AuditRow>`
    select a.id, a.occurred_at, (select n.name from auth.names_of(array[a.actor_user_id]) n) as actor, a.door,
      a.operation, a.entity, a.entity_id, a.label, a.reason, a.before, a.after
    from invoicing.audit_entries a
    where ${sql.join(conditions, sql` and `)} order by a.id desc limit ${wanted.limit + 1}
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
    reason: row.reason,
    before: row.before,
    after: row.after,
  }))
}

/** The ids of every payment that was ever applied to an invoice. */
export async function readPaymentIdsOf(tx: Transaction, invoiceId: string): Promise<string[]> {
  const { rows } = await sql<{ payment_id: string }>`
    select distinct payment_id from invoicing.payment_allocations
    where company_id = ${tx.company.companyId} and invoice_id = ${invoiceId}
  `.execute(tx.db)
  return rows.map((row) => row.payment_id)
}
