import { sql } from 'kysely'
import type { BackfillCounts } from '../../contract/backfills.ts'
import type { CreditLimit, CreditLimitStatus } from '../../contract/credit-limits.ts'
import { Refused } from '../../contract/refusals.ts'
import { prepared } from '../../database/prepared-statements.ts'
import type { Transaction } from '../../database/transaction.ts'
import { type Cents, centsOf, moneyFromDatabase } from '../money/money.ts'
import type { CreditPosition } from './credit-limit.ts'
import { limitInForceOf } from './limit-in-force.sql.ts'

/**
 * The credit position of a customer whose row is locked; a statement of its own, because what is read together with a
 * lock that had to wait would be as old as the wait. For the same reason it goes by the clock at the statement: a limit
 * that was set during the wait began after this transaction did.
 */
export async function readCreditPosition(tx: Transaction, customerId: string): Promise<CreditPosition> {
  const { rows } = await sql<{ limit_amount: string | null; balance: string }>`${prepared}
    select ${limitInForceOf(tx, sql`${customerId}`, sql`statement_timestamp()`)} as limit_amount,
      t.open_invoices - t.unapplied_credit as balance
    from invoicing.customer_totals t
    where t.company_id = ${tx.company.companyId} and t.customer_id = ${customerId}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Error('A customer has no sums')
  return positionOf(row)
}

function positionOf(row: { limit_amount: string | null; balance: string }): CreditPosition {
  return {
    limitCents: row.limit_amount === null ? null : centsOf(row.limit_amount),
    balanceCents: centsOf(row.balance),
  }
}

/** The credit positions of customers as they are now, by their ids; nobody's row is locked. */
export async function readCreditPositions(
  tx: Transaction,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, CreditPosition>> {
  const { rows } = await sql<{ customer_id: string; limit_amount: string | null; balance: string }>`
    select t.customer_id, ${limitInForceOf(tx, sql`t.customer_id`, sql`now()`)} as limit_amount,
      t.open_invoices - t.unapplied_credit as balance
    from invoicing.customer_totals t
    where t.company_id = ${tx.company.companyId} and t.customer_id = any(${customerIds}::uuid[])
  `.execute(tx.db)
  return new Map(rows.map((row) => [row.customer_id, positionOf(row)]))
}

/**
 * The limit that was in force at the end of a past day of the company, or is in force now. Today is what the company's
 * clock says, which may be fixed on another day than the database's.
 */
export async function readLimitOn(
  tx: Transaction,
  customerId: string,
  day: string,
  today: string,
): Promise<Cents | null> {
  const endOfDay = sql`((${day}::date + 1)::timestamp at time zone ${tx.company.timeZone})`
  const at = day < today ? sql`least(now(), ${endOfDay})` : sql`now()`
  const { rows } = await sql<{ limit_amount: string | null }>`
    select ${limitInForceOf(tx, sql`${customerId}`, at)} as limit_amount
  `.execute(tx.db)
  const amount = rows[0]?.limit_amount ?? null
  return amount === null ? null : centsOf(amount)
}

interface LimitRow {
  id: string
  customer_id: string
  limit_amount: string
  effective_at: Date
  expires_at: Date | null
  status: CreditLimitStatus
  in_force: boolean
  reason: string | null
  approval_reference: string | null
  changed_by: string | null
  created_at: Date
}

/** A customer's limits, the latest to begin first. */
export async function readCreditLimits(
  tx: Transaction,
  customerId: string,
  currency: string,
): Promise<CreditLimit[]> {
  const { companyId } = tx.company
  const { rows } = await sql<LimitRow>`
    select l.id, l.customer_id, l.limit_amount, l.effective_at, l.expires_at, l.status, l.reason, l.approval_reference,
      l.created_at, (select n.name from auth.names_of(array[l.changed_by_user_id]) n) as changed_by,
      coalesce(l.id = (
        select f.id from invoicing.customer_credit_limits f
        where f.company_id = ${companyId} and f.customer_id = ${customerId} and f.status = 'approved'
          and f.effective_at <= now() and (f.expires_at is null or f.expires_at > now())
        order by f.effective_at desc, f.created_at desc, f.id limit 1
      ), false) as in_force
    from invoicing.customer_credit_limits l
    where l.company_id = ${companyId} and l.customer_id = ${customerId}
    order by l.effective_at desc, l.created_at desc, l.id
  `.execute(tx.db)
  return rows.map((row) => ({
    id: row.id,
    customerId: row.customer_id,
    limitAmount: moneyFromDatabase(row.limit_amount, currency),
    effectiveAt: row.effective_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    status: row.status,
    isInForce: row.in_force,
    reason: row.reason,
    approvalReference: row.approval_reference,
    changedBy: row.changed_by,
    createdAt: row.created_at.toISOString(),
  }))
}

/**
 * Its status is of the moment at which the customer's lock was held, not of the transaction's beginning: an invoice that
 * was sent while this one waited went by the limits before it.
 */
export async function insertCreditLimit(
  tx: Transaction,
  limit: {
    customerId: string
    limitAmount: string
    effectiveAt: string | null
    expiresAt: string | null
    status: CreditLimitStatus
    reason: string | null
    approvalReference: string | null
    changedByUserId: string
  },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into invoicing.customer_credit_limits (company_id, customer_id, limit_amount, effective_at, expires_at, status,
      status_changed_at, reason, approval_reference, changed_by_user_id)
    values (${tx.company.companyId}, ${limit.customerId}, ${limit.limitAmount}::numeric,
      coalesce(${limit.effectiveAt}::timestamptz, now()), ${limit.expiresAt}::timestamptz, ${limit.status},
      statement_timestamp(), ${limit.reason}, ${limit.approvalReference}, ${limit.changedByUserId})
    returning id
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Error('An inserted limit gave no row')
  return row.id
}

/** The status of a limit whose customer is locked. */
export async function readLimitStatus(
  tx: Transaction,
  customerId: string,
  id: string,
): Promise<CreditLimitStatus> {
  const { rows } = await sql<{ status: CreditLimitStatus }>`
    select status from invoicing.customer_credit_limits
    where company_id = ${tx.company.companyId} and customer_id = ${customerId} and id = ${id}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Refused('not_found', 'The customer has no credit limit with this id.')
  return row.status
}

export async function updateLimitStatus(
  tx: Transaction,
  id: string,
  change: {
    status: CreditLimitStatus
    approvalReference: string | null
    reason: string | null
    byUserId: string
  },
): Promise<void> {
  await sql`
    update invoicing.customer_credit_limits set status = ${change.status}, status_changed_at = statement_timestamp(),
      approval_reference = coalesce(${change.approvalReference}, approval_reference),
      reason = coalesce(${change.reason}, reason), changed_by_user_id = ${change.byUserId}
    where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
}

/** Locks the customers whose mirror columns are out of step, by id, and gives how many they are. */
export async function lockStaleMirrors(tx: Transaction): Promise<number> {
  const { companyId } = tx.company
  const { rows } = await sql`
    select c.id from invoicing.customers c
    left join lateral (${limitNow(tx)}) f on true
    where c.company_id = ${companyId} and (c.credit_limit is not null or f.limit_amount is not null)
      and (c.credit_limit, c.credit_limit_effective_at) is distinct from (f.limit_amount, f.effective_at)
    order by c.id for no key update of c
  `.execute(tx.db)
  return rows.length
}

/**
 * The limit in force of the customer `c`, by the clock at the statement and not at the transaction's beginning: under the
 * lock on the customer it must also see a limit that was set while this transaction waited.
 */
function limitNow(tx: Transaction) {
  return sql`
    select l.limit_amount, l.effective_at from invoicing.customer_credit_limits l
    where l.company_id = ${tx.company.companyId} and l.customer_id = c.id and l.status = 'approved'
      and l.effective_at <= statement_timestamp() and (l.expires_at is null or l.expires_at > statement_timestamp())
    order by l.effective_at desc, l.created_at desc, l.id limit 1
  `
}

/**
 * Lets customers' mirror columns follow the limits in force: of some customers, or of all whose limits moved by the clock.
 * Gives how many rows it wrote; none when everything is in step.
 */
export async function syncCreditMirror(
  tx: Transaction,
  customerIds: readonly string[] | null,
): Promise<number> {
  const { companyId } = tx.company
  const result = await sql`
    update invoicing.customers c
    set credit_limit = f.limit_amount, credit_limit_effective_at = f.effective_at, updated_at = now()
    from (
      select c.id, f.limit_amount, f.effective_at
      from invoicing.customers c left join lateral (${limitNow(tx)}) f on true
      where c.company_id = ${companyId} and (${customerIds}::uuid[] is null or c.id = any(${customerIds}::uuid[]))
    ) f
    where c.company_id = ${companyId} and c.id = f.id
      and (c.credit_limit is not null or f.limit_amount is not null)
      and (c.credit_limit, c.credit_limit_effective_at) is distinct from (f.limit_amount, f.effective_at)
  `.execute(tx.db)
  return Number(result.numAffectedRows ?? 0n)
}

/** The mirror of some locked customers, as a backfill writes it. */
export async function fillCreditMirror(
  tx: Transaction,
  customerIds: readonly string[],
): Promise<BackfillCounts> {
  const written = await syncCreditMirror(tx, customerIds)
  const scanned = customerIds.length
  return { scanned, written, removed: 0, kept: 0, unchanged: scanned - written }
}
