import type { StatementOfAccount } from '../../contract/ledger-reports.ts'
import type { Transaction } from '../../database/transaction.ts'
import { implementing } from '../../server/operation.ts'
import { addDays } from '../calendar/calendar.ts'
import { readCustomer } from '../customers/customers.sql.ts'
import { readBalances } from '../ledger/ledger.sql.ts'
import { moneyText } from '../money/money.ts'
import { statementOf } from '../statements/statement.ts'
import { lineText } from '../statements/statement-content.ts'
import { statementCsv } from '../statements/statement-csv.ts'
import { readPostedEntries } from '../statements/statement-sources.sql.ts'
import { requireDays } from './sales.ts'

interface Asked {
  customerId: string
  from: string
  to?: string | undefined
}

/** A customer's account over any days: the figures that a statement of them would have, today included. */
export const statementOfAccount = implementing.reports.statementOfAccount.handler(
  ({ input, context: { tx, today } }) => accountOf(tx, input, today),
)

/** The same as a file for a spreadsheet, in the columns of a statement's. */
export const downloadStatementOfAccount = implementing.reports.statementOfAccountCsv.handler(
  async ({ input, context: { tx, today } }) => {
    const account = await accountOf(tx, input, today)
    const { customerNumber, from, to } = account
    const csv = statementCsv({ ...account, periodStart: from, periodEnd: to })
    return new File([csv], `account-${customerNumber}-${from}-${to}.csv`, {
      type: 'text/csv; charset=utf-8',
    })
  },
)

async function accountOf(tx: Transaction, asked: Asked, today: string): Promise<StatementOfAccount> {
  const { customerId, from, to = today } = asked
  requireDays({ from, to })
  const customer = await readCustomer(tx, customerId, today)
  const { name: customerName, customerNumber, defaultCurrency: currency } = customer
  const before = await readBalances(tx, [customerId], addDays(from, -1))
  const entries = await readPostedEntries(tx, [customerId], { periodStart: from, periodEnd: to })
  const figures = statementOf(before.get(customerId) ?? 0, entries.get(customerId) ?? [])
  const text = (cents: number) => moneyText(cents, currency)
  return {
    customerId,
    customerName,
    customerNumber,
    currency,
    from,
    to,
    openingBalance: text(figures.openingCents),
    totalInvoiced: text(figures.invoicedCents),
    totalPaid: text(figures.paidCents),
    totalCreditNotes: text(figures.creditedCents),
    closingBalance: text(figures.closingCents),
    lines: figures.lines.map((line) => lineText(line, currency)),
  }
}
