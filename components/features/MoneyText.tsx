import { centsOf, formatMoney, type MoneyFormat } from '../../invoicing/money/money.ts'
import classes from './MoneyText.module.css'

interface MoneyTextProps extends MoneyFormat {
  /** Decimal text as the API gives it, such as "1637.85". */
  amount: string
  currency: string
  /** `came` for money received, `owed` for money overdue; only colours amounts that are not zero. */
  tone?: 'came' | 'owed' | 'muted'
  /** `hero` is for the one number that matters on a screen. */
  size?: 'hero'
  strong?: boolean
}

/** An amount in numerals that line up, with a real minus. Columns say their currency once: `display="none"`. */
export function MoneyText({ amount, currency, tone, size, strong, ...format }: MoneyTextProps) {
  const cents = centsOf(amount)
  return (
    <span
      className={classes.money}
      data-tone={cents === 0 && tone !== 'muted' ? undefined : tone}
      data-size={size}
      data-strong={strong || undefined}
    >
      {formatMoney(cents, currency, format)}
    </span>
  )
}
