import { sql } from 'kysely'
import type { Transaction } from '../../database/transaction.ts'
import { addMonthsAnchored, startOfMonth } from '../calendar/calendar.ts'
import { type Cents, centsOf } from '../money/money.ts'

export interface InvoiceStatsSums {
  outstandingCents: Cents
  overdueCount: number
  overdueCents: Cents
  paidThisMonthCents: Cents
  averageDaysToPay: number | null
  otherCurrencies: string[]
}

/**
 * The four cards of the list (C: N1), in one currency. Paid this month is money by posting date, not what credits
 * settled; average days to pay runs from issue to the settling payment, over invoices settled in the last 12 months.
 */
export async function readInvoiceStats(
  tx: Transaction,
  currency: string,
  today: string,
): Promise<InvoiceStatsSums> {
  const { companyId } = tx.company
  const { rows } = await sql<{
    outstanding: string
    overdue_count: number
    overdue: string
    paid: string
    days: string | null
    currencies: string[] | null
  }>`
    with open as (
      select currency, due_date_sort < ${today}::date as overdue, count(*)::int as invoices,
        (sum(balance_due_cents) / 100)::numeric(15, 2) as amount
      from invoicing.invoices where company_id = ${companyId} and status in ('sent', 'partial') group by 1, 2
    )
    select
      (select coalesce(sum(amount), 0)::numeric(15, 2) from open where currency = ${currency}) as outstanding,
      (select coalesce(sum(invoices), 0)::int from open where currency = ${currency} and overdue) as overdue_count,
      (select coalesce(sum(amount), 0)::numeric(15, 2) from open where currency = ${currency} and overdue) as overdue,
      (select coalesce(sum(p.amount), 0)::numeric(15, 2) from invoicing.payments p
        where p.company_id = ${companyId} and p.currency = ${currency}
          and p.posting_date between ${startOfMonth(today)}::date and ${today}::date) as paid,
      (select round(avg(i.settled_on - i.issue_date), 1) from invoicing.invoices i
        where i.company_id = ${companyId} and i.currency = ${currency}
          and i.settled_on > ${addMonthsAnchored(today, -12, Number(today.slice(8)))}::date) as days,
      (select array_agg(distinct currency order by currency) from open where currency <> ${currency}) as currencies
  `.execute(tx.db)
  const row = rows[0]
  if (!row) throw new Error('A sum gave no row')
  return {
    outstandingCents: centsOf(row.outstanding),
    overdueCount: row.overdue_count,
    overdueCents: centsOf(row.overdue),
    paidThisMonthCents: centsOf(row.paid),
    averageDaysToPay: row.days === null ? null : Number(row.days),
    otherCurrencies: row.currencies ?? [],
  }
}
