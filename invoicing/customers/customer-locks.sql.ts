import { sql } from 'kysely'
import type { CustomerStatus, CustomerTier } from '../../contract/customers.ts'
import type { PaymentTerms } from '../../contract/payment-terms.ts'
import type { Refused } from '../../contract/refusals.ts'
import { prepared } from '../../database/prepared-statements.ts'
import type { Transaction } from '../../database/transaction.ts'
import { latest } from '../calendar/calendar.ts'
import { customerNotFound } from './customer-row.ts'

/** What operations need of a customer whose row they hold. */
export interface LockedCustomer {
  id: string
  customerNumber: string
  name: string
  status: CustomerStatus
  defaultCurrency: string
  paymentTerms: PaymentTerms | null
  taxExempt: boolean
  taxExemptionCertificate: string | null
  taxExemptionExpiresOn: string | null
  tier: CustomerTier
  contractDepositPercent: string | null
  /** The last day on which nothing can be posted: covered by a statement of theirs, or in the company's closed books. */
  closedThrough: string | null
}

/**
 * Locks a customer: the first lock of every operation on their money. `for no key update`, because `for update` would
 * block every insert that refers to the customer.
 */
export async function lockCustomer(tx: Transaction, id: string): Promise<LockedCustomer> {
  return one(
    await sql<LockedRow>`${prepared}
      select ${lockedColumns} from invoicing.customers c
      where c.company_id = ${tx.company.companyId} and c.id = ${id} and c.deleted_at is null
      for no key update
    `.execute(tx.db),
    customerNotFound,
    tx,
  )
}

/** Locks those of some customers whom nobody else holds, by id; waits for none, and leaves out who is not there. */
export async function lockFreeCustomers(tx: Transaction, ids: readonly string[]): Promise<LockedCustomer[]> {
  const { rows } = await sql<LockedRow>`
    select ${lockedColumns} from invoicing.customers c
    where c.company_id = ${tx.company.companyId} and c.id = any(${ids}::uuid[]) and c.deleted_at is null
    order by c.id for no key update skip locked
  `.execute(tx.db)
  return rows.map((row) => toLocked(row, tx))
}

/** Locks the customer of an invoice, which is to be locked next. */
export async function lockCustomerOfInvoice(
  tx: Transaction,
  invoiceId: string,
  notFound: () => Refused,
): Promise<LockedCustomer> {
  const { companyId } = tx.company
  return one(
    await sql<LockedRow>`${prepared}
      select ${lockedColumns}
      from invoicing.invoices i join invoicing.customers c on c.company_id = i.company_id and c.id = i.customer_id
      where i.company_id = ${companyId} and i.id = ${invoiceId} and c.company_id = ${companyId}
      for no key update of c
    `.execute(tx.db),
    notFound,
    tx,
  )
}

/** Locks the customer of a quote, which is to be locked next. */
export async function lockCustomerOfQuote(
  tx: Transaction,
  quoteId: string,
  notFound: () => Refused,
): Promise<LockedCustomer> {
  const { companyId } = tx.company
  return one(
    await sql<LockedRow>`${prepared}
      select ${lockedColumns}
      from invoicing.quotes q join invoicing.customers c on c.company_id = q.company_id and c.id = q.customer_id
      where q.company_id = ${companyId} and q.id = ${quoteId} and c.company_id = ${companyId}
      for no key update of c
    `.execute(tx.db),
    notFound,
    tx,
  )
}

/** Locks the customer that a draft belongs to and the one it is to belong to, always in the same order. */
export async function lockStandingAndNext(
  tx: Transaction,
  standingId: string,
  nextId: string,
): Promise<{ standing: LockedCustomer; next: LockedCustomer }> {
  const locked = new Map<string, LockedCustomer>()
  for (const id of [...new Set([standingId, nextId])].sort()) locked.set(id, await lockCustomer(tx, id))
  const standing = locked.get(standingId)
  const next = locked.get(nextId)
  if (!standing || !next) throw customerNotFound()
  return { standing, next }
}

interface LockedRow {
  id: string
  customer_number: string
  name: string
  status: CustomerStatus
  default_currency: string
  payment_terms: PaymentTerms | null
  tax_exempt: boolean
  tax_exemption_certificate: string | null
  tax_exemption_expires_on: string | null
  tier: CustomerTier
  contract_deposit_percent: string | null
  closed_through: string | null
}

// All of them are columns of the locked row, so that after a wait they are as its last holder left them.
const lockedColumns = sql`c.id, c.customer_number, c.name, c.status, c.default_currency, c.payment_terms, c.tax_exempt,
  c.tax_exemption_certificate, c.tax_exemption_expires_on, c.tier, c.contract_deposit_percent, c.closed_through`

function one(result: { rows: LockedRow[] }, notFound: () => Refused, tx: Transaction): LockedCustomer {
  const row = result.rows[0]
  if (!row) throw notFound()
  return toLocked(row, tx)
}

function toLocked(row: LockedRow, tx: Transaction): LockedCustomer {
  return {
    id: row.id,
    customerNumber: row.customer_number,
    name: row.name,
    status: row.status,
    defaultCurrency: row.default_currency,
    paymentTerms: row.payment_terms,
    taxExempt: row.tax_exempt,
    taxExemptionCertificate: row.tax_exemption_certificate,
    taxExemptionExpiresOn: row.tax_exemption_expires_on,
    tier: row.tier,
    contractDepositPercent: row.contract_deposit_percent,
    closedThrough: closedDay(tx, row.closed_through),
  }
}

/** The later of the day that a customer's statements close and the day that the company's books do. */
export function closedDay(tx: Transaction, byStatement: string | null): string | null {
  const { booksClosedOn } = tx.company
  if (byStatement === null || booksClosedOn === null) return byStatement ?? booksClosedOn
  return latest(byStatement, booksClosedOn)
}

/** Closes the days up to this one for locked customers: a statement covers them. */
export async function closeThrough(
  tx: Transaction,
  customerIds: readonly string[],
  day: string,
): Promise<void> {
  await sql`
    update invoicing.customers set closed_through = greatest(closed_through, ${day}::date)
    where company_id = ${tx.company.companyId} and id = any(${customerIds}::uuid[])
  `.execute(tx.db)
}

/** Locks the next customers who owe or are owed something, by id from a place on, and gives their ids. */
export async function lockCustomersWithBalance(
  tx: Transaction,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const { companyId } = tx.company
  const { rows } = await sql<{ id: string }>`
    select c.id from invoicing.customers c
    join invoicing.customer_totals t on t.company_id = ${companyId} and t.customer_id = c.id
    where c.company_id = ${companyId} and (${after}::uuid is null or c.id > ${after}::uuid)
      and (t.open_invoices <> 0 or t.unapplied_credit <> 0)
    order by c.id limit ${limit} for no key update of c
  `.execute(tx.db)
  return rows.map(({ id }) => id)
}

/** Locks the next customers by id from a place on, removed ones too, and gives their ids. */
export async function lockNextCustomers(
  tx: Transaction,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from invoicing.customers
    where company_id = ${tx.company.companyId} and (${after}::uuid is null or id > ${after}::uuid)
    order by id limit ${limit} for no key update
  `.execute(tx.db)
  return rows.map(({ id }) => id)
}
