import { decimalText } from '../invoicing/money/money.ts'
import {
  benchTaxRate,
  checksumOf,
  customerAt,
  type GeneratedInvoice,
  invoiceAt,
  phoneAt,
  taxesOf,
} from './ledger-rows.ts'
import { idOf, type Ledger } from './plan.ts'

export type Value = string | number | boolean | null

/** A table, the columns that are copied, and the rows of one ledger; the rest are defaults of the table. */
export interface CopiedTable {
  table: string
  columns: string
  rows(ledger: Ledger, userId: string): Generator<Value[]>
}

function* invoicesOf(ledger: Ledger): Generator<GeneratedInvoice> {
  for (let n = 1; n <= ledger.invoices; n += 1) yield invoiceAt(ledger, n)
}

const isIssued = (invoice: GeneratedInvoice) => invoice.status !== 'draft'
const isPaidOn = (invoice: GeneratedInvoice) => invoice.paidCents > 0
const recordedAt = ({ paymentDate }: GeneratedInvoice) => `${paymentDate}T12:00:00Z`

const customers: CopiedTable = {
  table: 'invoicing.customers',
  columns: `company_id, id, customer_number, name, email, default_currency, payment_terms, created_by_user_id,
    created_at`,
  *rows(ledger, userId) {
    const firstDay = invoiceAt(ledger, 1).createdAt
    for (let n = 1; n <= ledger.customers; n += 1) {
      const { id, number, name, email } = customerAt(ledger, n)
      yield [ledger.companyId, id, number, name, email, 'USD', 'net_30', userId, firstDay]
    }
  },
}

const customerTotals: CopiedTable = {
  table: 'invoicing.customer_totals',
  columns: 'company_id, customer_id, open_invoices',
  *rows(ledger) {
    const openCents = new Float64Array(ledger.customers + 1)
    for (const { status, customerPlace, totalCents, paidCents } of invoicesOf(ledger)) {
      if (status !== 'sent' && status !== 'partial') continue
      openCents[customerPlace] = (openCents[customerPlace] ?? 0) + totalCents - paidCents
    }
    for (let n = 1; n <= ledger.customers; n += 1)
      yield [ledger.companyId, idOf(ledger.tag, 'customer', n), decimalText(openCents[n] ?? 0)]
  },
}

const invoices: CopiedTable = {
  table: 'invoicing.invoices',
  columns: `company_id, id, invoice_number, number_value, customer_id, customer_name, currency, payment_terms, tax_rate,
    taxes, subtotal, tax_amount, total, issue_date, due_date, posting_date, issued_at, issued_by_user_id,
    content_checksum, voided_at, voided_by_user_id, void_reason, amount_paid, settled_on, created_by_user_id, created_at,
    updated_at`,
  *rows(ledger, userId) {
    for (const invoice of invoicesOf(ledger)) {
      const { n, id, number, customer, createdAt } = invoice
      const issued = isIssued(invoice)
      const voided = invoice.status === 'void'
      yield [
        ...[ledger.companyId, id, number, n, customer.id, issued ? customer.name : null, 'USD', 'net_30'],
        ...[benchTaxRate, JSON.stringify(taxesOf(invoice)), decimalText(invoice.subtotalCents)],
        ...[decimalText(invoice.taxCents), decimalText(invoice.totalCents)],
        ...(issued
          ? [invoice.issueDate, invoice.dueDate, invoice.issueDate, createdAt, userId, checksumOf(invoice)]
          : [null, null, null, null, null, null]),
        ...(voided ? [createdAt, userId, 'Ordered twice'] : [null, null, null]),
        ...[decimalText(invoice.paidCents), invoice.status === 'paid' ? invoice.paymentDate : null],
        ...[userId, createdAt, createdAt],
      ]
    }
  },
}

const entriesOfActivity: CopiedTable = {
  table: 'invoicing.customer_invoice_summaries',
  columns: `company_id, invoice_id, customer_id, invoice_number, status, settled_by, currency, total, created_at,
    read_only`,
  *rows(ledger) {
    for (const { id, customer, number, status, totalCents, createdAt } of invoicesOf(ledger)) {
      const settledBy = status === 'paid' ? 'payment' : null
      const shown = [number, status, settledBy, 'USD', decimalText(totalCents), createdAt, false]
      yield [ledger.companyId, id, customer.id, ...shown]
    }
  },
}

const lines: CopiedTable = {
  table: 'invoicing.invoice_line_items',
  columns: `company_id, invoice_id, position, kind, description, quantity, unit_price, taxable, line_total,
    discount_share`,
  *rows(ledger) {
    for (const invoice of invoicesOf(ledger)) {
      for (const [index, { description, quantity, unitPriceCents }] of invoice.lines.entries()) {
        const total = decimalText(quantity * unitPriceCents)
        const line = ['item', description, quantity, decimalText(unitPriceCents), true, total, '0']
        yield [ledger.companyId, invoice.id, index + 1, ...line]
      }
    }
  },
}

const payments: CopiedTable = {
  table: 'invoicing.payments',
  columns: `company_id, id, customer_id, currency, amount, allocated, payment_date, posting_date, method, reference,
    recorded_by_user_id, recorded_at`,
  *rows(ledger, userId) {
    for (const invoice of invoicesOf(ledger)) {
      if (!isPaidOn(invoice)) continue
      const amount = decimalText(invoice.paidCents)
      const date = invoice.paymentDate
      const payment = ['USD', amount, amount, date, date, 'check', String(10_000 + invoice.n)]
      const ids = [ledger.companyId, idOf(ledger.tag, 'payment', invoice.n), invoice.customer.id]
      yield [...ids, ...payment, userId, recordedAt(invoice)]
    }
  },
}

const allocations: CopiedTable = {
  table: 'invoicing.payment_allocations',
  columns: 'company_id, id, payment_id, invoice_id, customer_id, amount, posting_date',
  *rows(ledger) {
    for (const invoice of invoicesOf(ledger)) {
      if (!isPaidOn(invoice)) continue
      const ids = [
        idOf(ledger.tag, 'allocation', invoice.n),
        idOf(ledger.tag, 'payment', invoice.n),
        invoice.id,
      ]
      yield [
        ledger.companyId,
        ...ids,
        invoice.customer.id,
        decimalText(invoice.paidCents),
        invoice.paymentDate,
      ]
    }
  },
}

const entries: CopiedTable = {
  table: 'invoicing.receivable_entries',
  columns: `company_id, customer_id, invoice_id, kind, amount, currency, document_date, posting_date, payment_id,
    allocation_id`,
  *rows(ledger) {
    for (const invoice of invoicesOf(ledger)) {
      if (!isIssued(invoice)) continue
      const { id, customer, issueDate, paymentDate, totalCents, paidCents } = invoice
      const entry = (to: string | null, kind: string, cents: number, date: string, ...of: Value[]) => {
        const [paymentId, allocationId] = [of[0] ?? null, of[1] ?? null]
        const amount = decimalText(cents)
        return [ledger.companyId, customer.id, to, kind, amount, 'USD', date, date, paymentId, allocationId]
      }
      yield entry(id, 'invoice', totalCents, issueDate)
      if (invoice.status === 'void') yield entry(id, 'void', -totalCents, issueDate)
      if (!isPaidOn(invoice)) continue
      const payment = idOf(ledger.tag, 'payment', invoice.n)
      const allocation = idOf(ledger.tag, 'allocation', invoice.n)
      yield entry(null, 'payment', -paidCents, paymentDate, payment)
      yield entry(id, 'allocation', -paidCents, paymentDate, payment, allocation)
      yield entry(null, 'allocation', paidCents, paymentDate, payment, allocation)
    }
  },
}

const audit: CopiedTable = {
  table: 'invoicing.audit_entries',
  columns: 'company_id, actor_user_id, door, operation, entity, entity_id, label, before, after, occurred_at',
  *rows(ledger, userId) {
    const told = (
      operation: string,
      entity: string,
      id: string,
      label: string,
      at: string,
      after: object,
    ) => {
      const before =
        operation.endsWith('create') || operation.endsWith('record') ? null : '{"status":"draft"}'
      const change = [operation, entity, id, label, before, JSON.stringify(after), at]
      return [ledger.companyId, userId, 'rest', ...change]
    }
    const firstDay = invoiceAt(ledger, 1).createdAt
    for (let n = 1; n <= ledger.customers; n += 1) {
      const { id, number, name } = customerAt(ledger, n)
      yield told('customers.create', 'customer', id, number, firstDay, { name })
    }
    for (const invoice of invoicesOf(ledger)) {
      const { id, number, createdAt } = invoice
      const total = decimalText(invoice.totalCents)
      yield told('invoices.create', 'invoice', id, number, createdAt, { status: 'draft', total })
      if (isIssued(invoice))
        yield told('invoices.send', 'invoice', id, number, createdAt, { status: 'sent', total })
      if (invoice.status === 'void')
        yield told('invoices.void', 'invoice', id, number, createdAt, { status: 'void' })
      if (!isPaidOn(invoice)) continue
      const after = { amount: decimalText(invoice.paidCents), invoiceNumber: number }
      const paymentId = idOf(ledger.tag, 'payment', invoice.n)
      yield told('payments.record', 'payment', paymentId, number, recordedAt(invoice), after)
    }
  },
}

const customersWithPhone: CopiedTable = {
  table: customers.table,
  columns: `${customers.columns}, phone`,
  *rows(ledger, userId) {
    let n = 0
    for (const row of customers.rows(ledger, userId)) {
      n += 1
      yield [...row, phoneAt(n)]
    }
  },
}

/** A crowd of customers with whom nothing was done yet. */
export const customerTables: readonly CopiedTable[] = [customersWithPhone, customerTotals]

export const copiedTables: readonly CopiedTable[] = [
  ...[customers, customerTotals, invoices, entriesOfActivity, lines, payments, allocations, entries, audit],
]
