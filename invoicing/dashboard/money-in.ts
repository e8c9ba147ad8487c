import { implementing } from '../../server/operation.ts'
import { addMonthsAnchored, monthOf, startOfMonth } from '../calendar/calendar.ts'
import { requireSupportedCurrency } from '../company/company.ts'
import { moneyText } from '../money/money.ts'
import { readMoneyIn } from './money-in.sql.ts'

/** The money that came in each of the last months, this one included; a month without any is there as zero. */
export const moneyIn = implementing.dashboard.moneyIn.handler(async ({ input, context: { tx, today } }) => {
  const currency = input.currency ?? tx.company.currency
  requireSupportedCurrency(currency, 'currency')
  const thisMonth = startOfMonth(today)
  const months = Array.from({ length: input.months }, (_, index) =>
    addMonthsAnchored(thisMonth, index + 1 - input.months, 1),
  )
  const received = await readMoneyIn(tx, currency, months[0] ?? thisMonth)
  return {
    currency,
    months: months.map((month) => ({
      month: monthOf(month),
      received: moneyText(received.get(month) ?? 0, currency),
    })),
  }
})
