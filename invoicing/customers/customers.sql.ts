import { type RawBuilder, sql } from 'kysely'
import type { Customer, CustomerStatus } from '../../contract/customers.ts'
import { prepared } from '../../database/prepared-statements.ts'
import type { Transaction } from '../../database/transaction.ts'
import type { Place } from '../../server/pages.ts'
import { defaultAddressOf } from '../addresses/default-address.sql.ts'
import { limitInForceOf } from '../credit/limit-in-force.sql.ts'
import type { OpenMatters } from './customer.ts'
import type { CustomerContent } from './customer-content.ts'
import { type CustomerRow, customerNotFound, toCustomer } from './customer-row.ts'

/** A customer's own columns, of the table `c`. */
export const ownColumns = sql`c.id, c.customer_number, c.name, c.legal_name, c.status, c.email, c.phone,
  c.default_currency, c.payment_terms, c.tax_id, c.website, c.notes, c.tax_exempt, c.tax_exemption_certificate,
  c.tax_exemption_state, c.tax_exemption_expires_on, c.tier, c.contract_deposit_percent, c.status_reason, c.version`

/** Customers with their sums; what is overdue comes from the open invoices of the rows shown. */
function customerRows(tx: Transaction, today: string, customers = sql`invoicing.customers`) {
  return sql`
    select ${ownColumns}, c.status_changed_at, c.created_at, c.name_sort,
      t.open_invoices, t.unapplied_credit, t.open_invoices - t.unapplied_credit as balance,
      coalesce(o.overdue, 0)::numeric(15, 2) as overdue, coalesce(o.open_count, 0)::int as open_invoice_count,
      ${limitInForceOf(tx, sql`c.id`, sql`now()`)} as limit_in_force,
      (select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) order by g.name_key)
        from invoicing.customer_group_members m
        join invoicing.customer_groups g on g.company_id = ${tx.company.companyId} and g.id = m.group_id
        where m.company_id = ${tx.company.companyId} and m.customer_id = c.id) as groups,
      (select jsonb_build_object('id', p.id, 'name', p.first_name || ' ' || p.last_name, 'email', p.email)
        from invoicing.customer_contacts p
        where p.company_id = ${tx.company.companyId} and p.customer_id = c.id and p.role_key = 'billing' and p.is_primary
          and p.deleted_at is null) as billing_contact,
      ${defaultAddressOf(tx, sql`c.id`, 'billing')} as billing_address
    from ${customers} c
    join invoicing.customer_totals t on t.company_id = c.company_id and t.customer_id = c.id
    left join lateral (
      select sum(i.balance_due) filter (where i.due_date_sort < ${today}::date) as overdue, count(*) as open_count
      from invoicing.invoices i
      where i.company_id = ${tx.company.companyId} and i.customer_id = c.id and i.status in ('sent', 'partial')
    ) o on true
  `
}

export async function readCustomer(tx: Transaction, id: string, today: string): Promise<Customer> {
  const { rows } = await sql<CustomerRow>`${prepared}
    ${customerRows(tx, today)}
    where c.company_id = ${tx.company.companyId} and c.id = ${id} and c.deleted_at is null
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw customerNotFound()
  return toCustomer(row)
}

export interface CustomerFilters {
  /** Of which one has to fit; none when nothing is searched for. */
  patterns: readonly string[]
  status: CustomerStatus | undefined
  groupId: string | undefined
}

/** The ids of customers that fit one of some patterns, as one array that is looked up once; so many at most. */
export function foundCustomers(patterns: readonly string[], most: number): RawBuilder<unknown> {
  const searches = patterns.map((pattern) => sql`select invoicing.search_customers(${pattern}, ${most})`)
  return sql`array(${sql.join(searches, sql` union `)})`
}

/** What a customer `c` must meet; a search looks at so many at most. */
export function conditionsOf(
  tx: Transaction,
  { patterns, status, groupId }: CustomerFilters,
  searched: number,
): RawBuilder<unknown>[] {
  const { companyId } = tx.company
  return [
    sql`c.company_id = ${companyId} and c.deleted_at is null`,
    ...(patterns.length > 0 ? [sql`c.id = any(${foundCustomers(patterns, searched)})`] : []),
    ...(status ? [sql`c.status = ${status}`] : []),
    ...(groupId
      ? [
          sql`c.id in (select m.customer_id from invoicing.customer_group_members m
            where m.company_id = ${companyId} and m.group_id = ${groupId})`,
        ]
      : []),
  ]
}

/** Customers by name, from a place on; one more than the limit, to know whether a page follows. */
export async function readCustomers(
  tx: Transaction,
  today: string,
  wanted: {
    filters: CustomerFilters
    after: Place | null
    limit: number
  },
): Promise<{ customer: Customer; place: Place }[]> {
  const { filters, after, limit } = wanted
  const isPlain = after === null && !filters.status && !filters.groupId
  const conditions = [
    // What else has to be met is looked at among those found, so that more have to be found than are shown.
    ...conditionsOf(tx, filters, isPlain ? limit + 1 : 1000),
    ...(after
      ? [
          sql`(c.name_sort collate "C" >= ${after.value} and (c.name_sort collate "C" > ${after.value} or c.id > ${after.id}::uuid))`,
        ]
      : []),
  ]
  // Found by a search they are few, whoever asks; all of a company are read in one way where they are few, in another where not.
  const { rows } = await sql<CustomerRow>`${isPlain && filters.patterns.length > 0 ? prepared : sql``}
    with page as (
      select * from invoicing.customers c where ${sql.join(conditions, sql` and `)}
      order by c.name_sort collate "C", c.id limit ${sql.lit(limit + 1)}
    )
    ${customerRows(tx, today, sql`page`)}
    order by c.name_sort collate "C", c.id
  `.execute(tx.db)
  return rows.map((row) => ({ customer: toCustomer(row), place: { value: row.name_sort, id: row.id } }))
}

export async function insertCustomer(
  tx: Transaction,
  customerNumber: string,
  content: CustomerContent,
  createdByUserId: string,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with made as (
      insert into invoicing.customers (company_id, customer_number, name, legal_name, email, phone, default_currency,
        payment_terms, tax_id, website, notes, tax_exempt, tax_exemption_certificate, tax_exemption_state,
        tax_exemption_expires_on, tier, contract_deposit_percent, created_by_user_id)
      values (${tx.company.companyId}, ${customerNumber}, ${content.name}, ${content.legalName}, ${content.email},
        ${content.phone}, ${content.defaultCurrency}, ${content.paymentTerms}, ${content.taxId}, ${content.website},
        ${content.notes}, ${content.taxExempt}, ${content.taxExemptionCertificate}, ${content.taxExemptionState},
        ${content.taxExemptionExpiresOn}::date, ${content.tier}, ${content.contractDepositPercent}::numeric,
        ${createdByUserId})
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
      tax_id = ${content.taxId}, website = ${content.website}, notes = ${content.notes},
      tax_exempt = ${content.taxExempt}, tax_exemption_certificate = ${content.taxExemptionCertificate},
      tax_exemption_state = ${content.taxExemptionState},
      tax_exemption_expires_on = ${content.taxExemptionExpiresOn}::date, tier = ${content.tier},
      contract_deposit_percent = ${content.contractDepositPercent}::numeric, version = version + 1,
      updated_at = now()
    where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
}

/** Whether the customer's currency is fixed: a quote, an invoice or a payment carries it. */
export async function hasUsedCurrency(tx: Transaction, id: string): Promise<boolean> {
  const { companyId } = tx.company
  const { rows } = await sql<{ used: boolean }>`
    select exists (select 1 from invoicing.invoices where company_id = ${companyId} and customer_id = ${id})
      or exists (select 1 from invoicing.quotes where company_id = ${companyId} and customer_id = ${id})
      or exists (select 1 from invoicing.payments where company_id = ${companyId} and customer_id = ${id}) as used
  `.execute(tx.db)
  return rows[0]?.used ?? false
}

/** Sets a customer's status with who, when and why. */
export async function updateStatus(
  tx: Transaction,
  id: string,
  change: {
    status: CustomerStatus
    reason: string | null
    approvalReference: string | null
    byUserId: string
  },
): Promise<void> {
  await sql`
    update invoicing.customers set status = ${change.status}, status_reason = ${change.reason},
      status_approval_reference = ${change.approvalReference}, status_changed_at = now(),
      status_changed_by_user_id = ${change.byUserId}, version = version + 1, updated_at = now()
    where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
}

/** What of a customer is still open: each counts against removing them. */
export async function readOpenMatters(tx: Transaction, id: string): Promise<OpenMatters> {
  const { companyId } = tx.company
  const { rows } = await sql<{
    open: number
    drafts: number
    quotes: number
    jobs: number
    credit: boolean
  }>`
    select
      (select count(*)::int from invoicing.invoices where company_id = ${companyId} and customer_id = ${id}
        and status in ('sent', 'partial')) as open,
      (select count(*)::int from invoicing.invoices where company_id = ${companyId} and customer_id = ${id}
        and status = 'draft') as drafts,
      (select count(*)::int from invoicing.quotes q where q.company_id = ${companyId} and q.customer_id = ${id}
        and (q.status in ('draft', 'sent') or q.status = 'accepted' and not exists (
          select from invoicing.invoices i where i.company_id = ${companyId} and i.quote_id = q.id and i.voided_at is null
        ))) as quotes,
      (select count(*)::int from invoicing.jobs where company_id = ${companyId} and customer_id = ${id}
        and status not in ('completed', 'cancelled')) as jobs,
      (select unapplied_credit > 0 from invoicing.customer_totals
        where company_id = ${companyId} and customer_id = ${id}) as credit
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Error('A count gave no row')
  return {
    openInvoices: row.open,
    drafts: row.drafts,
    openQuotes: row.quotes,
    openJobs: row.jobs,
    hasUnappliedCredit: row.credit,
  }
}

/** Marks a customer as removed. The row and the number stay. */
export async function markRemoved(tx: Transaction, id: string): Promise<void> {
  await sql`
    update invoicing.customers set deleted_at = now(), updated_at = now(), version = version + 1
    where company_id = ${tx.company.companyId} and id = ${id}
  `.execute(tx.db)
}
