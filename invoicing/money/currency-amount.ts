import { refuseField } from '../../contract/refusals.ts'
import { type Cents, centsOf, currencyDecimals, fitsCurrency } from './money.ts'

/** Cents of an amount that came in with a request; more decimals than its currency has are refused at the field. */
export function centsInCurrency(text: string, currency: string, path: string): Cents {
  const cents = centsOf(text)
  if (!fitsCurrency(cents, currency)) {
    const decimals = currencyDecimals(currency)
    throw refuseField(
      'amount_not_in_currency',
      path,
      `${currency} has ${decimals} decimals: write the amount without more.`,
    )
  }
  return cents
}
