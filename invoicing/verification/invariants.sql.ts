import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '../../database/transaction.ts'
import { currenciesWithoutDecimals } from '../money/money.ts'
import { activityLook } from './activity-look.sql.ts'
import { chainInvariants } from './audit-invariants.sql.ts'
import { creditInvariants } from './credit-invariants.sql.ts'
import { customerInvariants } from './customer-invariants.sql.ts'
import type { Invariant, Look } from './invariant.sql.ts'
import { invoiceLook } from './invoice-look.sql.ts'
import { ledgerInvariants } from './ledger-invariants.sql.ts'
import { quoteInvariants } from './quote-invariants.sql.ts'
import { reminderInvariants } from './reminder-invariants.sql.ts'
import { rollupInvariants } from './rollup-invariants.sql.ts'
import { statementInvariants } from './statement-invariants.sql.ts'
import { trailLook } from './trail-look.sql.ts'
import { wrongTotals } from './wrong-totals.sql.ts'

/**
 * For statements that go through all rows of a company: joins by hash in memory, groups along an index or sorted, which here
 * take less memory and time than the other way round, and no parallel workers, because what they save here they cost the
 * connections that look beside this one. Never row by row, which is what the planner takes for the best while it does not
 * know yet how many rows there are: after an import or a crash that took minutes where it takes seconds.
 */
export async function lookThroughMuch(tx: Transaction): Promise<void> {
  await sql`set local work_mem = '64MB'; set local enable_nestloop = off; set local enable_mergejoin = off;
    set local enable_hashagg = off; set local max_parallel_workers_per_gather = 0`.execute(tx.db)
}

const shownIds = 100

/** The ids that break an invariant; at most a hundred are named, in the order of their numbers. */
export async function brokenBy(tx: Transaction, invariant: Invariant, today: string): Promise<string[]> {
  const broken = invariant.broken(tx.company.companyId, today)
  const { holds } = invariant
  if (invariant.hasFewGroups) await sql`set local enable_hashagg = on`.execute(tx.db)
  if (holds) {
    const { rows } = await sql<{ id: string; judged: unknown }>`
      select id::text, judged from (${broken}) candidate order by 1
    `.execute(tx.db)
    return rows.flatMap(({ id, judged }) => (holds(judged) ? [] : [id])).slice(0, shownIds)
  }
  const { rows } = await sql<{ id: string }>`
    select id::text from (${broken}) broken order by ${byNumber} limit ${shownIds}
  `.execute(tx.db)
  return rows.map((row) => row.id)
}

/** What a look finds, by line; of each at most a hundred, as `brokenBy` gives them. */
export async function brokenIn(tx: Transaction, look: Look, today: string): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ line: string; ids: string[] }>`
    select line, array_agg(id order by place) as ids from (
      select line, id::text, row_number() over (partition by line order by ${byNumber}) as place
      from (${look.broken(tx.company.companyId, today)}) broken
    ) placed where place <= ${shownIds} group by line
  `.execute(tx.db)
  return new Map(rows.map(({ line, ids }) => [line, ids]))
}

const byNumber = sql`substring(id::text from '[0-9]+')::numeric nulls last, id::text`

/** Promises that share a look through the rows. */
export const looks: readonly Look[] = [invoiceLook, trailLook, activityLook]

export const invariants: readonly Invariant[] = [
  {
    id: 'INV-1',
    says: 'line totals, discounts, shipping and tax of an invoice add up to its total, from at least one line',
    broken: (company) =>
      wrongTotals(company, {
        documents: 'invoices',
        lines: 'invoice_line_items',
        document: 'invoice_id',
        number: 'invoice_number',
      }),
  },
  {
    id: 'NUM-1',
    says: 'a displayed number is unique in the company',
    broken: (company) => sql`
      select invoice_number as id from invoicing.invoices where company_id = ${company} group by 1 having count(*) > 1
      union all
      select credit_memo_number from invoicing.credit_memos where company_id = ${company} group by 1 having count(*) > 1
      union all
      select quote_number from invoicing.quotes where company_id = ${company} group by 1 having count(*) > 1
      union all
      select job_number from invoicing.jobs where company_id = ${company} group by 1 having count(*) > 1`,
  },
  {
    id: 'NUM-2',
    says: 'each series runs without a gap from its start to where its counter stands',
    broken: (company) => sql`
      with used as (
        select 'invoice' as series, number_value as value from invoicing.invoices
        where company_id = ${company} and number_series = 'invoice'
        union all
        select 'customer', own.value from invoicing.customers c
        join invoicing.number_counters n on n.company_id = ${company} and n.series = 'customer'
        cross join lateral (select substring(c.customer_number from '^' || n.prefix || '(\\d{4,12})$')::bigint as value) own
        where c.company_id = ${company}
          and c.customer_number = n.prefix || lpad(own.value::text, greatest(length(own.value::text), 4), '0')
          -- What somebody brought along is recorded as stepped over.
          and not exists (select from invoicing.number_skips s where s.company_id = ${company} and s.series = 'customer'
            and s.reason = 'imported' and own.value between s.from_value and s.to_value)
        union all
        select 'credit_memo', number_value from invoicing.credit_memos where company_id = ${company}
        union all
        select 'quote', number_value from invoicing.quotes where company_id = ${company}
        union all
        select 'job', number_value from invoicing.jobs where company_id = ${company}
      ), skipped as (
        select series, sum(least(s.to_value, n.next_value - 1) - s.from_value + 1) as skipped_values
        from invoicing.number_skips s join invoicing.number_counters n using (company_id, series)
        where s.company_id = ${company} and s.from_value < n.next_value group by series
      )
      select n.series || ' ' || n.prefix || (n.next_value - 1) as id
      from invoicing.number_counters n
      left join skipped s using (series)
      left join (
        select u.series, count(*) filter (where within) as documents, count(distinct value) filter (where within) as numbers,
          bool_or(value >= next_value) as beyond
        from used u join invoicing.number_counters n on n.company_id = ${company} and n.series = u.series
        cross join lateral (select u.value between n.first_value and n.next_value - 1 as within) counted
        group by u.series
      ) u using (series)
      where n.company_id = ${company} and (coalesce(u.documents, 0) <> coalesce(u.numbers, 0) or u.beyond
        or coalesce(u.documents, 0) + coalesce(s.skipped_values, 0) <> n.next_value - n.first_value)`,
  },
  {
    id: 'PAY-5',
    says: 'no payment is dated in the future',
    broken: (company, today) => sql`
      select id from invoicing.payments where company_id = ${company} and payment_date > ${today}::date`,
  },
  {
    id: 'CUR-1',
    says: 'no amount has more decimals than its currency',
    broken: (company) => sql`
      select 'entry ' || id as id from invoicing.receivable_entries where ${isPart(company, 'amount')}
      union all select 'payment ' || id from invoicing.payments where ${isPart(company, 'amount')}
      union all select 'refund ' || id from invoicing.refunds where ${isPart(company, 'amount')}
      union all select 'write-off ' || id from invoicing.write_offs where ${isPart(company, 'amount')}
      union all select credit_memo_number from invoicing.credit_memos
        where ${isPart(company, 'subtotal', 'shipping', 'tax_amount', 'applied_to_invoice')}
      union all select 'statement ' || id from invoicing.customer_statements
        where ${isPart(company, 'opening_balance', 'closing_balance')}
      union all select quote_number from invoicing.quotes
        where ${isPart(company, 'subtotal', 'discount_total', 'shipping', 'tax_amount')}
      union all select i.invoice_number from invoicing.invoices i
        where ${isPart(company, 'subtotal', 'discount_total', 'shipping', 'tax_amount', 'deposit_amount')}
      union all select distinct i.invoice_number from invoicing.invoices i
        join invoicing.invoice_line_items l on l.company_id = ${company} and l.invoice_id = i.id
        where i.company_id = ${company} and i.currency = any(${currenciesWithoutDecimals})
          and (l.unit_price, l.line_total, l.discount_share)
            <> (trunc(l.unit_price), trunc(l.line_total), trunc(l.discount_share))`,
  },
  ...ledgerInvariants,
  ...chainInvariants,
  ...creditInvariants,
  ...quoteInvariants,
  ...customerInvariants,
  ...statementInvariants,
  ...reminderInvariants,
  ...rollupInvariants,
]

/** Rows whose currency has no decimals, and one of whose amounts has some. */
function isPart(company: string, ...amounts: string[]): RawBuilder<unknown> {
  const whole = amounts.map((amount) => sql`trunc(${sql.ref(amount)})`)
  return sql`company_id = ${company} and currency = any(${currenciesWithoutDecimals})
    and (${sql.join(amounts.map((amount) => sql.ref(amount)))}) <> (${sql.join(whole)})`
}
