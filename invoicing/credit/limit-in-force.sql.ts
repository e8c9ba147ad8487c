import { type RawBuilder, sql } from 'kysely'
import type { Transaction } from '../../database/transaction.ts'

/**
 * The limit in force of a customer at an instant, as an expression: approved, begun, not expired, and among those the
 * one that began last. Null: no limit, no check.
 */
export function limitInForceOf(
  tx: { company: Pick<Transaction['company'], 'companyId'> },
  customerId: RawBuilder<unknown>,
  at: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`(
    select l.limit_amount from invoicing.customer_credit_limits l
    where l.company_id = ${tx.company.companyId} and l.customer_id = ${customerId} and l.status = 'approved'
      and l.effective_at <= ${at} and (l.expires_at is null or l.expires_at > ${at})
    order by l.effective_at desc, l.created_at desc, l.id limit 1
  )`
}
