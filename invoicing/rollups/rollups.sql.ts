import { sql } from 'kysely'
import type { Transaction } from '../../database/transaction.ts'

/**
 * Replaces a company's waiting changes, and the sums of what they change, by new sums: each of the two in one statement,
 * so that a reader finds either the old rows or the new one. Two workers take turns, or a figure could end as two sums.
 */
export async function foldWaiting(tx: Transaction): Promise<void> {
  const { companyId } = tx.company
  await sql`select pg_advisory_xact_lock(hashtextextended(${`rollups ${companyId}`}, 0))`.execute(tx.db)
  await sql`
    with changed as (
      select distinct currency, status, day from invoicing.invoice_rollups where company_id = ${companyId} and not is_sum
    ), gone as (
      delete from invoicing.invoice_rollups r using changed c
      where r.company_id = ${companyId} and r.currency = c.currency and r.status = c.status and r.day = c.day
      returning r.currency, r.status, r.day, r.invoices, r.balance_due, r.days_to_pay
    )
    insert into invoicing.invoice_rollups (company_id, is_sum, currency, status, day, invoices, balance_due, days_to_pay)
    select ${companyId}::uuid, true, currency, status, day, sum(invoices), sum(balance_due), sum(days_to_pay)
    from gone group by currency, status, day
    having sum(invoices) <> 0 or sum(balance_due) <> 0 or sum(days_to_pay) <> 0
  `.execute(tx.db)
  await sql`
    with changed as (
      select distinct currency, month from invoicing.money_rollups where company_id = ${companyId} and not is_sum
    ), gone as (
      delete from invoicing.money_rollups r using changed c
      where r.company_id = ${companyId} and r.currency = c.currency and r.month = c.month
      returning r.currency, r.month, r.received
    )
    insert into invoicing.money_rollups (company_id, is_sum, currency, month, received)
    select ${companyId}::uuid, true, currency, month, sum(received) from gone group by currency, month
    having sum(received) <> 0
  `.execute(tx.db)
}
