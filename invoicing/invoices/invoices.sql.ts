import { type RawBuilder, sql } from 'kysely'
import type { Invoice, InvoiceStatus } from '../../contract/invoices.ts'
import type { PricingSnapshot } from '../../contract/pricing.ts'
import { Refused } from '../../contract/refusals.ts'
import { prepared } from '../../database/prepared-statements.ts'
import type { Transaction } from '../../database/transaction.ts'
import { defaultAddressOf } from '../addresses/default-address.sql.ts'
import { creditedOf } from '../credit-memos/credited.sql.ts'
import { type Cents, centsOf, decimalText } from '../money/money.ts'
import type { TakenNumber } from '../numbers/numbers.sql.ts'
import type { StoredDeposit } from './deposit.ts'
import { type PricedContent, storedContent } from './invoice-content.ts'
import { type InvoiceRow, toInvoice } from './invoice-row.ts'

/** The rows `l` as the line items of an invoice. */
export const lineItemsOfRows = sql`
  coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'kind', l.kind, 'group', l.line_group,
    'description', l.description, 'quantity', l.quantity::text, 'unitPrice', l.unit_price::text,
    'taxable', l.taxable, 'taxRate', l.tax_rate::text, 'sizes', l.sizes, 'imprints', l.imprints, 'furnished', l.furnished,
    'percentOfItems', l.percent_of_items::text,
    'lineTotal', l.line_total::text, 'discountShare', l.discount_share::text) order by l.position), '[]')`

/** One invoice with its lines, from the rows `i` and `l` that the statement names. */
function wholeInvoice(tx: Transaction): RawBuilder<unknown> {
  const { companyId } = tx.company
  return sql`
    select i.*, i.created_at::text as created_at_text, coalesce(i.customer_name, c.name) as shown_name,
      case when i.issued_at is null then ${defaultAddressOf(tx, sql`i.customer_id`, 'billing')} else i.billing_address end
        as shown_billing_address,
      (select ${lineItemsOfRows} from l) as line_items,
      (select j.job_number from invoicing.jobs j where j.company_id = ${companyId} and j.id = i.job_id) as job_number,
      case when i.issued_at is not null then ${creditedOf(companyId)} end as credited
    from i join invoicing.customers c on c.company_id = ${companyId} and c.id = i.customer_id
  `
}

export async function readInvoice(tx: Transaction, id: string, today: string): Promise<Invoice> {
  return toInvoice(await readWhole(tx, id, sql``), today)
}

/**
 * Locks an invoice and reads it whole in one round trip. Its customer is locked before, and holds its lines still: nobody
 * changes a draft without that lock.
 */
export async function lockWholeInvoice(
  tx: Transaction,
  id: string,
  customerId: string,
  today: string,
): Promise<Invoice> {
  const row = await readWhole(tx, id, sql`for no key update`)
  requireOf(row.customer_id, customerId)
  return toInvoice(row, today)
}

async function readWhole(tx: Transaction, id: string, lock: RawBuilder<unknown>): Promise<InvoiceRow> {
  const { companyId } = tx.company
  const { rows } = await sql<InvoiceRow>`${prepared}
    with i as (select * from invoicing.invoices where company_id = ${companyId} and id = ${id} ${lock}),
      l as (select * from invoicing.invoice_line_items where company_id = ${companyId} and invoice_id = ${id})
    ${wholeInvoice(tx)}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw invoiceNotFound()
  return row
}

/** Refuses an invoice that was moved to another customer between the two locks. */
function requireOf(standing: string, customerId: string): void {
  if (standing === customerId) return
  throw new Refused('busy', 'The invoice was changed at the same moment. Nothing was changed: try again.')
}

export function invoiceNotFound(): Refused {
  return new Refused('not_found', 'The company has no invoice with this id.')
}

/** Whose invoice it is, without a lock: the customer is to be locked before the invoice. */
export async function readCustomerIdOf(tx: Transaction, id: string): Promise<string> {
  const { rows } = await sql<{ customer_id: string }>`${prepared}
    select customer_id from invoicing.invoices where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw invoiceNotFound()
  return row.customer_id
}

/** What operations need of an invoice whose row they hold. */
export interface LockedInvoice {
  id: string
  invoiceNumber: string
  customerId: string
  status: InvoiceStatus
  currency: string
  totalCents: Cents
  amountPaidCents: Cents
  balanceDueCents: Cents
  issueDate: string | null
  dueDate: string | null
  postingDate: string | null
  quoteId: string | null
  version: number
}

/** Locks an invoice; its customer is locked before. */
export async function lockInvoice(tx: Transaction, id: string, customerId: string): Promise<LockedInvoice> {
  const { rows } = await sql<{
    id: string
    invoice_number: string
    customer_id: string
    status: InvoiceStatus
    currency: string
    total: string
    amount_paid: string
    balance_due: string
    issue_date: string | null
    due_date: string | null
    posting_date: string | null
    quote_id: string | null
    version: number
  }>`${prepared}
    select id, invoice_number, customer_id, status, currency, total, amount_paid, balance_due, issue_date, due_date,
      posting_date, quote_id, version
    from invoicing.invoices where company_id = ${tx.company.companyId} and id = ${id} for no key update
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw invoiceNotFound()
  requireOf(row.customer_id, customerId)
  return {
    id: row.id,
    invoiceNumber: row.invoice_number,
    customerId: row.customer_id,
    status: row.status,
    currency: row.currency,
    totalCents: centsOf(row.total),
    amountPaidCents: centsOf(row.amount_paid),
    balanceDueCents: centsOf(row.balance_due),
    issueDate: row.issue_date,
    dueDate: row.due_date,
    postingDate: row.posting_date,
    quoteId: row.quote_id,
    version: row.version,
  }
}

/** The lines of stored content as rows `r`, in the order of the columns of line tables. */
export const lineRows = (lines: unknown) => sql`
  jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as r (position int, kind text, line_group text, description text,
    quantity numeric, unit_price numeric, taxable boolean, tax_rate numeric, line_total numeric, discount_share numeric,
    sizes jsonb, imprints jsonb, furnished boolean, percent_of_items numeric)
`

/** What an invoice was made from, and the job it belongs to. */
export interface InvoiceSource {
  quoteId: string | null
  pricingSnapshot: PricingSnapshot | null
  jobId: string | null
}

/** Inserts a draft with its lines and gives it back whole: one statement, since the number's counter is locked. */
export async function insertDraft(
  tx: Transaction,
  draft: {
    number: TakenNumber
    customerId: string
    origin: Invoice['origin']
    content: PricedContent
    deposit: StoredDeposit | null
    source: InvoiceSource
    createdByUserId: string
  },
  today: string,
): Promise<Invoice> {
  const { companyId } = tx.company
  const { number, content, deposit, source } = draft
  const stored = storedContent(content)
  const { rows } = await sql<InvoiceRow>`${prepared}
    with i as (
      insert into invoicing.invoices (company_id, invoice_number, number_value, customer_id, origin, currency,
        payment_terms, itemization_mode, discounts, shipping, shipping_taxable, tax_rate, taxes, tax_exemption_reason,
        subtotal, discount_total, tax_amount, total, due_date, internal_notes, customer_notes, quote_id, job_id,
        pricing_snapshot, deposit_kind, deposit_value, deposit_amount, deposit_due_date, created_by_user_id)
      values (${companyId}, ${number.text}, ${number.value}, ${draft.customerId}, ${draft.origin}, ${content.currency},
        ${content.paymentTerms}, ${content.itemizationMode}, ${JSON.stringify(stored.discounts)}::jsonb,
        ${content.shipping}::numeric, ${content.shippingTaxable}, ${content.taxRate}::numeric,
        ${JSON.stringify(stored.taxes)}::jsonb, ${content.taxExemptionReason}, ${stored.subtotal}::numeric,
        ${stored.discountTotal}::numeric, ${stored.taxAmount}::numeric, ${stored.total}::numeric,
        ${content.dueDate}::date, ${content.internalNotes}, ${content.customerNotes}, ${source.quoteId}, ${source.jobId},
        ${source.pricingSnapshot === null ? null : JSON.stringify(source.pricingSnapshot)}::jsonb,
        ${deposit?.kind ?? null}, ${deposit?.value ?? null}::numeric, ${decimalText(deposit?.amountCents ?? 0)}::numeric,
        ${deposit?.dueDate ?? null}::date, ${draft.createdByUserId})
      returning *
    ), l as (
      insert into invoicing.invoice_line_items (company_id, invoice_id, position, kind, line_group, description,
        quantity, unit_price, taxable, tax_rate, line_total, discount_share, sizes, imprints, furnished,
        percent_of_items)
      select i.company_id, i.id, r.* from i, ${lineRows(stored.lines)}
      returning *
    )
    ${wholeInvoice(tx)}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Error('An inserted draft gave no row')
  return toInvoice(row, today)
}

/** Replaces the content of a draft, lines included. */
export async function updateDraft(
  tx: Transaction,
  id: string,
  next: { customerId: string; jobId: string | null; content: PricedContent; deposit: StoredDeposit | null },
): Promise<void> {
  const { companyId } = tx.company
  const { customerId, jobId, content, deposit } = next
  const stored = storedContent(content)
  await sql`${prepared}delete from invoicing.invoice_line_items where company_id = ${companyId} and invoice_id = ${id}`.execute(
    tx.db,
  )
  await sql`${prepared}
    with i as (
      update invoicing.invoices set customer_id = ${customerId}, job_id = ${jobId}, payment_terms = ${content.paymentTerms},
        itemization_mode = ${content.itemizationMode}, discounts = ${JSON.stringify(stored.discounts)}::jsonb,
        shipping = ${content.shipping}::numeric, shipping_taxable = ${content.shippingTaxable},
        tax_rate = ${content.taxRate}::numeric, taxes = ${JSON.stringify(stored.taxes)}::jsonb,
        tax_exemption_reason = ${content.taxExemptionReason}, subtotal = ${stored.subtotal}::numeric,
        discount_total = ${stored.discountTotal}::numeric, tax_amount = ${stored.taxAmount}::numeric,
        total = ${stored.total}::numeric, due_date = ${content.dueDate}::date,
        internal_notes = ${content.internalNotes}, customer_notes = ${content.customerNotes},
        deposit_kind = ${deposit?.kind ?? null}, deposit_value = ${deposit?.value ?? null}::numeric,
        deposit_amount = ${decimalText(deposit?.amountCents ?? 0)}::numeric,
        deposit_due_date = ${deposit?.dueDate ?? null}::date,
        version = version + 1, updated_at = now()
      where company_id = ${companyId} and id = ${id}
      returning company_id, id
    )
    insert into invoicing.invoice_line_items (company_id, invoice_id, position, kind, line_group, description,
      quantity, unit_price, taxable, tax_rate, line_total, discount_share, sizes, imprints, furnished,
        percent_of_items)
    select i.company_id, i.id, r.* from i, ${lineRows(stored.lines)}
  `.execute(tx.db)
}

/** The fields that can change after issue. */
export async function updateIssued(
  tx: Transaction,
  id: string,
  { internalNotes, jobId }: { internalNotes: string | null; jobId: string | null },
): Promise<void> {
  await sql`
    update invoicing.invoices set internal_notes = ${internalNotes}, job_id = ${jobId}, version = version + 1,
      updated_at = now()
    where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
}

/** Marks a draft as issued and gives it back whole; its entries are posted by the caller. */
export async function markIssued(
  tx: Transaction,
  id: string,
  issue: {
    customerName: string
    billingAddress: Invoice['billingAddress']
    issueDate: string
    dueDate: string
    depositDueDate: string | null
    postingDate: string
    checksum: string
    delivery: Invoice['delivery']
    byUserId: string
  },
  today: string,
): Promise<Invoice> {
  const { companyId } = tx.company
  const { rows } = await sql<InvoiceRow>`${prepared}
    with i as (
      update invoicing.invoices set customer_name = ${issue.customerName},
        billing_address = ${issue.billingAddress === null ? null : JSON.stringify(issue.billingAddress)}::jsonb,
        issue_date = ${issue.issueDate}::date,
        due_date = ${issue.dueDate}::date, deposit_due_date = ${issue.depositDueDate}::date,
        posting_date = ${issue.postingDate}::date, issued_at = now(),
        issued_by_user_id = ${issue.byUserId}, content_checksum = ${issue.checksum}, delivery = ${issue.delivery},
        version = version + 1, updated_at = now()
      where company_id = ${companyId} and id = ${id}
      returning *
    ), l as (select * from invoicing.invoice_line_items where company_id = ${companyId} and invoice_id = ${id})
    ${wholeInvoice(tx)}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw invoiceNotFound()
  return toInvoice(row, today)
}

/** Marks an invoice void; money applied to it was released before. */
export async function markVoid(tx: Transaction, id: string, reason: string, byUserId: string): Promise<void> {
  await sql`
    update invoicing.invoices set voided_at = now(), voided_by_user_id = ${byUserId}, void_reason = ${reason},
      settled_on = null, version = version + 1, updated_at = now()
    where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
}
