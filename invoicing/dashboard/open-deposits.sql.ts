import { sql } from 'kysely'
import type { OpenDeposit } from '../../contract/dashboard.ts'
import type { Transaction } from '../../database/transaction.ts'
import { placeOf, sortedAs } from '../../server/pages.ts'
import { type Cents, centsOf, moneyFromDatabase } from '../money/money.ts'
import { beyond } from '../numbers/document-list.sql.ts'

interface Wanted {
  currency: string
  cursor: string | undefined
  limit: number
}

/** As the partial index has them: money satisfies a deposit, whatever it was paid for; a credit lowers what can come. */
const isOpen = sql`i.status in ('sent', 'partial') and i.deposit_amount::numeric > i.amount_paid::numeric`
const dueDate = sql`coalesce(i.deposit_due_date, i.issue_date)`
const openAmount = sql`least(i.deposit_amount::numeric - i.amount_paid::numeric, i.balance_due::numeric)`

/** Open deposits by their day, one more than the limit. */
export async function readOpenDeposits(
  tx: Transaction,
  { currency, cursor, limit }: Wanted,
  today: string,
): Promise<OpenDeposit[]> {
  const { companyId } = tx.company
  const after = placeOf(cursor, sortedAs.date)
  const sorted = { column: dueDate, type: sql`date`, sortedAs: 'date' } as const
  const { rows } = await sql<{
    id: string
    invoice_number: string
    customer_id: string
    customer_name: string
    deposit_amount: string
    open: string
    due: string
  }>`
    select i.id, i.invoice_number, i.customer_id, i.customer_name, i.deposit_amount, ${openAmount} as open, ${dueDate} as due
    from invoicing.invoices i
    where i.company_id = ${companyId} and ${isOpen} and i.currency = ${currency}
      ${after ? sql`and ${beyond(sorted, sql`i.id`, after, 'asc')}` : sql``}
    order by ${dueDate}, i.id limit ${limit + 1}
  `.execute(tx.db)
  return rows.map((row) => ({
    id: row.id,
    invoiceNumber: row.invoice_number,
    customerId: row.customer_id,
    customerName: row.customer_name,
    currency,
    depositAmount: moneyFromDatabase(row.deposit_amount, currency),
    depositOpen: moneyFromDatabase(row.open, currency),
    depositDueDate: row.due,
    isOverdue: row.due < today,
  }))
}

/** How many deposits are open and how much that is; read from the partial index alone. */
export async function sumOpenDeposits(
  tx: Transaction,
  currency: string,
): Promise<{ count: number; cents: Cents }> {
  const { rows } = await sql<{ count: number; total: string }>`
    select count(*)::int as count, coalesce(sum(${openAmount}), 0)::numeric(15, 2) as total
    from invoicing.invoices i
    where i.company_id = ${tx.company.companyId} and ${isOpen} and i.currency = ${currency}
  `.execute(tx.db)
  return { count: rows[0]?.count ?? 0, cents: centsOf(rows[0]?.total ?? '0') }
}
