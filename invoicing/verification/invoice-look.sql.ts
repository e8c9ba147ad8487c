import { type RawBuilder, sql } from 'kysely'
import { currenciesWithoutDecimals } from '../money/money.ts'
import { judging, type Look } from './invariant.sql.ts'

/** What must always hold between an invoice, its entries in the ledger, and what was put to it. */
export const invoiceLook: Look = {
  lines: [
    { id: 'INV-3', says: 'the balance of an invoice lies between zero and its total' },
    {
      id: 'INV-5',
      says: 'an issued invoice has an issue date, not in the future, and a due date that is not before it',
    },
    { id: 'INV-6', says: 'a void invoice has reason, actor and time, and no live allocation' },
    { id: 'INV-7', says: 'the status of an invoice is what its entries say' },
    { id: 'INV-8', says: 'a deposit is at most the total, and one in percent follows it' },
    { id: 'LED-1', says: 'the entries of an invoice add up to its balance' },
    { id: 'LED-1p', says: 'on no past day was the balance of an invoice negative' },
    {
      id: 'PAY-3',
      says: 'what is paid and credited on an invoice is what was put to it, and only on an issued one',
    },
  ],
  broken(company, today) {
    const { line, anyBroken } = judging(brokenOf(company, today))
    return sql`
      with entries as (
        select invoice_id, sum(amount) as balance, coalesce(-sum(amount) filter (where payment_id is not null), 0) as paid,
          -- What is owed on the first day and only taken off later is lowest at the end.
          count(*) filter (where amount > 0) = 1
            and min(posting_date) filter (where amount > 0) = min(posting_date) as only_falls
        from invoicing.receivable_entries
        where company_id = ${company} and invoice_id is not null group by invoice_id
      ), put as (${putToInvoices(company)})
      select ${line} as line, i.invoice_number as id
      from invoicing.invoices i
      left join entries e on e.invoice_id = i.id
      left join put p on p.invoice_id = i.id
      where i.company_id = ${company} and ${anyBroken}`
  },
}

/** What breaks each line, of an invoice `i` with its entries `e` and what was put to it `p`. */
const brokenOf = (company: string, today: string): Record<string, RawBuilder<unknown>> => ({
  'INV-3': sql`(i.balance_due < 0 or i.balance_due > i.total)`,
  'INV-5': sql`(i.issued_at is not null and (i.issue_date is null or i.due_date is null or i.due_date < i.issue_date
    or i.issue_date > ${today}::date))`,
  'INV-6': sql`(i.voided_at is not null and (i.void_reason is null or i.voided_by_user_id is null or p.allocations > 0))`,
  'INV-7': sql`i.status <> case
    when i.voided_at is not null then 'void' when i.issued_at is null then 'draft'
    when coalesce(e.balance, 0) = 0 then 'paid' when e.paid > 0 then 'partial' else 'sent' end`,
  'INV-8': sql`(i.deposit_amount < 0 or i.deposit_amount > i.total
    or (i.deposit_kind is null) <> (i.deposit_value is null) or (i.deposit_kind is null and i.deposit_amount <> 0)
    or (i.deposit_kind = 'amount' and i.deposit_amount <> i.deposit_value)
    or (i.deposit_kind = 'percent' and i.deposit_amount <> round(i.total * i.deposit_value / 100,
      case when i.currency = any(${currenciesWithoutDecimals}) then 0 else 2 end)))`,
  'LED-1': sql`coalesce(e.balance, 0) <> case when i.issued_at is null then 0 else i.balance_due end`,
  'LED-1p': sql`case when e.only_falls then e.balance else ${lowestBalance(company)} end < 0`,
  'PAY-3': sql`(coalesce(p.paid, 0) <> i.amount_paid or coalesce(p.credited, 0) <> i.credited_total
    or ((p.paid > 0 or p.credited > 0) and (i.issued_at is null or i.voided_at is not null)))`,
})

/** The lowest balance that the invoice `i` had at the end of a day. */
const lowestBalance = (company: string) => sql`(
  select min(balance) from (
    select sum(sum(amount)) over (order by posting_date) as balance from invoicing.receivable_entries
    where company_id = ${company} and invoice_id = i.id group by posting_date
  ) day)`

/** Live allocations, memos that stand, and write-offs, by invoice. */
function putToInvoices(company: string): RawBuilder<unknown> {
  return sql`
    select invoice_id, sum(allocations) as allocations, sum(paid) as paid, sum(credited) as credited from (
      select invoice_id, 1 as allocations, case when payment_id is not null then amount else 0 end as paid,
        case when credit_memo_id is not null then amount else 0 end as credited
      from invoicing.payment_allocations where company_id = ${company} and released_at is null
      union all
      select invoice_id, 0, 0, applied_to_invoice from invoicing.credit_memos
      where company_id = ${company} and voided_at is null
      union all
      select invoice_id, 0, 0, amount from invoicing.write_offs where company_id = ${company}
    ) put group by invoice_id`
}
