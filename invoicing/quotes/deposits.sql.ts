import { sql } from 'kysely'
import type { Transaction } from '../../database/transaction.ts'
import type { CreditLeft } from '../allocations/allocation.ts'
import { centsOf } from '../money/money.ts'

/** What is left of the deposits taken on a quote of a locked customer, oldest first. */
export async function readDepositsLeft(tx: Transaction, quoteId: string): Promise<CreditLeft[]> {
  const { rows } = await sql<{
    id: string
    unapplied: string
    payment_date: string
    posting_date: string
  }>`
    select id, unapplied, payment_date, posting_date from invoicing.payments
    where company_id = ${tx.company.companyId} and quote_id = ${quoteId} and unapplied > 0
    order by posting_date, recorded_at, id
  `.execute(tx.db)
  return rows.map((row) => ({
    source: { paymentId: row.id },
    unappliedCents: centsOf(row.unapplied),
    date: row.payment_date,
    postingDate: row.posting_date,
  }))
}
