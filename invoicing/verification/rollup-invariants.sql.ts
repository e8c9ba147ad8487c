import { sql } from 'kysely'
import type { Invariant } from './invariant.sql.ts'

/** The rollups that cards, tabs and dashboard read are the sums of what they count. */
export const rollupInvariants: readonly Invariant[] = [
  {
    id: 'SUM-1',
    says: 'what the cards and tabs count of invoices is what there is',
    hasFewGroups: true,
    broken: (company) => sql`
      with counted as (
        select currency, status, invoicing.rollup_day(status, due_date, settled_on) as day, count(*) as invoices,
          sum(balance_due) as balance_due, coalesce(sum(settled_on - issue_date), 0) as days_to_pay
        from invoicing.invoices where company_id = ${company} group by 1, 2, 3
      ), kept as (
        select currency, status, day, sum(invoices) as invoices, sum(balance_due) as balance_due,
          sum(days_to_pay) as days_to_pay
        from invoicing.invoice_rollups where company_id = ${company} group by 1, 2, 3
      )
      select currency || ' ' || status || ' ' || day as id
      from counted c full join kept k using (currency, status, day)
      where (coalesce(c.invoices, 0), coalesce(c.balance_due, 0), coalesce(c.days_to_pay, 0))
        is distinct from (coalesce(k.invoices, 0), coalesce(k.balance_due, 0), coalesce(k.days_to_pay, 0))`,
  },
  {
    id: 'SUM-2',
    says: 'the money that came in a month is its payments less its reversals and refunds',
    hasFewGroups: true,
    broken: (company) => sql`
      with counted as (
        select currency, date_trunc('month', day)::date as month, sum(amount) as received from (
          select currency, posting_date as day, amount::numeric from invoicing.payments where company_id = ${company}
          union all
          select currency, reversed_on, -amount::numeric from invoicing.payments
          where company_id = ${company} and reversed_on is not null
          union all
          select currency, posting_date, -amount::numeric from invoicing.refunds where company_id = ${company}
        ) moved group by 1, 2
      ), kept as (
        select currency, month, sum(received) as received
        from invoicing.money_rollups where company_id = ${company} group by 1, 2
      )
      select currency || ' ' || month as id
      from counted c full join kept k using (currency, month)
      where coalesce(c.received, 0) <> coalesce(k.received, 0)`,
  },
]
