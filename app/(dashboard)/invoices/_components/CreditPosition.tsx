import type { Customer } from '../../../../contract/customers.ts'
import { addCents, type Cents, centsOf, formatMoney } from '../../../../invoicing/money/money.ts'
import classes from './CreditPosition.module.css'

interface CreditPositionProps {
  customer: Customer
  /** What the invoice comes to as it is typed; drafts are not yet part of what is used. */
  invoiceCents: Cents
}

/** How the customer's credit would stand with this invoice: the limit, what is used, and what this adds. */
export function CreditPosition({ customer, invoiceCents }: CreditPositionProps) {
  const { creditLimit, balance, defaultCurrency: currency } = customer
  if (creditLimit === null) return null
  const limitCents = centsOf(creditLimit)
  const usedCents = Math.max(0, centsOf(balance))
  const leftCents = addCents(limitCents, -centsOf(balance), -invoiceCents)
  const money = (cents: Cents) => formatMoney(cents, currency)
  return (
    <section className={classes.credit} aria-label="Credit">
      <div className={classes.bar} aria-hidden="true" data-over={leftCents < 0 || undefined}>
        <span data-part="used" style={{ width: share(usedCents, limitCents) }} />
        <span data-part="this" style={{ width: share(invoiceCents, limitCents) }} />
      </div>
      <dl className={classes.figures}>
        <Figure label="Limit" value={money(limitCents)} />
        <Figure label="Used" value={money(centsOf(balance))} />
        <Figure label="This invoice" value={money(invoiceCents)} />
        <Figure label={leftCents < 0 ? 'Over' : 'Left'} value={money(Math.abs(leftCents))} />
      </dl>
      {leftCents < 0 && (
        <p className={classes.over} role="status">
          {money(-leftCents)} over the limit: it can be saved only by somebody who may go over it, with a
          reason.
        </p>
      )}
    </section>
  )
}

/** For drawing only. */
function share(cents: Cents, limitCents: Cents): string {
  if (limitCents <= 0) return cents > 0 ? '100%' : '0'
  return `${Math.min(100, (cents / limitCents) * 100)}%`
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}
