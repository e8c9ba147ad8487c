import { implementing } from '../../server/operation.ts'
import { pageFrom } from '../../server/pages.ts'
import { requireSupportedCurrency } from '../company/company.ts'
import { moneyText } from '../money/money.ts'
import { readOpenDeposits, sumOpenDeposits } from './open-deposits.sql.ts'

/** Deposits that sent invoices ask for and that no money has satisfied yet: whom to call before the press runs. */
export const openDeposits = implementing.dashboard.deposits.handler(
  async ({ input, context: { tx, today } }) => {
    const currency = input.currency ?? tx.company.currency
    requireSupportedCurrency(currency, 'currency')
    const found = await readOpenDeposits(tx, { currency, cursor: input.cursor, limit: input.limit }, today)
    const { rows, nextCursor } = pageFrom(found, input.limit, ({ id, depositDueDate }) => ({
      value: depositDueDate,
      id,
    }))
    const { count, cents } = await sumOpenDeposits(tx, currency)
    return { data: rows, nextCursor, currency, count, total: moneyText(cents, currency) }
  },
)
