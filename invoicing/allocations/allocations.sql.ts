import { sql } from 'kysely'
import type { InvoiceStatus } from '../../contract/invoices.ts'
import { Refused } from '../../contract/refusals.ts'
import type { Transaction } from '../../database/transaction.ts'
import type { CreditSource } from '../ledger/ledger.ts'
import { type Cents, centsOf, decimalText } from '../money/money.ts'
import type { CreditLeft, OpenInvoice } from './allocation.ts'

interface OpenInvoiceRow {
  id: string
  invoice_number: string
  status: InvoiceStatus
  balance_due: string
  posting_date: string | null
}

/** Locks invoices of a locked customer, in the order of their ids. Those of other customers are not found. */
export async function lockInvoicesOf(
  tx: Transaction,
  customerId: string,
  ids: readonly string[],
): Promise<Map<string, OpenInvoice>> {
  const { rows } = await sql<OpenInvoiceRow>`
    select id, invoice_number, status, balance_due, posting_date from invoicing.invoices
    where company_id = ${tx.company.companyId} and customer_id = ${customerId} and id = any(${ids}::uuid[])
    order by id for no key update
  `.execute(tx.db)
  return new Map(rows.map((row) => [row.id, toOpenInvoice(row)]))
}

/**
 * Locks the oldest open invoices of a locked customer that an amount pays, and gives them oldest first: by due date,
 * issue date, number (MISSION 4).
 */
export async function lockOldestOpen(
  tx: Transaction,
  customerId: string,
  amountCents: Cents,
): Promise<OpenInvoice[]> {
  const { companyId } = tx.company
  const { rows } = await sql<{ id: string }>`
    select id from (
      select id, due_date_sort, issue_date, number_value, balance_due_cents,
        sum(balance_due_cents) over (order by due_date_sort, issue_date, number_value, id) as running
      from invoicing.invoices
      where company_id = ${companyId} and customer_id = ${customerId} and status in ('sent', 'partial')
    ) open
    where running - balance_due_cents < ${amountCents}
    order by due_date_sort, issue_date, number_value, id
  `.execute(tx.db)
  const ids = rows.map(({ id }) => id)
  const locked = await lockInvoicesOf(tx, customerId, ids)
  return ids.flatMap((id) => locked.get(id) ?? [])
}

function toOpenInvoice(row: OpenInvoiceRow): OpenInvoice {
  return {
    id: row.id,
    invoiceNumber: row.invoice_number,
    status: row.status,
    balanceDueCents: centsOf(row.balance_due),
    postingDate: row.posting_date,
  }
}

/** What credit a locked customer has, oldest first: what is left of payments, and of credit memos. */
export async function readCreditLeft(
  tx: Transaction,
  customerId: string,
): Promise<(CreditLeft & { label: string | null; date: string })[]> {
  const { companyId } = tx.company
  const { rows } = await sql<{
    payment_id: string | null
    credit_memo_id: string | null
    label: string | null
    document_date: string
    posting_date: string
    unapplied: string
  }>`
    select id as payment_id, null::uuid as credit_memo_id, reference as label, payment_date as document_date,
      posting_date, unapplied, recorded_at as since
    from invoicing.payments where company_id = ${companyId} and customer_id = ${customerId} and unapplied > 0
    union all
    select null, id, credit_memo_number, credit_date, posting_date, unapplied, created_at
    from invoicing.credit_memos where company_id = ${companyId} and customer_id = ${customerId} and unapplied > 0
    order by posting_date, since, payment_id, credit_memo_id
  `.execute(tx.db)
  return rows.map((row) => ({
    source: sourceOf(row.payment_id, row.credit_memo_id),
    unappliedCents: centsOf(row.unapplied),
    date: row.document_date,
    postingDate: row.posting_date,
    label: row.label,
  }))
}

/** A row names its source in one of two columns. */
function sourceOf(paymentId: string | null, creditMemoId: string | null): CreditSource {
  if (paymentId !== null) return { paymentId }
  if (creditMemoId !== null) return { creditMemoId }
  throw new Error('A row of credit names no source')
}

/** An allocation to be written; its id is made before, so that its entries can name it. */
export interface NewAllocation {
  id: string
  source: CreditSource
  invoiceId: string
  amountCents: Cents
  postingDate: string
}

/** Writes allocations and counts them on their sources. Their ledger entries are posted by the caller. */
export async function insertAllocations(
  tx: Transaction,
  customerId: string,
  allocations: readonly NewAllocation[],
): Promise<void> {
  const { companyId } = tx.company
  const rows = allocations.map(({ source, ...allocation }) => ({
    id: allocation.id,
    payment_id: 'paymentId' in source ? source.paymentId : null,
    credit_memo_id: 'creditMemoId' in source ? source.creditMemoId : null,
    invoice_id: allocation.invoiceId,
    amount: decimalText(allocation.amountCents),
    posting_date: allocation.postingDate,
  }))
  await sql`
    with a as (
      insert into invoicing.payment_allocations (company_id, customer_id, id, payment_id, credit_memo_id, invoice_id,
        amount, posting_date)
      select ${companyId}::uuid, ${customerId}::uuid, r.*
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r (id uuid, payment_id uuid, credit_memo_id uuid, invoice_id uuid, amount numeric, posting_date date)
      returning payment_id, credit_memo_id, amount
    ), memos as (
      update invoicing.credit_memos m set allocated = m.allocated + s.amount
      from (select credit_memo_id, sum(amount) as amount from a group by credit_memo_id) s
      where m.company_id = ${companyId} and m.id = s.credit_memo_id
    )
    update invoicing.payments p set allocated = p.allocated + s.amount
    from (select payment_id, sum(amount) as amount from a group by payment_id) s
    where p.company_id = ${companyId} and p.id = s.payment_id
  `.execute(tx.db)
}

export interface ReleasedAllocation {
  allocationId: string
  source: CreditSource
  invoiceId: string
  amountCents: Cents
}

/** Takes back the live allocations of an invoice or of a payment, or one by its id; the credit is unapplied again. */
export async function releaseAllocations(
  tx: Transaction,
  of: { invoiceId: string } | { paymentId: string } | { allocationId: string },
): Promise<ReleasedAllocation[]> {
  const { companyId } = tx.company
  const which =
    'invoiceId' in of
      ? sql`invoice_id = ${of.invoiceId}`
      : 'paymentId' in of
        ? sql`payment_id = ${of.paymentId}`
        : sql`id = ${of.allocationId}`
  const { rows } = await sql<{
    id: string
    payment_id: string | null
    credit_memo_id: string | null
    invoice_id: string
    amount: string
  }>`
    with released as (
      update invoicing.payment_allocations set released_at = now()
      where company_id = ${companyId} and ${which} and released_at is null
      returning id, payment_id, credit_memo_id, invoice_id, amount
    ), memos as (
      update invoicing.credit_memos m set allocated = m.allocated - r.amount
      from (select credit_memo_id, sum(amount) as amount from released group by credit_memo_id) r
      where m.company_id = ${companyId} and m.id = r.credit_memo_id
    ), payments as (
      update invoicing.payments p set allocated = p.allocated - r.amount
      from (select payment_id, sum(amount) as amount from released group by payment_id) r
      where p.company_id = ${companyId} and p.id = r.payment_id
    )
    select id, payment_id, credit_memo_id, invoice_id, amount from released order by id
  `.execute(tx.db)
  return rows.map((row) => ({
    allocationId: row.id,
    source: sourceOf(row.payment_id, row.credit_memo_id),
    invoiceId: row.invoice_id,
    amountCents: centsOf(row.amount),
  }))
}

/** One allocation of a payment or memo, whose customer is locked. */
export async function readAllocation(
  tx: Transaction,
  source: CreditSource,
  allocationId: string,
): Promise<{ invoiceId: string; invoiceNumber: string; amountCents: Cents; isReleased: boolean }> {
  const { companyId } = tx.company
  const ofSource =
    'paymentId' in source
      ? sql`a.payment_id = ${source.paymentId}`
      : sql`a.credit_memo_id = ${source.creditMemoId}`
  const { rows } = await sql<{
    invoice_id: string
    invoice_number: string
    amount: string
    released_at: Date | null
  }>`
    select a.invoice_id, i.invoice_number, a.amount, a.released_at from invoicing.payment_allocations a
    join invoicing.invoices i on i.company_id = ${companyId} and i.id = a.invoice_id
    where a.company_id = ${companyId} and ${ofSource} and a.id = ${allocationId}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) {
    const what = 'paymentId' in source ? 'payment' : 'credit memo'
    throw new Refused('not_found', `The ${what} has no allocation with this id.`)
  }
  return {
    invoiceId: row.invoice_id,
    invoiceNumber: row.invoice_number,
    amountCents: centsOf(row.amount),
    isReleased: row.released_at !== null,
  }
}

/** The invoices that a payment is allocated to now. */
export async function readAllocatedInvoiceIds(tx: Transaction, paymentId: string): Promise<string[]> {
  const { rows } = await sql<{ invoice_id: string }>`
    select distinct invoice_id from invoicing.payment_allocations
    where company_id = ${tx.company.companyId} and payment_id = ${paymentId} and released_at is null
  `.execute(tx.db)
  return rows.map((row) => row.invoice_id)
}
