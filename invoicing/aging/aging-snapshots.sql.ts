import { sql } from 'kysely'
import type { AgingSnapshot } from '../../contract/aging-snapshots.ts'
import type { Transaction } from '../../database/transaction.ts'
import { centsOf, decimalText } from '../money/money.ts'
import { type Aging, agingTotals } from './aging.ts'

/** A customer's aging, to be kept. */
export interface NewSnapshot {
  customerId: string
  currency: string
  aging: Aging
  openInvoiceCount: number
  /** The statement that it belongs to, if any. */
  statementId?: string
}

/**
 * Keeps agings of a day. The customers are locked by the caller, so that nothing is posted between the reading and the
 * keeping. Of scheduled ones there is one a customer and day; another is passed over. Gives the ids of those kept.
 */
export async function insertSnapshots(
  tx: Transaction,
  snapshots: readonly NewSnapshot[],
  about: {
    snapshotDate: string
    generatedVia: AgingSnapshot['generatedVia']
    byUserId: string | null
  },
): Promise<string[]> {
  const values = snapshots.map(({ customerId, currency, aging, openInvoiceCount, statementId }) => ({
    customer_id: customerId,
    currency,
    current: decimalText(aging.currentCents),
    days_1_30: decimalText(aging.days1To30Cents),
    days_31_60: decimalText(aging.days31To60Cents),
    days_61_90: decimalText(aging.days61To90Cents),
    over_90: decimalText(aging.over90Cents),
    unapplied: decimalText(aging.unappliedCreditCents),
    invoices: openInvoiceCount,
    statement_id: statementId ?? null,
  }))
  const { rows } = await sql<{ id: string }>`
    insert into invoicing.customer_aging_snapshots (company_id, customer_id, currency, snapshot_date, bucket_current,
      bucket_1_30, bucket_31_60, bucket_61_90, bucket_90_plus, unapplied_credit, total_invoices, generated_via,
      generated_by_user_id, statement_id)
    select ${tx.company.companyId}::uuid, r.customer_id, r.currency, ${about.snapshotDate}::date, r.current, r.days_1_30,
      r.days_31_60, r.days_61_90, r.over_90, r.unapplied, r.invoices, ${about.generatedVia}, ${about.byUserId}::uuid,
      r.statement_id
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as r (customer_id uuid, currency text, current numeric,
      days_1_30 numeric, days_31_60 numeric, days_61_90 numeric, over_90 numeric, unapplied numeric, invoices int,
      statement_id uuid)
    on conflict (company_id, customer_id, snapshot_date) where generated_via = 'scheduled' do nothing
    returning id
  `.execute(tx.db)
  return rows.map(({ id }) => id)
}

interface SnapshotRow {
  id: string
  customer_id: string
  currency: string
  snapshot_date: string
  bucket_current: string
  bucket_1_30: string
  bucket_31_60: string
  bucket_61_90: string
  bucket_90_plus: string
  unapplied_credit: string
  total_invoices: number
  generated_via: AgingSnapshot['generatedVia']
  generated_by: string | null
  statement_id: string | null
  created_at: Date
}

/** The kept agings of a customer, the newest day first; null for an unknown customer. */
export async function readSnapshots(
  tx: Transaction,
  customerId: string,
  wanted: { id?: string; limit: number },
): Promise<AgingSnapshot[] | null> {
  const { companyId } = tx.company
  const { rows } = await sql<SnapshotRow | { id: null }>`
    select s.id, s.customer_id, s.currency, s.snapshot_date, s.bucket_current, s.bucket_1_30, s.bucket_31_60,
      s.bucket_61_90, s.bucket_90_plus, s.unapplied_credit, s.total_invoices, s.generated_via, s.statement_id,
      s.created_at, (select n.name from auth.names_of(array[s.generated_by_user_id]) n) as generated_by
    from invoicing.customers c
    left join invoicing.customer_aging_snapshots s on s.company_id = ${companyId} and s.customer_id = c.id
      ${wanted.id === undefined ? sql`` : sql`and s.id = ${wanted.id}`}
    where c.company_id = ${companyId} and c.id = ${customerId}
    order by s.snapshot_date desc, s.created_at desc, s.id limit ${wanted.limit}
  `.execute(tx.db)
  if (rows.length === 0) return null
  return rows.flatMap((row) => (row.id === null ? [] : [toSnapshot(row)]))
}

function toSnapshot(row: SnapshotRow): AgingSnapshot {
  const aging: Aging = {
    currentCents: centsOf(row.bucket_current),
    days1To30Cents: centsOf(row.bucket_1_30),
    days31To60Cents: centsOf(row.bucket_31_60),
    days61To90Cents: centsOf(row.bucket_61_90),
    over90Cents: centsOf(row.bucket_90_plus),
    unappliedCreditCents: centsOf(row.unapplied_credit),
  }
  return {
    id: row.id,
    customerId: row.customer_id,
    currency: row.currency,
    snapshotDate: row.snapshot_date,
    ...agingTotals(aging, row.currency),
    totalInvoices: row.total_invoices,
    generatedVia: row.generated_via,
    generatedBy: row.generated_by,
    statementId: row.statement_id,
    createdAt: row.created_at.toISOString(),
  }
}
