import type { Pool } from 'pg'
import { isObject } from './client.ts'
import {
  type Ask,
  type AuditedOverride,
  CreditTimeline,
  type Span,
  type TimelineLimit,
} from './credit-timeline.ts'
import { centsIn } from './money-text.ts'
import { holds, Miss } from './proof.ts'

/** An acknowledged change, as its client knows it. */
export interface Done extends Span {
  /** As the contract names it: `invoices.send`. */
  operation: string
  entityId: string
  customerId: string
  /** What it adds to the customer's balance. */
  byCents: number
  /** What the limit had to judge about it. */
  ask: Ask | null
}

interface LoggedEntry {
  id: string
  operation: string
  entity_id: string
  started_at: number
  after: unknown
}

interface LimitRow {
  id: string
  amount: string
  effective_at: number
  expires_at: number | null
  created_at: number
}

/** Brings what clients were told together with the audit log, and judges both by the customers' timelines. */
export class CreditLog {
  readonly #admin: Pool
  readonly #companyId: string
  readonly #timelines = new Map<string, CreditTimeline>()
  /** What was acknowledged and not yet found in the log; of one document in the order in which it was done. */
  readonly #done = new Map<string, Done[]>()
  #refused: Ask[] = []
  /** How many grants needed an override. */
  overridden = 0
  #lastEntryId = '0'
  /** How far the server's clock is ahead of ours, at least and at most. */
  #ahead = { least: 0, most: 0 }

  constructor(admin: Pool, companyId: string) {
    this.#admin = admin
    this.#companyId = companyId
  }

  /** Compares the clocks; the database may be on another machine. */
  async synchronise(): Promise<void> {
    const before = Date.now()
    const { rows } = await this.#admin.query<{ now: number }>(
      'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now',
    )
    const now = rows[0]?.now ?? Number.NaN
    this.#ahead = { least: now - Date.now() - 1, most: now - before + 1 }
  }

  /** Does something, and gives the span of the server's clock in which it was done. */
  async timed<Result>(work: () => Promise<Result>): Promise<{ result: Result; span: Span }> {
    const from = Date.now() + this.#ahead.least
    const result = await work()
    return { result, span: { from, until: Date.now() + this.#ahead.most } }
  }

  done(done: Done): void {
    const key = `${done.operation} ${done.entityId}`
    this.#done.set(key, [...(this.#done.get(key) ?? []), done])
  }

  refused(ask: Ask): void {
    this.#refused.push(ask)
  }

  balanceCents(customerId: string): number {
    return this.#timeline(customerId).balanceCents
  }

  /** Nothing is under way: goes through the log since the last time, and judges each grant and each refusal. */
  async judge(): Promise<void> {
    const limits = await this.#readLimits()
    for (const entry of await this.#readEntries()) this.#follow(entry, limits)
    for (const [key, left] of this.#done) {
      holds(left.length === 0, `${key} was acknowledged, and the audit log does not tell it`)
    }
    for (const ask of this.#refused) this.#timeline(ask.customerId).refused(ask)
    this.#done.clear()
    this.#refused = []
    for (const timeline of this.#timelines.values()) timeline.settle()
  }

  #timeline(customerId: string): CreditTimeline {
    const known = this.#timelines.get(customerId)
    if (known) return known
    const made = new CreditTimeline()
    this.#timelines.set(customerId, made)
    return made
  }

  #follow(entry: LoggedEntry, limits: ReadonlyMap<string, TimelineLimit>): void {
    const key = `${entry.operation} ${entry.entity_id}`
    const done = this.#done.get(key)?.shift()
    if (!done) throw new Miss(`${key} is in the audit log, and nobody was told of it`)
    const timeline = this.#timeline(done.customerId)
    if (done.ask) {
      const override = overrideIn(entry.after)
      timeline.granted(done.ask, override)
      if (override) this.overridden += 1
    }
    const moved = { startedAt: entry.started_at, answeredAt: done.until }
    const limit = limits.get(entry.entity_id)
    if (limit) {
      const isApproved = isObject(entry.after) && entry.after.status === 'approved'
      timeline.changed(moved, {
        limits: (standing) => [...standing.filter(({ id }) => id !== limit.id), { ...limit, isApproved }],
      })
    } else if (done.byCents !== 0) timeline.changed(moved, { byCents: done.byCents })
    else timeline.happened(entry.started_at)
  }

  async #readEntries(): Promise<LoggedEntry[]> {
    const { rows } = await this.#admin.query<LoggedEntry>(
      `select id, operation, entity_id, (extract(epoch from occurred_at) * 1000)::float8 as started_at, after
      from invoicing.audit_entries where company_id = $1 and id > $2
        and (operation like 'invoices.%' or operation like 'payments.%' or operation like 'creditLimits.%')
      order by id`,
      [this.#companyId, this.#lastEntryId],
    )
    this.#lastEntryId = rows.at(-1)?.id ?? this.#lastEntryId
    return rows
  }

  async #readLimits(): Promise<Map<string, TimelineLimit>> {
    const { rows } = await this.#admin.query<LimitRow>(
      `select id, limit_amount as amount, (extract(epoch from effective_at) * 1000)::float8 as effective_at,
        (extract(epoch from expires_at) * 1000)::float8 as expires_at,
        (extract(epoch from created_at) * 1000)::float8 as created_at
      from invoicing.customer_credit_limits where company_id = $1`,
      [this.#companyId],
    )
    return new Map(
      rows.map((row) => [
        row.id,
        {
          id: row.id,
          amountCents: centsIn(row.amount),
          effectiveAt: row.effective_at,
          expiresAt: row.expires_at,
          createdAt: row.created_at,
          isApproved: false,
        },
      ]),
    )
  }
}

/** The override that an audit entry tells, or null. */
function overrideIn(after: unknown): AuditedOverride | null {
  const used = isObject(after) ? after.creditOverride : undefined
  if (!isObject(used)) return null
  return {
    reason: String(used.reason),
    exposureCents: centsIn(String(used.exposure)),
    limitCents: centsIn(String(used.limit)),
  }
}
