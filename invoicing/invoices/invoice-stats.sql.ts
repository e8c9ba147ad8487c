import { sql } from 'kysely'
import type { InvoiceView } from '../../contract/invoices.ts'
import { prepared } from '../../database/prepared-statements.ts'
import type { Transaction } from '../../database/transaction.ts'
import { addDays, addMonthsAnchored, startOfMonth } from '../calendar/calendar.ts'
import { type Cents, centsOf } from '../money/money.ts'

export interface InvoiceStatsSums {
  outstandingCents: Cents
  overdueCount: number
  overdueCents: Cents
  dueSoonCount: number
  dueSoonCents: Cents
  draftCents: Cents
  paidThisMonthCents: Cents
  averageDaysToPay: number | null
  viewCounts: Record<InvoiceView, number>
  otherCurrencies: string[]
}

interface StatsRow {
  outstanding: string
  overdue_count: number
  overdue: string
  due_soon_count: number
  due_soon: string
  draft: string
  paid: string
  days: string | null
  view_counts: Record<InvoiceView, number>
  currencies: string[] | null
}

/**
 * The cards of the list (C: N1) in one currency, and what each view has in all of them, from the rollups that the database
 * keeps: a row a day, however many invoices there are. Paid this month is money by posting date less reversals and
 * refunds, not what credits settled; average days to pay runs from issue to the settling payment, over invoices settled
 * in the last 12 months.
 */
export async function readInvoiceStats(
  tx: Transaction,
  currency: string,
  today: string,
): Promise<InvoiceStatsSums> {
  const { companyId } = tx.company
  const own = sql`currency = ${currency}`
  const open = sql`status in ('sent', 'partial')`
  const overdue = sql`${open} and day < ${today}::date`
  const soon = sql`${open} and day between ${today}::date and ${addDays(today, 6)}::date`
  const settled = sql`status = 'paid' and day > ${addMonthsAnchored(today, -12, Number(today.slice(8)))}::date and day < '9999-12-31'`
  const { rows } = await sql<StatsRow>`${prepared}
    select
      coalesce(sum(balance_due) filter (where ${own} and ${open}), 0)::numeric(15, 2) as outstanding,
      coalesce(sum(invoices) filter (where ${own} and ${overdue}), 0)::int as overdue_count,
      coalesce(sum(balance_due) filter (where ${own} and ${overdue}), 0)::numeric(15, 2) as overdue,
      coalesce(sum(invoices) filter (where ${own} and ${soon}), 0)::int as due_soon_count,
      coalesce(sum(balance_due) filter (where ${own} and ${soon}), 0)::numeric(15, 2) as due_soon,
      coalesce(sum(balance_due) filter (where ${own} and status = 'draft'), 0)::numeric(15, 2) as draft,
      (select coalesce(sum(received), 0)::numeric(15, 2) from invoicing.money_rollups
        where company_id = ${companyId} and ${own} and month = ${startOfMonth(today)}::date) as paid,
      round(sum(days_to_pay) filter (where ${own} and ${settled})
        / nullif(sum(invoices) filter (where ${own} and ${settled}), 0)::numeric, 1) as days,
      jsonb_build_object(
        'all', coalesce(sum(invoices), 0),
        'draft', coalesce(sum(invoices) filter (where status = 'draft'), 0),
        'outstanding', coalesce(sum(invoices) filter (where ${open}), 0),
        'overdue', coalesce(sum(invoices) filter (where ${overdue}), 0),
        'paid', coalesce(sum(invoices) filter (where status = 'paid'), 0)
      ) as view_counts,
      array_agg(distinct currency order by currency) filter (where not ${own} and ${open} and invoices > 0) as currencies
    from invoicing.invoice_rollups where company_id = ${companyId}
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Error('A sum gave no row')
  return {
    outstandingCents: centsOf(row.outstanding),
    overdueCount: row.overdue_count,
    overdueCents: centsOf(row.overdue),
    dueSoonCount: row.due_soon_count,
    dueSoonCents: centsOf(row.due_soon),
    draftCents: centsOf(row.draft),
    paidThisMonthCents: centsOf(row.paid),
    averageDaysToPay: row.days === null ? null : Number(row.days),
    viewCounts: row.view_counts,
    otherCurrencies: row.currencies ?? [],
  }
}
