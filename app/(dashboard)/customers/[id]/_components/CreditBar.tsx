import { MoneyText } from '../../../../../components/features/MoneyText.tsx'
import { centsOf, formatMoney } from '../../../../../invoicing/money/money.ts'
import classes from './CreditBar.module.css'

interface CreditBarProps {
  position: { currency: string; limit: string | null; used: string; available: string | null }
  name: string
}

/** How much of the limit is used: the whole bar is the limit, or what is owed where that is more. */
export function CreditBar({ position, name }: CreditBarProps) {
  const { currency, limit, used, available } = position
  const usedCents = Math.max(0, centsOf(used))
  const limitCents = limit === null ? null : centsOf(limit)
  const isOver = available !== null && centsOf(available) < 0
  return (
    <div className={classes.credit}>
      <dl className={classes.figures}>
        <div>
          <dt>Limit</dt>
          <dd>{limit === null ? 'None' : <MoneyText amount={limit} currency={currency} strong />}</dd>
        </div>
        <div>
          <dt>Used</dt>
          <dd>
            <MoneyText amount={used} currency={currency} strong />
          </dd>
        </div>
        <div>
          <dt>Available</dt>
          <dd>
            {available === null ? (
              'Unlimited'
            ) : (
              <MoneyText
                amount={available}
                currency={currency}
                tone={isOver ? 'owed' : undefined}
                size="hero"
                strong
              />
            )}
          </dd>
        </div>
      </dl>
      {limitCents !== null && (
        <div className={classes.bar} aria-hidden="true">
          <span
            data-part={isOver ? 'over' : 'used'}
            style={{ width: `${shareOf(usedCents, limitCents)}%` }}
          />
          {isOver && limitCents > 0 && (
            <span className={classes.mark} style={{ left: `${shareOf(limitCents, usedCents)}%` }} />
          )}
        </div>
      )}
      <p className={classes.words}>{sentence(name, currency, limit, available)}</p>
    </div>
  )
}

/** For drawing only, in percent. */
function shareOf(part: number, whole: number): number {
  return whole <= 0 ? (part > 0 ? 100 : 0) : Math.min(100, (part / whole) * 100)
}

function sentence(name: string, currency: string, limit: string | null, available: string | null): string {
  if (limit === null || available === null) return `No limit is in force: ${name} may owe any amount.`
  const cents = centsOf(available)
  if (cents < 0) return `${formatMoney(-cents, currency)} over the limit. A new invoice needs an override.`
  if (centsOf(limit) === 0) return `A limit of zero: ${name} pays before anything is invoiced.`
  return cents === 0
    ? 'The limit is used up. A new invoice needs an override.'
    : 'An invoice above what is available needs an override.'
}
