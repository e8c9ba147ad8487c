import { type RawBuilder, sql } from 'kysely'
import type { CreditMemo, CreditMemoReason, CreditMemoSummary } from '../../contract/credit-memos.ts'
import { Refused } from '../../contract/refusals.ts'
import type { Transaction } from '../../database/transaction.ts'
import type { Place } from '../../server/pages.ts'
import { type Cents, centsOf, decimalText, moneyFromDatabase, moneyText } from '../money/money.ts'
import type { TakenNumber } from '../numbers/numbers.sql.ts'
import type { CreditedLine, CreditSplit, CreditTotals } from './credit-memo.ts'

export interface NewMemo extends CreditTotals, CreditSplit {
  /** Made before, so that entries and a refund can name it. */
  id: string
  number: TakenNumber
  invoiceId: string
  customerId: string
  currency: string
  reason: CreditMemoReason
  notes: string | null
  date: string
  postingDate: string
  lines: readonly CreditedLine[]
  createdByUserId: string
}

/** Writes a memo with its lines. Its ledger entries are posted by the caller. */
export async function insertMemo(tx: Transaction, memo: NewMemo): Promise<void> {
  const { companyId } = tx.company
  const { number, currency } = memo
  const lines = memo.lines.map((line, index) => ({
    position: index + 1,
    invoice_line_item_id: line.lineItemId,
    description: line.description,
    amount: decimalText(line.amountCents),
  }))
  const taxes = memo.taxes.map(({ rate, baseCents, taxCents }) => ({
    rate,
    base: moneyText(baseCents, currency),
    amount: moneyText(taxCents, currency),
  }))
  await sql`
    with m as (
      insert into invoicing.credit_memos (company_id, id, credit_memo_number, number_value, invoice_id, customer_id,
        currency, reason, notes, credit_date, posting_date, subtotal, shipping, taxes, tax_amount, total_credit,
        applied_to_invoice, created_by_user_id)
      values (${companyId}, ${memo.id}, ${number.text}, ${number.value}, ${memo.invoiceId}, ${memo.customerId},
        ${currency}, ${memo.reason}, ${memo.notes}, ${memo.date}::date, ${memo.postingDate}::date,
        ${decimalText(memo.subtotalCents)}::numeric, ${decimalText(memo.shippingCents)}::numeric,
        ${JSON.stringify(taxes)}::jsonb, ${decimalText(memo.taxCents)}::numeric,
        ${decimalText(memo.totalCents)}::numeric, ${decimalText(memo.appliedCents)}::numeric, ${memo.createdByUserId})
      returning id
    )
    insert into invoicing.credit_memo_line_items (company_id, credit_memo_id, position, invoice_line_item_id,
      description, amount)
    select ${companyId}::uuid, m.id, r.*
    from m, jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
      as r (position int, invoice_line_item_id uuid, description text, amount numeric)
  `.execute(tx.db)
}

/** Whose memo it is, and of which invoice: both are to be locked before the memo is read. */
export async function readMemoPlace(
  tx: Transaction,
  id: string,
): Promise<{ customerId: string; invoiceId: string }> {
  const { rows } = await sql<{ customer_id: string; invoice_id: string }>`
    select customer_id, invoice_id from invoicing.credit_memos
    where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw memoNotFound()
  return { customerId: row.customer_id, invoiceId: row.invoice_id }
}

/** The numbers of the memos on an invoice that are not void; its customer is locked. */
export async function readLiveMemoNumbers(tx: Transaction, invoiceId: string): Promise<string[]> {
  const { rows } = await sql<{ credit_memo_number: string }>`
    select credit_memo_number from invoicing.credit_memos
    where company_id = ${tx.company.companyId} and invoice_id = ${invoiceId} and voided_at is null
    order by number_value, id
  `.execute(tx.db)
  return rows.map((row) => row.credit_memo_number)
}

/** Marks a memo as void; its entries are posted by the caller. */
export async function markMemoVoid(
  tx: Transaction,
  id: string,
  reason: string,
  byUserId: string,
): Promise<void> {
  await sql`
    update invoicing.credit_memos set voided_at = now(), voided_by_user_id = ${byUserId}, void_reason = ${reason}
    where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
}

interface SummaryRow {
  id: string
  credit_memo_number: string
  number_value: string
  invoice_id: string
  invoice_number: string
  customer_id: string
  shown_name: string
  currency: string
  reason: CreditMemoReason
  credit_date: string
  posting_date: string
  total_credit: string
  applied_to_invoice: string
  unapplied: string
  refunded: string
  voided_at: Date | null
  void_reason: string | null
  created_at: Date
  created_by: string | null
}

interface MemoRow extends SummaryRow {
  billing_address: CreditMemo['billingAddress']
  notes: string | null
  subtotal: string
  shipping: string
  taxes: CreditMemo['taxes']
  tax_amount: string
  line_items: CreditMemo['lineItems']
  allocations: CreditMemo['allocations']
  refunds: CreditMemo['refunds']
}

const summaryColumns = sql`m.id, m.credit_memo_number, m.number_value, m.invoice_id, i.invoice_number, m.customer_id,
  i.customer_name as shown_name, m.currency, m.reason, m.credit_date, m.posting_date, m.total_credit,
  m.applied_to_invoice, m.unapplied, m.refunded, m.voided_at, m.void_reason, m.created_at,
  (select n.name from auth.names_of(array[m.created_by_user_id]) n) as created_by`

function memosAndInvoices(companyId: string): RawBuilder<unknown> {
  return sql`invoicing.credit_memos m
    join invoicing.invoices i on i.company_id = ${companyId} and i.id = m.invoice_id`
}

export async function readMemo(tx: Transaction, id: string): Promise<CreditMemo> {
  const { companyId } = tx.company
  const { rows } = await sql<MemoRow>`
    select ${summaryColumns}, i.billing_address, m.notes, m.subtotal, m.shipping, m.taxes, m.tax_amount,
      (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'lineItemId', l.invoice_line_item_id,
          'description', l.description, 'amount', l.amount::text) order by l.position), '[]')
        from invoicing.credit_memo_line_items l
        where l.company_id = ${companyId} and l.credit_memo_id = m.id) as line_items,
      (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'invoiceId', a.invoice_id,
          'invoiceNumber', p.invoice_number, 'amount', a.amount::text, 'postingDate', a.posting_date)
          order by a.created_at, a.id), '[]')
        from invoicing.payment_allocations a
        join invoicing.invoices p on p.company_id = ${companyId} and p.id = a.invoice_id
        where a.company_id = ${companyId} and a.credit_memo_id = m.id and a.released_at is null) as allocations,
      (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'date', f.refund_date, 'method', f.method,
          'amount', s.amount::text) order by f.recorded_at, f.id), '[]')
        from invoicing.refund_sources s
        join invoicing.refunds f on f.company_id = ${companyId} and f.id = s.refund_id
        where s.company_id = ${companyId} and s.credit_memo_id = m.id) as refunds
    from ${memosAndInvoices(companyId)}
    where m.company_id = ${companyId} and m.id = ${id}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw memoNotFound()
  return toMemo(row)
}

function memoNotFound(): Refused {
  return new Refused('not_found', 'The company has no credit memo with this id.')
}

/** Memos newest first, from a place on; one more than the limit. */
export async function readMemos(
  tx: Transaction,
  wanted: {
    customerId?: string | undefined
    invoiceId?: string | undefined
    after: Place | null
    limit: number
  },
): Promise<{ memo: CreditMemoSummary; place: Place }[]> {
  const { companyId } = tx.company
  const { customerId, invoiceId, after } = wanted
  const conditions = [
    sql`m.company_id = ${companyId}`,
    ...(customerId ? [sql`m.customer_id = ${customerId}`] : []),
    ...(invoiceId ? [sql`m.invoice_id = ${invoiceId}`] : []),
    ...(after
      ? [
          sql`m.number_value <= ${after.value}::bigint and (m.number_value < ${after.value}::bigint or m.id < ${after.id}::uuid)`,
        ]
      : []),
  ]
  const { rows } = await sql<SummaryRow>`
    select ${summaryColumns} from ${memosAndInvoices(companyId)} where ${sql.join(conditions, sql` and `)}
    order by m.number_value desc, m.id desc limit ${wanted.limit + 1}
  `.execute(tx.db)
  return rows.map((row) => ({ memo: toSummary(row), place: { value: row.number_value, id: row.id } }))
}

function toSummary(row: SummaryRow): CreditMemoSummary {
  const money = (text: string) => moneyFromDatabase(text, row.currency)
  const excessCents: Cents = centsOf(row.total_credit) - centsOf(row.applied_to_invoice)
  return {
    id: row.id,
    creditMemoNumber: row.credit_memo_number,
    invoiceId: row.invoice_id,
    invoiceNumber: row.invoice_number,
    customerId: row.customer_id,
    customerName: row.shown_name,
    currency: row.currency,
    reason: row.reason,
    date: row.credit_date,
    postingDate: row.posting_date,
    totalCredit: money(row.total_credit),
    appliedToInvoice: money(row.applied_to_invoice),
    excessAmount: moneyText(excessCents, row.currency),
    unappliedAmount: money(row.unapplied),
    refundedAmount: money(row.refunded),
    isVoid: row.voided_at !== null,
    voidReason: row.void_reason,
    voidedAt: row.voided_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
  }
}

function toMemo(row: MemoRow): CreditMemo {
  const money = (text: string) => moneyFromDatabase(text, row.currency)
  const inMoney = <Part extends { amount: string }>(part: Part) => ({ ...part, amount: money(part.amount) })
  return {
    ...toSummary(row),
    billingAddress: row.billing_address,
    notes: row.notes,
    lineItems: row.line_items.map(inMoney),
    subtotal: money(row.subtotal),
    shipping: money(row.shipping),
    taxes: row.taxes,
    taxAmount: money(row.tax_amount),
    allocations: row.allocations.map(inMoney),
    refunds: row.refunds.map(inMoney),
  }
}
