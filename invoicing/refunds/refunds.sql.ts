import { type RawBuilder, sql } from 'kysely'
import type { PaymentMethod } from '../../contract/payment-methods.ts'
import type { Refund } from '../../contract/refunds.ts'
import { Refused } from '../../contract/refusals.ts'
import type { Transaction } from '../../database/transaction.ts'
import type { Place } from '../../server/pages.ts'
import type { CreditSource } from '../ledger/ledger.ts'
import { type Cents, centsOf, decimalText, moneyFromDatabase } from '../money/money.ts'

export interface NewRefund {
  id: string
  customerId: string
  currency: string
  amountCents: Cents
  date: string
  postingDate: string
  method: PaymentMethod
  reference: string | null
  recordedByUserId: string
}

/** Writes a refund and whose credit it gives back, and counts it there. Its entries are posted by the caller. */
export async function insertRefund(
  tx: Transaction,
  refund: NewRefund,
  draws: readonly { source: CreditSource; amountCents: Cents }[],
): Promise<void> {
  const { companyId } = tx.company
  const rows = draws.map(({ source, amountCents }) => ({
    payment_id: 'paymentId' in source ? source.paymentId : null,
    credit_memo_id: 'creditMemoId' in source ? source.creditMemoId : null,
    amount: decimalText(amountCents),
  }))
  await sql`
    with f as (
      insert into invoicing.refunds (company_id, id, customer_id, currency, amount, refund_date, posting_date, method,
        reference, recorded_by_user_id)
      values (${companyId}, ${refund.id}, ${refund.customerId}, ${refund.currency},
        ${decimalText(refund.amountCents)}::numeric, ${refund.date}::date, ${refund.postingDate}::date,
        ${refund.method}, ${refund.reference}, ${refund.recordedByUserId})
      returning id, customer_id
    ), s as (
      insert into invoicing.refund_sources (company_id, refund_id, customer_id, payment_id, credit_memo_id, amount)
      select ${companyId}::uuid, f.id, f.customer_id, r.payment_id, r.credit_memo_id, r.amount
      from f, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r (payment_id uuid, credit_memo_id uuid, amount numeric)
      returning payment_id, credit_memo_id, amount
    ), memos as (
      update invoicing.credit_memos m set refunded = m.refunded + s.amount
      from s where m.company_id = ${companyId} and m.id = s.credit_memo_id
    )
    update invoicing.payments p set refunded = p.refunded + s.amount
    from s where p.company_id = ${companyId} and p.id = s.payment_id
  `.execute(tx.db)
}

/** The refunds that gave back something of a payment, in words of a refusal. */
export async function readRefundsOf(
  tx: Transaction,
  paymentId: string,
): Promise<{ date: string; amount: Cents }[]> {
  const { companyId } = tx.company
  const { rows } = await sql<{ refund_date: string; amount: string }>`
    select f.refund_date, s.amount from invoicing.refund_sources s
    join invoicing.refunds f on f.company_id = ${companyId} and f.id = s.refund_id
    where s.company_id = ${companyId} and s.payment_id = ${paymentId} order by f.recorded_at, f.id
  `.execute(tx.db)
  return rows.map((row) => ({ date: row.refund_date, amount: centsOf(row.amount) }))
}

interface RefundRow {
  id: string
  customer_id: string
  customer_name: string
  currency: string
  amount: string
  refund_date: string
  posting_date: string
  method: PaymentMethod
  reference: string | null
  recorded_at: Date
  recorded_by: string | null
  sources: Refund['sources']
}

function refundRows(companyId: string): RawBuilder<unknown> {
  return sql`
    select f.id, f.customer_id, c.name as customer_name, f.currency, f.amount, f.refund_date, f.posting_date, f.method,
      f.reference, f.recorded_at, (select n.name from auth.names_of(array[f.recorded_by_user_id]) n) as recorded_by,
      (select jsonb_agg(jsonb_build_object('paymentId', s.payment_id, 'creditMemoId', s.credit_memo_id,
          'amount', s.amount::text) order by s.id)
        from invoicing.refund_sources s where s.company_id = ${companyId} and s.refund_id = f.id) as sources
    from invoicing.refunds f
    join invoicing.customers c on c.company_id = ${companyId} and c.id = f.customer_id
  `
}

export async function readRefund(tx: Transaction, id: string): Promise<Refund> {
  const { companyId } = tx.company
  const { rows } = await sql<RefundRow>`
    ${refundRows(companyId)} where f.company_id = ${companyId} and f.id = ${id}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Refused('not_found', 'The company has no refund with this id.')
  return toRefund(row)
}

/** Refunds newest first, from a place on; one more than the limit. */
export async function readRefunds(
  tx: Transaction,
  wanted: { customerId?: string | undefined; after: Place | null; limit: number },
): Promise<{ refund: Refund; place: Place }[]> {
  const { companyId } = tx.company
  const { customerId, after } = wanted
  const conditions = [
    sql`f.company_id = ${companyId}`,
    ...(customerId ? [sql`f.customer_id = ${customerId}`] : []),
    ...(after
      ? [
          sql`f.posting_date <= ${after.value}::date and (f.posting_date < ${after.value}::date or f.id < ${after.id}::uuid)`,
        ]
      : []),
  ]
  const { rows } = await sql<RefundRow>`
    ${refundRows(companyId)} where ${sql.join(conditions, sql` and `)}
    order by f.posting_date desc, f.id desc limit ${wanted.limit + 1}
  `.execute(tx.db)
  return rows.map((row) => ({ refund: toRefund(row), place: { value: row.posting_date, id: row.id } }))
}

function toRefund(row: RefundRow): Refund {
  const money = (text: string) => moneyFromDatabase(text, row.currency)
  return {
    id: row.id,
    customerId: row.customer_id,
    customerName: row.customer_name,
    currency: row.currency,
    amount: money(row.amount),
    date: row.refund_date,
    postingDate: row.posting_date,
    method: row.method,
    reference: row.reference,
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: row.recorded_by,
    sources: row.sources.map((source) => ({ ...source, amount: money(source.amount) })),
  }
}
