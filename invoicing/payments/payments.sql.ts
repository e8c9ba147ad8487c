import { type RawBuilder, sql } from 'kysely'
import type { PaymentMethod } from '../../contract/payment-methods.ts'
import type { Payment } from '../../contract/payments.ts'
import { Refused } from '../../contract/refusals.ts'
import { prepared } from '../../database/prepared-statements.ts'
import type { Transaction } from '../../database/transaction.ts'
import type { Place } from '../../server/pages.ts'
import type { NewAllocation } from '../allocations/allocations.sql.ts'
import { type Cents, centsOf, decimalText, moneyFromDatabase, moneyText } from '../money/money.ts'

export interface NewPayment {
  /** Made before, so that allocations and entries can name it. */
  id: string
  customerId: string
  customerName: string
  currency: string
  amountCents: Cents
  date: string
  postingDate: string
  method: PaymentMethod
  reference: string | null
  quoteId: string | null
  recordedBy: { userId: string; name: string }
}

interface OwnAllocation extends Omit<NewAllocation, 'source'> {
  invoiceNumber: string
}

/**
 * Inserts a payment with its allocations and gives it as a read would. The ledger entries that belong to them are posted
 * by the caller.
 */
export async function insertPayment(
  tx: Transaction,
  payment: NewPayment,
  allocations: readonly OwnAllocation[],
): Promise<Payment> {
  const { companyId } = tx.company
  const rows = allocations.map((allocation) => ({
    id: allocation.id,
    invoice_id: allocation.invoiceId,
    amount: decimalText(allocation.amountCents),
    posting_date: allocation.postingDate,
  }))
  const allocated = allocations.reduce((sum, { amountCents }) => sum + amountCents, 0)
  const result = await sql<{ recorded_at: Date }>`${prepared}
    with p as (
      insert into invoicing.payments (company_id, id, customer_id, currency, amount, allocated, payment_date,
        posting_date, method, reference, quote_id, recorded_by_user_id)
      values (${companyId}, ${payment.id}, ${payment.customerId}, ${payment.currency},
        ${decimalText(payment.amountCents)}::numeric, ${decimalText(allocated)}::numeric, ${payment.date}::date,
        ${payment.postingDate}::date, ${payment.method}, ${payment.reference}, ${payment.quoteId},
        ${payment.recordedBy.userId})
      returning id, customer_id, recorded_at
    ), a as (
      insert into invoicing.payment_allocations (company_id, id, payment_id, invoice_id, customer_id, amount, posting_date)
      select ${companyId}::uuid, r.id, p.id, r.invoice_id, p.customer_id, r.amount, r.posting_date
      from p, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r (id uuid, invoice_id uuid, amount numeric, posting_date date)
    )
    select recorded_at from p
  `.execute(tx.db)
  const row = result.rows[0]
  if (!row) throw new Error('An inserted payment gave no row')
  const { currency } = payment
  return {
    id: payment.id,
    customerId: payment.customerId,
    customerName: payment.customerName,
    currency,
    amount: moneyText(payment.amountCents, currency),
    unappliedAmount: moneyText(payment.amountCents - allocated, currency),
    refundedAmount: moneyText(0, currency),
    isReversed: false,
    reversal: null,
    date: payment.date,
    postingDate: payment.postingDate,
    method: payment.method,
    reference: payment.reference,
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: payment.recordedBy.name,
    quoteId: payment.quoteId,
    allocations: allocations.map(({ id, invoiceId, invoiceNumber, amountCents, postingDate }) => ({
      id,
      invoiceId,
      invoiceNumber,
      amount: moneyText(amountCents, currency),
      postingDate,
    })),
  }
}

interface PaymentRow {
  id: string
  customer_id: string
  customer_name: string
  currency: string
  amount: string
  unapplied: string
  refunded: string
  reversal_reason: string | null
  reversed_on: string | null
  reversed_by: string | null
  payment_date: string
  posting_date: string
  method: PaymentMethod
  reference: string | null
  quote_id: string | null
  recorded_at: Date
  recorded_by: string | null
  allocations: { id: string; invoiceId: string; invoiceNumber: string; amount: string; postingDate: string }[]
}

function paymentRows(companyId: string): RawBuilder<unknown> {
  return sql`
    select p.id, p.customer_id, c.name as customer_name, p.currency, p.amount, p.unapplied, p.refunded,
      p.reversal_reason, p.reversed_on, p.payment_date, p.posting_date, p.method, p.reference, p.quote_id,
      p.recorded_at,
      (select n.name from auth.names_of(array[p.recorded_by_user_id]) n) as recorded_by,
      case when p.reversed_by_user_id is not null then
        (select n.name from auth.names_of(array[p.reversed_by_user_id]) n) end as reversed_by,
      (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'invoiceId', a.invoice_id, 'invoiceNumber', i.invoice_number,
          'amount', a.amount::text, 'postingDate', a.posting_date) order by i.due_date, i.number_value, a.id), '[]')
        from invoicing.payment_allocations a
        join invoicing.invoices i on i.company_id = ${companyId} and i.id = a.invoice_id
        where a.company_id = ${companyId} and a.payment_id = p.id and a.released_at is null) as allocations
    from invoicing.payments p
    join invoicing.customers c on c.company_id = ${companyId} and c.id = p.customer_id
  `
}

export async function readPayment(tx: Transaction, id: string): Promise<Payment> {
  const { companyId } = tx.company
  const { rows } = await sql<PaymentRow>`${prepared}
    ${paymentRows(companyId)} where p.company_id = ${companyId} and p.id = ${id}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw paymentNotFound()
  return toPayment(row)
}

/** What an operation needs of a payment whose customer it holds. */
export interface StandingPayment {
  id: string
  currency: string
  amountCents: Cents
  unappliedCents: Cents
  refundedCents: Cents
  date: string
  postingDate: string
  reference: string | null
  reversedOn: string | null
}

/** Whose payment it is: the customer is to be locked before the payment is read. */
export async function readPayerOf(tx: Transaction, id: string): Promise<string> {
  const { rows } = await sql<{ customer_id: string }>`${prepared}
    select customer_id from invoicing.payments where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw paymentNotFound()
  return row.customer_id
}

/** A payment as it stands, its customer being locked. */
export async function readStandingPayment(tx: Transaction, id: string): Promise<StandingPayment> {
  const { rows } = await sql<{
    id: string
    currency: string
    amount: string
    unapplied: string
    refunded: string
    payment_date: string
    posting_date: string
    reference: string | null
    reversed_on: string | null
  }>`${prepared}
    select id, currency, amount, unapplied, refunded, payment_date, posting_date, reference, reversed_on
    from invoicing.payments where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw paymentNotFound()
  return {
    id: row.id,
    currency: row.currency,
    amountCents: centsOf(row.amount),
    unappliedCents: centsOf(row.unapplied),
    refundedCents: centsOf(row.refunded),
    date: row.payment_date,
    postingDate: row.posting_date,
    reference: row.reference,
    reversedOn: row.reversed_on,
  }
}

/** Marks a payment as reversed; its allocations are released before, its entries posted by the caller. */
export async function markReversed(
  tx: Transaction,
  id: string,
  reversal: { reason: string; day: string; byUserId: string },
): Promise<void> {
  await sql`${prepared}
    update invoicing.payments set reversed_at = now(), reversed_by_user_id = ${reversal.byUserId},
      reversal_reason = ${reversal.reason}, reversed_on = ${reversal.day}::date
    where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
}

function paymentNotFound(): Refused {
  return new Refused('not_found', 'The company has no payment with this id.')
}

/** Payments newest first, from a place on; one more than the limit. */
export async function readPayments(
  tx: Transaction,
  wanted: {
    customerId?: string | undefined
    invoiceId?: string | undefined
    quoteId?: string | undefined
    after: Place | null
    limit: number
  },
): Promise<{ payment: Payment; place: Place }[]> {
  const { companyId } = tx.company
  const { customerId, invoiceId, quoteId, after } = wanted
  const conditions = [
    sql`p.company_id = ${companyId}`,
    ...(customerId ? [sql`p.customer_id = ${customerId}`] : []),
    ...(quoteId ? [sql`p.quote_id = ${quoteId}`] : []),
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
    refundedAmount: money(row.refunded),
    isReversed: row.reversed_on !== null,
    reversal:
      row.reversed_on === null
        ? null
        : { reason: row.reversal_reason ?? '', date: row.reversed_on, reversedBy: row.reversed_by },
    date: row.payment_date,
    postingDate: row.posting_date,
    method: row.method,
    reference: row.reference,
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: row.recorded_by,
    quoteId: row.quote_id,
    allocations: row.allocations.map((allocation) => ({ ...allocation, amount: money(allocation.amount) })),
  }
}
