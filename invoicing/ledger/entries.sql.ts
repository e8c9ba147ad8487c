import { type RawBuilder, sql } from 'kysely'
import type { EntryKind, LedgerEntry, LedgerFigure } from '../../contract/ledger-entries.ts'
import type { PaymentMethod } from '../../contract/payment-methods.ts'
import type { Transaction } from '../../database/transaction.ts'
import { type Cents, centsOf } from '../money/money.ts'
import type { KindSum } from './why-figure.ts'

/** Whose entries, which of them, and until when. */
export type EntriesAsked = (
  | { figure: 'balanceDue'; invoiceId: string }
  | { figure: 'balance' | 'openInvoices' | 'unappliedCredit' | 'totalPaid'; customerId: string }
  | { figure: 'totalOutstanding'; currency: string }
  | { figure: 'paidThisMonth'; currency: string; from: string }
) & { asOf: string; knownAt: string | null }

/** Where a page begins: after the entry that was posted on a day and has an id. */
export interface EntryPlace {
  postingDate: string
  id: string
}

/** The account of a figure. What moves between a customer's own accounts does not change the balance. */
const partOf: Record<LedgerFigure, RawBuilder<unknown>> = {
  balanceDue: sql`true`,
  balance: sql`e.kind not in ('allocation', 'release')`,
  openInvoices: sql`e.invoice_id is not null`,
  unappliedCredit: sql`e.invoice_id is null`,
  totalPaid: sql`e.kind in ('payment', 'reversal', 'refund')`,
  totalOutstanding: sql`e.invoice_id is not null`,
  paidThisMonth: sql`e.kind in ('payment', 'reversal', 'refund')`,
}

function whose(asked: EntriesAsked): RawBuilder<unknown> {
  if ('invoiceId' in asked) return sql`e.invoice_id = ${asked.invoiceId}`
  if ('customerId' in asked) return sql`e.customer_id = ${asked.customerId}`
  const from = 'from' in asked ? asked.from : null
  return sql`e.currency = ${asked.currency} and (${from}::date is null or e.posting_date >= ${from}::date)`
}

function matching(tx: Transaction, asked: EntriesAsked): RawBuilder<unknown> {
  const known = asked.knownAt === null ? sql`true` : sql`e.recorded_at <= ${asked.knownAt}::timestamptz`
  return sql`e.company_id = ${tx.company.companyId} and ${whose(asked)} and ${partOf[asked.figure]}
    and e.posting_date <= ${asked.asOf}::date and ${known}`
}

function before(place: EntryPlace | null): RawBuilder<unknown> {
  return place === null
    ? sql`true`
    : sql`(e.posting_date, e.id) < (${place.postingDate}::date, ${place.id}::bigint)`
}

/** What the entries of a figure come to by kind: all of them, and what lies below the beginning of a page. */
export async function readSums(
  tx: Transaction,
  asked: EntriesAsked,
  place: EntryPlace | null,
): Promise<(KindSum & { belowCents: Cents })[]> {
  const { rows } = await sql<{ kind: EntryKind; of_memo: boolean; amount: string; below: string }>`
    select e.kind, e.credit_memo_id is not null as of_memo, sum(e.amount)::numeric(15, 2) as amount,
      coalesce(sum(e.amount) filter (where ${before(place)}), 0)::numeric(15, 2) as below
    from invoicing.receivable_entries e where ${matching(tx, asked)} group by 1, 2
  `.execute(tx.db)
  return rows.map(({ kind, of_memo: ofMemo, amount, below }) => ({
    kind,
    ofMemo,
    amountCents: centsOf(amount),
    belowCents: centsOf(below),
  }))
}

/** An entry as it is told, with its amount as the ledger has it. */
export type ToldEntry = Omit<LedgerEntry, 'amount' | 'balance'> & { amountCents: Cents; currency: string }

interface EntryRow extends Omit<ToldEntry, 'amountCents' | 'recordedAt' | 'document'> {
  amount: string
  recordedAt: Date
  documentKind: LedgerEntry['document']['kind']
  documentId: string
  documentNumber: string | null
  method: PaymentMethod | null
}

/** The entries of a figure with the documents that they came from, latest posted first; one more than the limit. */
export async function readEntries(
  tx: Transaction,
  asked: EntriesAsked,
  { place, limit }: { place: EntryPlace | null; limit: number },
): Promise<ToldEntry[]> {
  const { companyId } = tx.company
  const { rows } = await sql<EntryRow>`
    with entry as (
      select * from invoicing.receivable_entries e where ${matching(tx, asked)} and ${before(place)}
      order by e.posting_date desc, e.id desc limit ${limit + 1}
    )
    select e.id::text as id, e.kind, e.amount, e.currency, e.document_date as "documentDate",
      e.posting_date as "postingDate", e.recorded_at as "recordedAt", e.customer_id as "customerId",
      c.name as "customerName", case when e.invoice_id is null then 'unapplied' else 'invoice' end as account,
      i.id as "invoiceId", i.invoice_number as "invoiceNumber",
      case when e.refund_id is not null then 'refund' when e.write_off_id is not null then 'write_off'
        when e.credit_memo_id is not null then 'credit_memo' when e.payment_id is not null then 'payment'
        else 'invoice' end as "documentKind",
      coalesce(e.refund_id, e.write_off_id, e.credit_memo_id, e.payment_id, e.invoice_id) as "documentId",
      case when e.refund_id is not null then f.reference when e.write_off_id is not null then null
        when e.credit_memo_id is not null then m.credit_memo_number when e.payment_id is not null then p.reference
        else i.invoice_number end as "documentNumber",
      case when e.refund_id is not null then f.method when e.credit_memo_id is null then p.method end as method
    from entry e
    join invoicing.customers c on c.company_id = ${companyId} and c.id = e.customer_id
    left join invoicing.payment_allocations a on a.company_id = ${companyId} and a.id = e.allocation_id
    left join invoicing.credit_memos m on m.company_id = ${companyId} and m.id = e.credit_memo_id
    left join invoicing.invoices i on i.company_id = ${companyId}
      and i.id = coalesce(e.invoice_id, a.invoice_id, m.invoice_id)
    left join invoicing.payments p on p.company_id = ${companyId} and p.id = e.payment_id
    left join invoicing.refunds f on f.company_id = ${companyId} and f.id = e.refund_id
    order by e.posting_date desc, e.id desc
  `.execute(tx.db)
  return rows.map(({ amount, recordedAt, documentKind, documentId, documentNumber, method, ...entry }) => ({
    ...entry,
    amountCents: centsOf(amount),
    recordedAt: recordedAt.toISOString(),
    document: { kind: documentKind, id: documentId, number: documentNumber, method },
  }))
}
