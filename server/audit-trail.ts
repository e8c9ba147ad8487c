import { sql } from 'kysely'
import type { AuditEntity, Door } from '../contract/audit.ts'
import type { Transaction } from '../database/transaction.ts'
import type { Caller } from './caller.ts'

/** One change of state as an operation tells it. Money and numbers as text; secrets never. */
export interface Change {
  entity: AuditEntity
  entityId: string
  label?: string | null
  reason?: string | null
  before?: Record<string, unknown> | null
  after?: Record<string, unknown> | null
}

/** Collects what a write changed, and writes it in the same transaction, with the commit. */
export class AuditTrail {
  readonly #operation: string
  readonly #caller: Caller
  readonly #door: Door
  readonly #changes: Change[] = []
  #unchanged = false

  constructor(operation: string, caller: Caller, door: Door) {
    this.#operation = operation
    this.#caller = caller
    this.#door = door
  }

  record(change: Change): void {
    this.#changes.push(change)
  }

  /** For a repeated request that finds everything as asked for. */
  nothingChanged(): void {
    this.#unchanged = true
  }

  write(tx: Transaction): void {
    if (this.#changes.length === 0) {
      if (this.#unchanged) return
      throw new Error(`${this.#operation} wrote without an audit entry`)
    }
    const rows = this.#changes.map((change) => ({
      entity: change.entity,
      entity_id: change.entityId,
      label: change.label ?? null,
      reason: change.reason ?? null,
      before: change.before ?? null,
      after: change.after ?? null,
    }))
    tx.atCommit(sql`
      insert into invoicing.audit_entries
        (company_id, actor_user_id, door, operation, entity, entity_id, label, reason, before, after)
      select ${tx.company.companyId}, ${this.#caller.userId}, ${this.#door}, ${this.#operation},
        r.entity, r.entity_id, r.label, r.reason, r.before, r.after
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r (entity text, entity_id uuid, label text, reason text, before jsonb, after jsonb)
    `)
  }
}

/** The fields that differ, before and after; for the audit entry of a change. */
export function difference(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const changed = Object.keys(after).filter(
    (field) => JSON.stringify(before[field] ?? null) !== JSON.stringify(after[field] ?? null),
  )
  return {
    before: Object.fromEntries(changed.map((field) => [field, before[field] ?? null])),
    after: Object.fromEntries(changed.map((field) => [field, after[field] ?? null])),
  }
}
