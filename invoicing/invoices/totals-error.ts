import { type RefusalCode, Refused } from '../../contract/refusals.ts'
import { type Cents, fitsCurrency, maximumCents, readCents } from '../money/money.ts'

/** Why totals cannot be computed: a refusal of the field that `path` names, as `lineItems.0.quantity`. */
export class TotalsError extends Refused {
  readonly path: string

  constructor(path: string, code: TotalsErrorCode, message: string) {
    super(code, message, [{ path, message }])
    this.name = 'TotalsError'
    this.path = path
  }
}

export type TotalsErrorCode = Extract<
  RefusalCode,
  | 'invalid_input'
  | 'currency_not_supported'
  | 'amount_not_in_currency'
  | 'amount_too_large'
  | 'discount_exceeds_subtotal'
>

/** An amount as it is written, refused at its field when it cannot be one of the currency. */
export function amountOf(text: string, currency: string, path: string): Cents {
  const cents = readCents(text)
  if (cents === 'too_large') throw tooLarge(path, 'The amount')
  if (cents === 'too_many_decimals' || (typeof cents === 'number' && !fitsCurrency(cents, currency))) {
    throw new TotalsError(path, 'amount_not_in_currency', `has more decimals than ${currency}`)
  }
  if (cents === 'not_a_number' || cents < 0) {
    throw new TotalsError(path, 'invalid_input', 'must be an amount such as "1637.85", not negative')
  }
  return cents
}

/** A sum that can be kept; the terms are each at most the maximum, so that no step leaves the safe integers. */
export function boundedSum(amounts: readonly Cents[], path: string, what: string): Cents {
  return amounts.reduce((sum, cents) => {
    if (sum + cents > maximumCents) throw tooLarge(path, what)
    return sum + cents
  }, 0)
}

/** Products of checked numbers fail for one reason only: they are too large. */
export function bounded(path: string, what: string, compute: () => Cents): Cents {
  try {
    return compute()
  } catch (error) {
    throw error instanceof RangeError ? tooLarge(path, what) : error
  }
}

function tooLarge(path: string, what: string): TotalsError {
  return new TotalsError(path, 'amount_too_large', `${what} is larger than 9,999,999,999,999.99`)
}
