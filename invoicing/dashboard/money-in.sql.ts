import { sql } from 'kysely'
import type { Transaction } from '../../database/transaction.ts'
import { type Cents, centsOf } from '../money/money.ts'

/** What came in each month from one on, by its first day, from the rollup that the database keeps. */
export async function readMoneyIn(
  tx: Transaction,
  currency: string,
  from: string,
): Promise<Map<string, Cents>> {
  const { rows } = await sql<{ month: string; received: string }>`
    select month, sum(received)::numeric(15, 2) as received from invoicing.money_rollups
    where company_id = ${tx.company.companyId} and currency = ${currency} and month >= ${from}::date
    group by month
  `.execute(tx.db)
  return new Map(rows.map(({ month, received }) => [month, centsOf(received)]))
}
