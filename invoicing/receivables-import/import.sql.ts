import { sql } from 'kysely'
import type { Transaction } from '../../database/transaction.ts'
import { closedDay } from '../customers/customer-locks.sql.ts'
import { storedContent } from '../invoices/invoice-content.ts'
import { centsOf, decimalText } from '../money/money.ts'
import type { TakenNumber } from '../numbers/numbers.sql.ts'
import type { Booking } from './booking.ts'
import type { ImportCustomer, StandingInvoice } from './receivable.ts'

/** Locks the customers that names stand for (number or external id), by id, and tells which name is whose. */
export async function lockCustomersOf(
  tx: Transaction,
  names: readonly string[],
): Promise<Map<string, ImportCustomer>> {
  const { rows } = await sql<{
    id: string
    customer_number: string
    external_id: string | null
    name: string
    default_currency: string
    closed_through: string | null
  }>`
    select id, customer_number, external_id, name, default_currency, closed_through from invoicing.customers
    where company_id = ${tx.company.companyId} and deleted_at is null
      and (customer_number = any(${names}::text[]) or external_id = any(${names}::text[]))
    order by id for no key update
  `.execute(tx.db)
  const found = new Map<string, ImportCustomer>()
  // An external id is what the other system said; it wins over a number that happens to read the same.
  const customers = rows.map((row) => ({
    number: row.customer_number,
    externalId: row.external_id,
    customer: {
      id: row.id,
      name: row.name,
      currency: row.default_currency,
      closedThrough: closedDay(tx, row.closed_through),
    },
  }))
  for (const { number, customer } of customers) found.set(number, customer)
  for (const { externalId, customer } of customers) if (externalId) found.set(externalId, customer)
  return found
}

export async function insertImportedCustomer(
  tx: Transaction,
  customer: { number: TakenNumber; name: string; externalId: string; createdByUserId: string },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with made as (
      insert into invoicing.customers (company_id, customer_number, name, external_id, default_currency, created_by_user_id)
      values (${tx.company.companyId}, ${customer.number.text}, ${customer.name}, ${customer.externalId},
        ${tx.company.currency}, ${customer.createdByUserId})
      returning company_id, id
    ), sums as (
      insert into invoicing.customer_totals (company_id, customer_id) select company_id, id from made
    )
    select id from made
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Error('An inserted customer gave no row')
  return row.id
}

/** The invoices that stand under these numbers. */
export async function readStanding(
  tx: Transaction,
  numbers: readonly string[],
): Promise<Map<string, StandingInvoice>> {
  const { rows } = await sql<{
    invoice_number: string
    number_series: string
    customer_id: string
    total: string
    amount_paid: string
    issue_date: string | null
    due_date: string | null
  }>`
    select invoice_number, number_series, customer_id, total, amount_paid, issue_date, due_date
    from invoicing.invoices where company_id = ${tx.company.companyId} and invoice_number = any(${numbers}::text[])
  `.execute(tx.db)
  return new Map(
    rows.map((row) => [
      row.invoice_number,
      {
        imported: row.number_series === 'imported',
        customerId: row.customer_id,
        totalCents: centsOf(row.total),
        amountPaidCents: centsOf(row.amount_paid),
        issueDate: row.issue_date,
        dueDate: row.due_date,
      },
    ]),
  )
}

/**
 * Inserts invoices, lines, payments and allocations of a batch, each kind in one statement. The invoices count what is
 * paid from the beginning: moving every one of them again would write all of its indexes twice.
 */
export async function insertBookings(
  tx: Transaction,
  bookings: readonly Booking[],
  userId: string,
): Promise<void> {
  if (bookings.length === 0) return
  await insertInvoices(tx, bookings, userId)
  await insertLines(tx, bookings)
  await insertPayments(tx, bookings, userId)
}

async function insertInvoices(tx: Transaction, bookings: readonly Booking[], userId: string): Promise<void> {
  const rows = bookings.map(({ row, customer, invoice, payment }) => ({
    id: invoice.id,
    invoice_number: row.invoiceNumber,
    number_value: invoice.numberValue,
    customer_id: customer.id,
    customer_name: customer.name,
    currency: customer.currency,
    payment_terms: invoice.content.paymentTerms,
    total: decimalText(invoice.content.totals.totalCents),
    amount_paid: decimalText(payment?.allocatedCents ?? 0),
    settled_on: payment?.allocatedCents === invoice.content.totals.totalCents ? payment.date : null,
    issue_date: row.issueDate,
    due_date: row.dueDate,
    posting_date: invoice.postingDate,
    content_checksum: invoice.checksum,
  }))
  await sql`
    insert into invoicing.invoices (company_id, id, invoice_number, number_series, number_value, customer_id, customer_name,
      currency, payment_terms, subtotal, total, amount_paid, settled_on, issue_date, due_date, posting_date, content_checksum, issued_at,
      issued_by_user_id, created_by_user_id)
    select ${tx.company.companyId}::uuid, r.id, r.invoice_number, 'imported', r.number_value, r.customer_id, r.customer_name,
      r.currency, r.payment_terms, r.total, r.total, r.amount_paid, r.settled_on, r.issue_date, r.due_date, r.posting_date, r.content_checksum, now(),
      ${userId}::uuid, ${userId}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, invoice_number text, number_value bigint,
      customer_id uuid, customer_name text, currency text, payment_terms text, total numeric, amount_paid numeric, settled_on date, issue_date date,
      due_date date, posting_date date, content_checksum text)
  `.execute(tx.db)
}

async function insertLines(tx: Transaction, bookings: readonly Booking[]): Promise<void> {
  const rows = bookings.flatMap(({ invoice }) =>
    storedContent(invoice.content).lines.map((line) => ({ invoice_id: invoice.id, ...line })),
  )
  await sql`
    insert into invoicing.invoice_line_items (company_id, invoice_id, position, kind, line_group, description, quantity,
      unit_price, taxable, tax_rate, line_total, discount_share)
    select ${tx.company.companyId}::uuid, r.*
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (invoice_id uuid, position int, kind text, line_group text,
      description text, quantity numeric, unit_price numeric, taxable boolean, tax_rate numeric, line_total numeric,
      discount_share numeric)
  `.execute(tx.db)
}

async function insertPayments(tx: Transaction, bookings: readonly Booking[], userId: string): Promise<void> {
  const rows = bookings.flatMap(({ row, customer, invoice, payment }) =>
    payment === null
      ? []
      : [
          {
            id: payment.id,
            allocation_id: payment.allocationId,
            invoice_id: invoice.id,
            customer_id: customer.id,
            currency: customer.currency,
            amount: decimalText(payment.amountCents),
            allocated: decimalText(payment.allocatedCents),
            payment_date: payment.date,
            posting_date: payment.postingDate,
            allocation_posting_date: payment.allocationPostingDate,
            reference: `Imported with ${row.invoiceNumber}`,
          },
        ],
  )
  await sql`
    with r as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, allocation_id uuid, invoice_id uuid,
        customer_id uuid, currency text, amount numeric, allocated numeric, payment_date date, posting_date date,
        allocation_posting_date date, reference text)
    ), p as (
      insert into invoicing.payments (company_id, id, customer_id, currency, amount, allocated, payment_date, posting_date,
        method, reference, recorded_by_user_id)
      select ${tx.company.companyId}::uuid, r.id, r.customer_id, r.currency, r.amount, r.allocated, r.payment_date,
        r.posting_date, 'other', r.reference, ${userId}::uuid
      from r
    )
    insert into invoicing.payment_allocations (company_id, id, payment_id, invoice_id, customer_id, amount, posting_date)
    select ${tx.company.companyId}::uuid, r.allocation_id, r.id, r.invoice_id, r.customer_id, r.allocated,
      r.allocation_posting_date
    from r
  `.execute(tx.db)
}
