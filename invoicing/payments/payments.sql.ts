import { type RawBuilder, sql } from 'kysely'
import type { Payment, PaymentMethod } from '../../contract/payments.ts'
import { Refused } from '../../contract/refusals.ts'
import type { Transaction } from '../../database/transaction.ts'
import type { Place } from '../../server/pages.ts'
import { type Cents, centsOf, decimalText, moneyFromDatabase, moneyText } from '../money/money.ts'

export interface NewPayment {
  customerId: string
  customerName: string
  currency: string
  amountCents: Cents
  date: string
  postingDate: string
  method: PaymentMethod
  reference: string | null
  recordedBy: { userId: string; name: string }
}

interface NewAllocation {
  invoiceId: string
  invoiceNumber: string
  amountCents: Cents
  postingDate: string
}

/**
 * Inserts a payment with its allocations and gives it as a read would. The ledger entries that belong to them are posted
 * by the caller.
 */
export async function insertPayment(
  tx: Transaction,
  payment: NewPayment,
  allocations: readonly NewAllocation[],
): Promise<Payment> {
  const { companyId } = tx.company
  const rows = allocations.map((allocation, index) => ({
    position: index,
    invoice_id: allocation.invoiceId,
    amount: decimalText(allocation.amountCents),
    posting_date: allocation.postingDate,
  }))
  const allocated = allocations.reduce((sum, { amountCents }) => sum + amountCents, 0)
  const result = await sql<{ id: string; recorded_at: Date; allocation_ids: string[] }>`
    with p as (
      insert into invoicing.payments (company_id, customer_id, currency, amount, allocated, payment_date, posting_date,
        method, reference, recorded_by_user_id)
      values (${companyId}, ${payment.customerId}, ${payment.currency}, ${decimalText(payment.amountCents)}::numeric,
        ${decimalText(allocated)}::numeric, ${payment.date}::date, ${payment.postingDate}::date, ${payment.method},
        ${payment.reference}, ${payment.recordedBy.userId})
      returning id, customer_id, recorded_at
    ), wanted as (
      select gen_random_uuid() as id, r.*
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r (position int, invoice_id uuid, amount numeric, posting_date date)
    ), a as (
      insert into invoicing.payment_allocations (company_id, id, payment_id, invoice_id, customer_id, amount, posting_date)
      select ${companyId}::uuid, w.id, p.id, w.invoice_id, p.customer_id, w.amount, w.posting_date from p, wanted w
    )
    select p.id, p.recorded_at,
      (select coalesce(jsonb_agg(w.id order by w.position), '[]') from wanted w) as allocation_ids
    from p
  `.execute(tx.db)
  const row = result.rows[0]
  if (!row) throw new Error('An inserted payment gave no row')
  const { currency } = payment
  return {
    id: row.id,
    customerId: payment.customerId,
    customerName: payment.customerName,
    currency,
    amount: moneyText(payment.amountCents, currency),
    unappliedAmount: moneyText(payment.amountCents - allocated, currency),
    date: payment.date,
    postingDate: payment.postingDate,
    method: payment.method,
    reference: payment.reference,
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: payment.recordedBy.name,
    allocations: allocations.map(({ invoiceId, invoiceNumber, amountCents, postingDate }, index) => ({
      id: row.allocation_ids[index] ?? '',
      invoiceId,
      invoiceNumber,
      amount: moneyText(amountCents, currency),
      postingDate,
    })),
  }
}

/** Takes back every live allocation of an invoice; the money is unapplied again. */
export async function releaseAllocations(
  tx: Transaction,
  invoiceId: string,
): Promise<{ allocationId: string; paymentId: string; invoiceId: string; amountCents: Cents }[]> {
  const { companyId } = tx.company
  const { rows } = await sql<{ id: string; payment_id: string; amount: string }>`
    with released as (
      update invoicing.payment_allocations set released_at = now()
      where company_id = ${companyId} and invoice_id = ${invoiceId} and released_at is null
      returning id, payment_id, amount
    ), freed as (
      update invoicing.payments p set allocated = p.allocated - r.amount
      from (select payment_id, sum(amount) as amount from released group by payment_id) r
      where p.company_id = ${companyId} and p.id = r.payment_id
    )
    select id, payment_id, amount from released order by id
  `.execute(tx.db)
  return rows.map((row) => ({
    allocationId: row.id,
    paymentId: row.payment_id,
    invoiceId,
    amountCents: centsOf(row.amount),
  }))
}

interface PaymentRow {
  id: string
  customer_id: string
  customer_name: string
  currency: string
  amount: string
  unapplied: string
  payment_date: string
  posting_date: string
  method: PaymentMethod
  reference: string | null
  recorded_at: Date
  recorded_by: string | null
  allocations: { id: string; invoiceId: string; invoiceNumber: string; amount: string; postingDate: string }[]
}

function paymentRows(companyId: string): RawBuilder<unknown> {
  return sql`
    select p.id, p.customer_id, c.name as customer_name, p.currency, p.amount, p.amount - p.allocated as unapplied,
      p.payment_date, p.posting_date, p.method, p.reference, p.recorded_at,
      (select n.name from auth.names_of(array[p.recorded_by_user_id]) n) as recorded_by,
      (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'invoiceId', a.invoice_id, 'invoiceNumber', i.invoice_number,
          'amount', a.amount::text, 'postingDate', a.posting_date) order by a.created_at, a.id), '[]')
        from invoicing.payment_allocations a
        join invoicing.invoices i on i.company_id = ${companyId} and i.id = a.invoice_id
        where a.company_id = ${companyId} and a.payment_id = p.id and a.released_at is null) as allocations
    from invoicing.payments p
    join invoicing.customers c on c.company_id = ${companyId} and c.id = p.customer_id
  `
}

export async function readPayment(tx: Transaction, id: string): Promise<Payment> {
  const { companyId } = tx.company
  const { rows } = await sql<PaymentRow>`
    ${paymentRows(companyId)} where p.company_id = ${companyId} and p.id = ${id}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Refused('not_found', 'The company has no payment with this id.')
  return toPayment(row)
}

/** Payments newest first, from a place on; one more than the limit. */
export async function readPayments(
  tx: Transaction,
  wanted: {
    customerId?: string | undefined
    invoiceId?: string | undefined
    after: Place | null
    limit: number
  },
): Promise<{ payment: Payment; place: Place }[]> {
  const { companyId } = tx.company
  const { customerId, invoiceId, after } = wanted
  const conditions = [
    sql`p.company_id = ${companyId}`,
    ...(customerId ? [sql`p.customer_id = ${customerId}`] : []),
    ...(invoiceId
      ? [
          sql`p.id in (select a.payment_id from invoicing.payment_allocations a
            where a.company_id = ${companyId} and a.invoice_id = ${invoiceId} and a.released_at is null)`,
        ]
      : []),
    ...(after
      ? [
          sql`p.posting_date <= ${after.value}::date and (p.posting_date < ${after.value}::date or p.id < ${after.id}::uuid)`,
        ]
      : []),
  ]
  const { rows } = await sql<PaymentRow>`
    ${paymentRows(companyId)} where ${sql.join(conditions, sql` and `)}
    order by p.posting_date desc, p.id desc limit ${wanted.limit + 1}
  `.execute(tx.db)
  return rows.map((row) => ({ payment: toPayment(row), place: { value: row.posting_date, id: row.id } }))
}

function toPayment(row: PaymentRow): Payment {
  const money = (text: string) => moneyFromDatabase(text, row.currency)
  return {
    id: row.id,
    customerId: row.customer_id,
    customerName: row.customer_name,
    currency: row.currency,
    amount: money(row.amount),
    unappliedAmount: money(row.unapplied),
    date: row.payment_date,
    postingDate: row.posting_date,
    method: row.method,
    reference: row.reference,
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: row.recorded_by,
    allocations: row.allocations.map((allocation) => ({ ...allocation, amount: money(allocation.amount) })),
  }
}
