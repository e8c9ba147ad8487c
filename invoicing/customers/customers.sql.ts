import { sql } from 'kysely'
import type { Customer, CustomerStatus } from '../../contract/customers.ts'
import type { PaymentTerms } from '../../contract/payment-terms.ts'
import { Refused } from '../../contract/refusals.ts'
import type { Transaction } from '../../database/transaction.ts'
import type { Place } from '../../server/pages.ts'
import { moneyFromDatabase } from '../money/money.ts'
import type { TakenNumber } from '../numbers/numbers.sql.ts'

interface CustomerRow {
  id: string
  customer_number: string
  name: string
  legal_name: string | null
  status: CustomerStatus
  email: string | null
  phone: string | null
  default_currency: string
  payment_terms: PaymentTerms | null
  tax_id: string | null
  website: string | null
  notes: string | null
  created_at: Date
  version: number
  name_sort: string
  open_invoices: string
  unapplied_credit: string
  balance: string
  overdue: string
  open_invoice_count: number
}

/** The columns a client may set, by the names they have here. */
export interface CustomerContent {
  name: string
  legalName: string | null
  email: string | null
  phone: string | null
  defaultCurrency: string
  paymentTerms: PaymentTerms | null
  taxId: string | null
  website: string | null
  notes: string | null
}

/** Customers with their sums; what is overdue comes from the open invoices of the rows shown. */
function customerRows(tx: Transaction, today: string) {
  return sql`
    select c.id, c.customer_number, c.name, c.legal_name, c.status, c.email, c.phone, c.default_currency,
      c.payment_terms, c.tax_id, c.website, c.notes, c.created_at, c.version, c.name_sort,
      t.open_invoices, t.unapplied_credit, t.open_invoices - t.unapplied_credit as balance,
      coalesce(o.overdue, 0)::numeric(15, 2) as overdue, coalesce(o.open_count, 0)::int as open_invoice_count
    from invoicing.customers c
    join invoicing.customer_totals t on t.company_id = c.company_id and t.customer_id = c.id
    left join lateral (
      select sum(i.balance_due) filter (where i.due_date_sort < ${today}::date) as overdue, count(*) as open_count
      from invoicing.invoices i
      where i.company_id = ${tx.company.companyId} and i.customer_id = c.id and i.status in ('sent', 'partial')
    ) o on true
  `
}

export async function readCustomer(tx: Transaction, id: string, today: string): Promise<Customer> {
  const { rows } = await sql<CustomerRow>`
    ${customerRows(tx, today)}
    where c.company_id = ${tx.company.companyId} and c.id = ${id} and c.deleted_at is null
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw customerNotFound()
  return toCustomer(row)
}

/** Customers by name, from a place on; one more than the limit, to know whether a page follows. */
export async function readCustomers(
  tx: Transaction,
  today: string,
  wanted: { pattern: string | null; status: CustomerStatus | undefined; after: Place | null; limit: number },
): Promise<{ customer: Customer; place: Place }[]> {
  const { companyId } = tx.company
  const { pattern, status, after } = wanted
  const conditions = [
    sql`c.company_id = ${companyId} and c.deleted_at is null`,
    ...(pattern ? [sql`c.id = any(array(select invoicing.search_customers(${pattern}, 1000)))`] : []),
    ...(status ? [sql`c.status = ${status}`] : []),
    ...(after
      ? [
          sql`(c.name_sort collate "C" >= ${after.value} and (c.name_sort collate "C" > ${after.value} or c.id > ${after.id}::uuid))`,
        ]
      : []),
  ]
  const { rows } = await sql<CustomerRow>`
    ${customerRows(tx, today)}
    where ${sql.join(conditions, sql` and `)}
    order by c.name_sort collate "C", c.id limit ${wanted.limit + 1}
  `.execute(tx.db)
  return rows.map((row) => ({ customer: toCustomer(row), place: { value: row.name_sort, id: row.id } }))
}

export async function insertCustomer(
  tx: Transaction,
  number: TakenNumber,
  content: CustomerContent,
  createdByUserId: string,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with made as (
      insert into invoicing.customers (company_id, customer_number, name, legal_name, email, phone, default_currency,
        payment_terms, tax_id, website, notes, created_by_user_id)
      values (${tx.company.companyId}, ${number.text}, ${content.name}, ${content.legalName}, ${content.email},
        ${content.phone}, ${content.defaultCurrency}, ${content.paymentTerms}, ${content.taxId}, ${content.website},
        ${content.notes}, ${createdByUserId})
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

export async function updateCustomerRow(
  tx: Transaction,
  id: string,
  content: CustomerContent,
): Promise<void> {
  await sql`
    update invoicing.customers set name = ${content.name}, legal_name = ${content.legalName}, email = ${content.email},
      phone = ${content.phone}, default_currency = ${content.defaultCurrency}, payment_terms = ${content.paymentTerms},
      tax_id = ${content.taxId}, website = ${content.website}, notes = ${content.notes}, version = version + 1,
      updated_at = now()
    where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
}

/** Whether the customer's currency is fixed: an invoice or a payment carries it. */
export async function hasUsedCurrency(tx: Transaction, id: string): Promise<boolean> {
  const { companyId } = tx.company
  const { rows } = await sql<{ used: boolean }>`
    select exists (select 1 from invoicing.invoices where company_id = ${companyId} and customer_id = ${id})
      or exists (select 1 from invoicing.payments where company_id = ${companyId} and customer_id = ${id}) as used
  `.execute(tx.db)
  return rows[0]?.used ?? false
}

/** What operations need of a customer whose row they hold. */
export interface LockedCustomer {
  id: string
  name: string
  status: CustomerStatus
  defaultCurrency: string
  paymentTerms: PaymentTerms | null
}

/**
 * Locks a customer: the first lock of every operation on their money. `for no key update`, because `for update` would
 * block every insert that refers to the customer.
 */
export async function lockCustomer(tx: Transaction, id: string): Promise<LockedCustomer> {
  return one(
    await sql<LockedRow>`
      select c.id, c.name, c.status, c.default_currency, c.payment_terms from invoicing.customers c
      where c.company_id = ${tx.company.companyId} and c.id = ${id} and c.deleted_at is null
      for no key update
    `.execute(tx.db),
    customerNotFound,
  )
}

/** Locks the customer of an invoice, which is to be locked next. */
export async function lockCustomerOfInvoice(
  tx: Transaction,
  invoiceId: string,
  notFound: () => Refused,
): Promise<LockedCustomer> {
  const { companyId } = tx.company
  return one(
    await sql<LockedRow>`
      select c.id, c.name, c.status, c.default_currency, c.payment_terms
      from invoicing.invoices i join invoicing.customers c on c.company_id = i.company_id and c.id = i.customer_id
      where i.company_id = ${companyId} and i.id = ${invoiceId} and c.company_id = ${companyId}
      for no key update of c
    `.execute(tx.db),
    notFound,
  )
}

interface LockedRow {
  id: string
  name: string
  status: CustomerStatus
  default_currency: string
  payment_terms: PaymentTerms | null
}

function one(result: { rows: LockedRow[] }, notFound: () => Refused): LockedCustomer {
  const row = result.rows[0]
  if (!row) throw notFound()
  return { ...row, defaultCurrency: row.default_currency, paymentTerms: row.payment_terms }
}

function customerNotFound(): Refused {
  return new Refused('not_found', 'The company has no customer with this id.')
}

function toCustomer(row: CustomerRow): Customer {
  const money = (text: string) => moneyFromDatabase(text, row.default_currency)
  return {
    id: row.id,
    customerNumber: row.customer_number,
    name: row.name,
    legalName: row.legal_name,
    status: row.status,
    email: row.email,
    phone: row.phone,
    defaultCurrency: row.default_currency,
    paymentTerms: row.payment_terms,
    taxId: row.tax_id,
    website: row.website,
    notes: row.notes,
    balance: money(row.balance),
    openInvoices: money(row.open_invoices),
    unappliedCredit: money(row.unapplied_credit),
    overdue: money(row.overdue),
    openInvoiceCount: row.open_invoice_count,
    createdAt: row.created_at.toISOString(),
    version: row.version,
  }
}
