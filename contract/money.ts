import { z } from 'zod'

/** Money as decimal text, never negative: `"1637.85"`. More decimals than two are refused here, the currency's by the operation. */
export const money = z
  .string()
  .regex(
    /^(0|[1-9]\d{0,12})(\.\d{1,2})?$/,
    'must be an amount such as "1637.85": digits, at most two decimals, no sign',
  )
  .meta({ description: 'Amount as decimal text, such as "1637.85"', examples: ['1637.85'] })

/** Money that was really paid: more than zero. */
export const positiveMoney = money.refine((text) => /[1-9]/.test(text), 'must be more than zero')

/** Money in replies; may be negative. */
export const signedMoney = z
  .string()
  .meta({ description: 'Amount as decimal text, such as "-12.50"', examples: ['1637.85'] })

/** A quantity: more than zero, at most four decimals, at most 9,999,999. */
export const quantity = z
  .string()
  .regex(
    /^(0|[1-9]\d{0,6})(\.\d{1,4})?$/,
    'must be a number such as "12" or "1.5": at most four decimals, no sign',
  )
  .refine((text) => /[1-9]/.test(text), 'must be more than zero')
  .meta({ description: 'Quantity as decimal text', examples: ['24', '1.5'] })

/** A tax or discount rate in percent, 0 to 100, at most four decimals: `"8.25"`. */
export const percent = z
  .string()
  .regex(
    /^(0|[1-9]\d{0,2})(\.\d{1,4})?$/,
    'must be a percentage such as "8.25": at most four decimals, no sign',
  )
  .refine((text) => Number(text) <= 100, 'must be at most 100')
  .meta({ description: 'Percent as decimal text', examples: ['8.25'] })

export const currencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/, 'must be a currency code of three capital letters, such as USD')
  .meta({ description: 'ISO 4217 currency code', examples: ['USD'] })
