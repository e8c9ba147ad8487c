import { sql } from 'kysely'
import { prepared } from '../../database/prepared-statements.ts'
import type { Transaction } from '../../database/transaction.ts'
import { addMonthsAnchored } from '../calendar/calendar.ts'
import { type Cents, centsOf } from '../money/money.ts'

export interface CustomerSums {
  currency: string
  outstandingCents: Cents
  paidCents: Cents
  averageDaysToPay: number | null
  settledInvoices: number
}

/**
 * A customer's sums, or null for an unknown one. What was paid is the ledger's own: payments less reversals and refunds,
 * as statements show them. Days to pay are those of the statistics over all customers.
 */
export async function readCustomerSummary(
  tx: Transaction,
  customerId: string,
  today: string,
): Promise<CustomerSums | null> {
  const { companyId } = tx.company
  const { rows } = await sql<{
    currency: string
    outstanding: string
    paid: string
    days: string | null
    settled: number
  }>`${prepared}
    select c.default_currency as currency, coalesce(t.open_invoices, 0)::numeric(15, 2) as outstanding,
      (select coalesce(-sum(e.amount), 0)::numeric(15, 2) from invoicing.receivable_entries e
        where e.company_id = ${companyId} and e.customer_id = c.id and e.kind in ('payment', 'refund', 'reversal')) as paid,
      s.days, s.settled
    from invoicing.customers c
    left join invoicing.customer_totals t on t.company_id = ${companyId} and t.customer_id = c.id
    cross join lateral (
      select round(avg(i.settled_on - i.issue_date), 1) as days, count(*)::int as settled
      from invoicing.invoices i
      where i.company_id = ${companyId} and i.customer_id = c.id
        and i.settled_on > ${addMonthsAnchored(today, -12, Number(today.slice(8)))}::date
    ) s
    where c.company_id = ${companyId} and c.id = ${customerId}
  `.execute(tx.db)
  const [row] = rows
  if (!row) return null
  return {
    currency: row.currency,
    outstandingCents: centsOf(row.outstanding),
    paidCents: centsOf(row.paid),
    averageDaysToPay: row.days === null ? null : Number(row.days),
    settledInvoices: row.settled,
  }
}
