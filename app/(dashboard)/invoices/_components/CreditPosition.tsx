import { useMay } from '../../../../components/features/session.ts'
import type { Customer } from '../../../../contract/customers.ts'
import { addCents, type Cents, centsOf, formatMoney } from '../../../../invoicing/money/money.ts'
import classes from './CreditPosition.module.css'
import { creditLeftCents } from './credit-left.ts'
import { OverrideReason } from './OverrideReason.tsx'
import type { Override } from './use-override.ts'

interface CreditPositionProps {
  customer: Customer
  /** What the invoice comes to as it is typed; drafts are not yet part of what is used. */
  invoiceCents: Cents
  override: Override
  /** What the reason lets be done: "saved", "sent". */
  done: 'saved' | 'sent'
  /** Whether it was refused for the limit, so that the reason is what is missing. */
  isRefused: boolean
}

/** How the customer's credit would stand with this invoice: the limit, what is used, and what this adds. */
export function CreditPosition({ customer, invoiceCents, override, done, isRefused }: CreditPositionProps) {
  const mayOverride = useMay('accounting.invoices.override_credit')
  const { creditLimit, balance, defaultCurrency: currency } = customer
  const leftCents = creditLeftCents(customer, invoiceCents)
  if (creditLimit === null || leftCents === null) return null
  const limitCents = centsOf(creditLimit)
  const usedCents = Math.max(0, centsOf(balance))
  // What is over the limit is drawn too.
  const wholeCents = Math.max(limitCents, addCents(usedCents, invoiceCents))
  const money = (cents: Cents) => formatMoney(cents, currency)
  return (
    <section className={classes.credit} aria-label="Credit">
      <div className={classes.bar} aria-hidden="true" data-over={leftCents < 0 || undefined}>
        <span data-part="used" style={{ width: share(usedCents, wholeCents) }} />
        <span data-part="this" style={{ width: share(invoiceCents, wholeCents) }} />
      </div>
      <dl className={classes.figures}>
        <Figure label="Limit" value={money(limitCents)} />
        <Figure label="Used" value={money(centsOf(balance))} />
        <Figure label="This invoice" value={money(invoiceCents)} />
        <Figure label={leftCents < 0 ? 'Over' : 'Left'} value={money(Math.abs(leftCents))} />
      </dl>
      {leftCents < 0 && (
        <p className={classes.over} role="status">
          {money(-leftCents)} over the limit:{' '}
          {mayOverride
            ? `it can be ${done} with a reason.`
            : `it can be ${done} only by somebody who may go over it, with a reason.`}
        </p>
      )}
      {leftCents < 0 && mayOverride && <OverrideReason override={override} isWanted={isRefused} />}
    </section>
  )
}

/** For drawing only. */
function share(cents: number, wholeCents: number): string {
  return wholeCents > 0 ? `${(cents / wholeCents) * 100}%` : '0'
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}
